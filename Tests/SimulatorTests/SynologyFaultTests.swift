import HTTPClient
@testable import Simulator
import SynoWire
import TestSupport
import Testing

/// A simulated Synology Chat that misbehaves on demand.
@Suite struct SynologyFaultTests {
    private let fixture: SynologyChatFixture
    private var chat: SynologyChatServer { fixture.chat }

    init() throws { fixture = try SynologyChatFixture { $0.postInterval = 0 } }

    private func post(timeout: Double = Patience.seconds) async -> Result<HTTPClientResponse, HTTPClientError> {
        await fixture.send("POST", fixture.path(), ChatbotPost(text: "x", to: 4).encoded(), timeout: timeout)
    }

    private func code() async throws -> Int64 {
        guard case .failure(let failure) = try SynoResponse.decode(try await post().get().body) else { return 0 }
        return failure.code.rawValue
    }

    @Test(.proves("SYN-110"))
    func `a code comes so many times`() async throws {
        chat.plan(.init(.code(.tooFast), times: 2), .init(.code(.noSuchAPI)))
        var codes: [Int64] = []
        for _ in 0..<4 { codes.append(try await code()) }
        #expect(codes == [411, 411, 102, 0])
        #expect(chat.posts(to: 4).count == 1)
    }

    @Test func `a fault waits for its call and its method`() async throws {
        chat.plan(.init(.code(.tooLong), after: 1, method: .chatbot))
        _ = try await fixture.send("POST", fixture.path("user_list")).get()
        #expect(try await [code(), code(), code()] == [0, 410, 0])
        chat.plan(.init(.code(.tooLong), times: 5))
        chat.clearFaults()
        #expect(try await code() == 0)
    }

    @Test func `a connection is dropped before or after the call is carried out`() async {
        chat.plan(.init(.dropBefore), .init(.dropAfter))
        for posts in [0, 1] {
            guard case .failure(let error) = await post() else {
                Issue.record("an answer came")
                return
            }
            #expect(error.requestWasSent)
            #expect(chat.posts(to: 4).count == posts)
        }
        #expect(chat.exchanges.map(\.remark) == ["drop-before", "drop-after"])
    }

    @Test func `a call hangs before or after it is carried out`() async {
        chat.plan(.init(.hang), .init(.hangAfter))
        for posts in [0, 1] {
            guard case .failure(let error) = await post(timeout: 0.3) else {
                Issue.record("an answer came")
                return
            }
            #expect(error.kind == .timeout(.total))
            #expect(chat.posts(to: 4).count == posts)
        }
    }

    @Test func `an answer comes late, and the post at once`() async throws {
        chat.plan(.init(.delay(3_600)))
        async let late = post(timeout: 2)
        #expect(await chat.posts(to: 4, count: 1) != nil)
        guard case .failure(let error) = await late else {
            Issue.record("an answer came")
            return
        }
        #expect(error.kind == .timeout(.total))
        chat.plan(.init(.delay(0.01)))
        #expect(try await post().get().status == 200)
    }

    @Test(.proves("SYN-111"))
    func `a page of HTML stands for the answer`() async throws {
        chat.plan(.init(.html(status: 502)))
        let response = try await post().get()
        #expect(response.status == 502)
        #expect(response.header("Content-Type") == "text/html; charset=utf-8")
        #expect(chat.entries.isEmpty)
    }

    @Test func `a flood precedes the answer`() async throws {
        chat.plan(.init(.flood(bytes: 300_000)))
        let body = try await post().get().body
        #expect(body.count > 300_000)
        #expect(try SynoResponse.decode(body) != .success(.init()))
    }

    @Test(.proves("SYN-114"))
    func `a success that failed for its user`() async throws {
        chat.plan(.init(.partialFailure))
        let response = try SynoResponse.decode(try await post().get().body)
        #expect(response == .success(.init(delivered: [], failed: [4])))
    }
}
