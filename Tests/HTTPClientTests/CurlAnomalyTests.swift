import FaultCurl
import Foundation
import HTTPClient
import TestSupport
import Testing

/// libcurl's n-th allocation fails, once or from then on, for every n of a client's life.
@Suite(.aside) struct CurlAnomalyTests {
    @Test(.proves("DLV-052"), arguments: [false, true])
    func `the n-th allocation may fail`(persists: Bool) async throws {
        await #expect(processExitsWith: .success) { [persists = persists as Bool] in
            try #require(fault_curl_install() == 0)
            var lives = 0
            while try await CurlAnomalyLife(failing: lives + 1, persists: persists).run() { lives += 1 }
            // So many at least are made for a client and two requests.
            #expect(lives > 50)
        }
    }

    @Test(.proves("DLV-052", "SEC-055"), arguments: [false, true])
    func `no pin and no authority is forgotten`(isPin: Bool) async throws {
        let server = try TLSServer()
        defer { server.stop() }
        await #expect(processExitsWith: .success) { [port = Int(server.port) as Int, isPin = isPin as Bool] in
            try #require(fault_curl_install() == 0)
            var lives = 0
            var wasHit = true
            while wasHit {
                lives += 1
                fault_curl_arm(lives, 0)
                defer { fault_curl_disarm() }
                if let client = try? HTTPClient() {
                    var request = HTTPClientRequest(url: "https://127.0.0.1:\(port)/")
                    let other = "sha256//" + String(repeating: "A", count: 43) + "="
                    request.tls = isPin ? .pin(other) : .verify(caFile: "/nowhere/ca.pem")
                    let exchange = await Exchange.run(client, request)
                    #expect(exchange.status == nil && exchange.failure?.requestWasSent == false, "\(lives)")
                    client.shutdown()
                }
                wasHit = fault_curl_hits() > 0
            }
            #expect(lives > 25)
        }
    }
}

/// A client that makes two requests, in the life of which an allocation fails, and a third one afterwards.
struct CurlAnomalyLife {
    private let n: Int
    private let persists: Bool

    init(failing n: Int, persists: Bool) {
        self.n = n
        self.persists = persists
    }

    /// Lives it.
    ///
    /// - Returns: whether an allocation failed.
    func run() async throws -> Bool {
        let server = try RawServer { connection in
            while connection.readRequest() != nil { connection.answer("200 OK", "{}") }
        }
        fault_curl_arm(n, persists ? 1 : 0)
        defer { fault_curl_disarm() }
        let born: HTTPClient?
        do throws(HTTPClientError) {
            born = try HTTPClient()
        } catch {
            born = nil
            #expect(error.kind == .unavailable && fault_curl_hits() > 0, "\(n)")
        }
        if let born { for number in 1...2 { try await ask(born, number, server) } }
        let wasHit = fault_curl_hits() > 0
        fault_curl_disarm()
        let client = try born ?? HTTPClient()
        try await ask(client, 3, server, mustSucceed: true)
        client.shutdown()
        // Nothing that arrived lacks anything.
        for request in server.seen {
            #expect(request.hasPrefix("POST /path HTTP/1.1\r\n"), "\(n): \(request)")
            #expect(request.contains("\r\nContent-Type: text/x\r\n"), "\(n): \(request)")
            #expect(request.contains("\r\nAuthorization: Bearer secret\r\n"), "\(n): \(request)")
            #expect(request.contains("\r\nUser-Agent: synology-chatgpt\r\n"), "\(n): \(request)")
            #expect(!request.contains("Expect:"), "\(n): \(request)")
            #expect(request.contains("\r\n\r\nquestion ") && request.hasSuffix(" end"), "\(n): \(request)")
        }
        return wasHit
    }

    private func ask(
        _ client: HTTPClient,
        _ number: Int,
        _ server: RawServer,
        mustSucceed: Bool = false
    ) async throws {
        var request = HTTPClientRequest(
            method: "POST",
            url: "\(server.url)/path",
            headers: [(name: "Content-Type", value: "text/x"), (name: "Authorization", value: "Bearer secret")],
            body: Array("question \(number) end".utf8)
        )
        request.totalTimeout = Patience.seconds
        let exchange = await Exchange.run(client, request)
        if exchange.failure == nil {
            #expect(exchange.status == 200 && exchange.text == "{}", "\(n)")
        } else {
            #expect(!mustSucceed && fault_curl_hits() > 0, "\(n): \(exchange.failure?.message ?? "")")
            let isKnown = server.seen.contains { $0.contains("question \(number) ") }
            #expect(!isKnown || exchange.failure?.requestWasSent == true, "\(n): \(exchange.failure?.message ?? "")")
            #expect(exchange.kind != .timeout(.total), "\(n)")
        }
    }
}
