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
