import CCurl
import Platform

extension Transfer {
    /// The error for libcurl's result; `nil` for a whole answer.
    func failure(_ code: CURLcode) -> HTTPClientError? {
        if isTooLarge { return tooLarge }
        if isRepeatRefused {
            return error(
                .brokenAfterSend,
                "\(place) closed the connection after the request was sent, without an answer."
            )
        }
        guard code != CURLE_OK else {
            // libcurl is content with a status outside RFC 9110 §15; we are not.
            return headWasDelivered ? nil : error(.malformed, "\(place) answered with something that is not HTTP.")
        }
        switch code {
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY:
            return error(.resolve, "The name \(url.host) cannot be resolved\(because).")
        case CURLE_COULDNT_CONNECT, CURLE_INTERFACE_FAILED, CURLE_PROXY:
            return error(.connect, "No connection to \(place)\(because).")
        case CURLE_URL_MALFORMAT: return error(.invalidURL, "The URL is malformed.")
        case CURLE_OUT_OF_MEMORY, CURLE_FAILED_INIT: return error(.unavailable, "Out of memory.")
        case CURLE_OPERATION_TIMEDOUT: return timeout
        case CURLE_WEIRD_SERVER_REPLY, CURLE_UNSUPPORTED_PROTOCOL:
            return error(.malformed, "\(place) answered with something that is not HTTP\(because).")
        default: return Self.tlsCodes.contains(code.rawValue) ? tlsFailure : broken
        }
    }

    /// The error of a transfer that was idle for too long.
    func idleFailure() -> HTTPClientError {
        error(.timeout(.idle), "\(place) sent nothing for \(Self.text(request.idleTimeout)).")
    }

    private static let tlsCodes: Set<CURLcode.RawValue> = Set(
        [
            CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER,
            CURLE_USE_SSL_FAILED, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ENGINE_NOTFOUND, CURLE_SSL_ENGINE_SETFAILED,
            CURLE_SSL_ENGINE_INITFAILED, CURLE_SSL_SHUTDOWN_FAILED, CURLE_SSL_CRL_BADFILE, CURLE_SSL_ISSUER_ERROR,
            CURLE_SSL_PINNEDPUBKEYNOTMATCH, CURLE_SSL_INVALIDCERTSTATUS, CURLE_SSL_CLIENTCERT,
        ].map(\.rawValue)
    )

    /// Host and port, which no secret is part of.
    private var place: String { "\(url.host):\(url.port)" }

    private var because: String { detail.isEmpty ? "" : " (\(detail))" }

    private var tooLarge: HTTPClientError {
        error(
            .tooLarge,
            "The answer of \(place) is longer than \(request.maxResponseBytes) bytes, or its header than 64 KiB."
        )
    }

    private var timeout: HTTPClientError {
        let elapsed = Double(MonotonicClock.milliseconds() - startedAt) / 1000
        // Both limits have the same code; where both have passed, the wider one is what the caller should hear of.
        if isConnected || (request.totalTimeout > 0 && elapsed >= request.totalTimeout) {
            return error(
                .timeout(.total),
                "\(place) did not finish its answer within \(Self.text(request.totalTimeout))."
            )
        }
        return error(.timeout(.connect), "No connection to \(place) within \(Self.text(request.connectTimeout)).")
    }

    private var tlsFailure: HTTPClientError {
        switch request.tls {
        case .pin: error(.tls, "\(place) has another key than the pinned one, or speaks no TLS\(because).")
        case .insecure: error(.tls, "No TLS with \(place)\(because).")
        case .verify: error(.tls, "The certificate of \(place) was refused\(because).")
        }
    }

    private var broken: HTTPClientError {
        if headWasDelivered { return error(.partial, "The connection to \(place) broke within the answer\(because).") }
        if wasSent {
            return error(.brokenAfterSend, "The connection to \(place) broke after the request was sent\(because).")
        }
        return error(.brokenBeforeSend, "The connection to \(place) broke before the request was sent\(because).")
    }

    private func error(_ kind: HTTPClientError.Kind, _ message: String) -> HTTPClientError {
        HTTPClientError(kind: kind, requestWasSent: wasSent, message: message)
    }

    /// Seconds as people write them.
    private static func text(_ seconds: Double) -> String {
        seconds == seconds.rounded() ? "\(Int(seconds)) s" : "\(seconds) s"
    }
}
