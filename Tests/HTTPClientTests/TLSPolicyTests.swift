import Foundation
import HTTPClient
import TestSupport
import Testing

@Suite(.serialized, .aside) struct TLSPolicyTests {
    @Test(.proves("SEC-054")) func `verify refuses a certificate that nobody vouches for, in a clear sentence`()
        async throws
    {
        let failure = try #require(try await exchange(.verify(caFile: nil)).failure)
        #expect(failure.kind == .tls && !failure.requestWasSent)
        #expect(failure.message.hasPrefix("The certificate of 127.0.0.1:"))
        #expect(failure.message.contains("self-signed certificate"))
    }

    @Test(.proves("SEC-054")) func `a CA file makes its certificate good, for the host it names`() async throws {
        let server = try TLSServer()
        defer { server.stop() }
        #expect(try await exchange(.verify(caFile: server.certificate), server).status == 200)
        let other = try await exchange(.verify(caFile: server.certificate), server, host: "localhost")
        #expect(other.kind == .tls)
    }

    @Test func `a CA file that is missing is named`() async throws {
        let failure = try #require(try await exchange(.verify(caFile: "/nowhere/ca.pem")).failure)
        #expect(failure.kind == .tls && failure.message.contains("/nowhere/ca.pem"))
    }

    @Test(.proves("SEC-055")) func `the pinned key is accepted whatever the host's name, another one is not`()
        async throws
    {
        let server = try TLSServer()
        defer { server.stop() }
        let other = "sha256//" + String(repeating: "A", count: 43) + "="
        #expect(try await exchange(.pin(server.pin), server).status == 200)
        #expect(try await exchange(.pin(other + ";" + server.pin), server, host: "localhost").status == 200)
        let failure = try #require(try await exchange(.pin(other), server).failure)
        #expect(failure.kind == .tls && !failure.requestWasSent && failure.message.contains("another key"))
        // A connection that one policy has accepted is not lent to a stricter one.
        #expect(try await exchange(.verify(caFile: nil), server).kind == .tls)
    }

    @Test func `insecure accepts anything`() async throws { #expect(try await exchange(.insecure).status == 200) }

    @Test(
        .proves("SEC-055"),
        arguments: [
            "", "sha256//", "sha256//AAAA=", "/etc/passwd", "sha256/" + String(repeating: "A", count: 43) + "=",
            "sha256//" + String(repeating: "A", count: 44), "sha256//" + String(repeating: "-", count: 43) + "=",
            "sha256//" + String(repeating: "A", count: 43) + "=;",
        ]
    )
    func `a pin of another form is refused, not taken for a file`(pin: String) async throws {
        #expect(!TLSPolicy.isWellFormed(pin: pin))
        let client = try makeClient()
        var request = HTTPClientRequest(url: "https://127.0.0.1:1/")
        request.tls = .pin(pin)
        #expect(await Exchange.run(client, request).failure?.message.contains("sha256//") == true)
    }

    private func exchange(_ policy: TLSPolicy, _ given: TLSServer? = nil, host: String = "127.0.0.1") async throws
        -> Exchange
    {
        let server = try given ?? TLSServer()
        defer { if given == nil { server.stop() } }
        var request = HTTPClientRequest(url: "https://\(host):\(server.port)/")
        request.tls = policy
        let client = try makeClient()
        defer { client.shutdown() }
        return await Exchange.run(client, request)
    }
}

/// `openssl s_server` with a certificate of its own for 127.0.0.1.
private final class TLSServer {
    let port: Int
    let certificate: String
    let pin: String
    private let process: Process
    private let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "tls-" + UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        certificate = folder.appending(path: "cert.pem").path
        let key = folder.appending(path: "key.pem").path
        _ = try Self.shell(
            "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout \(key) -out \(certificate)"
                + " -days 2 -subj /CN=nas -addext subjectAltName=IP:127.0.0.1 2>/dev/null"
        )
        let digest = try Self.shell(
            "openssl x509 -in \(certificate) -pubkey -noout | openssl pkey -pubin -outform der"
                + " | openssl dgst -sha256 -binary | openssl base64"
        )
        pin = "sha256//" + digest
        process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [
            "openssl", "s_server", "-accept", "127.0.0.1:0", "-cert", certificate, "-key", key, "-www",
        ]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        try process.run()
        var text = ""
        // The server names its port: "ACCEPT 127.0.0.1:45678".
        while !text.contains("\n") || !text.contains("ACCEPT") {
            let piece = output.fileHandleForReading.availableData
            guard !piece.isEmpty else { throw POSIXError(.ECHILD) }
            text += String(decoding: piece, as: UTF8.self)
        }
        let line = text.split(separator: "\n").first { $0.hasPrefix("ACCEPT") }
        port = line.flatMap { $0.split(separator: ":").last }.flatMap { Int($0) } ?? 0
    }

    func stop() {
        // A child of a worker thread of Dispatch starts with SIGTERM blocked.
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        try? FileManager.default.removeItem(at: folder)
    }

    private static func shell(_ command: String) throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = ["-c", command]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw POSIXError(.ECHILD) }
        return String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
