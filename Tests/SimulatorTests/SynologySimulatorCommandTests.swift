import Foundation
import HTTPClient
import Simulator
import SynoWire
import Testing
import Wire

@Suite struct SynologySimulatorCommandTests {
    @Test func `options set the simulator up`() throws {
        let configuration = try SynologySimulatorCommand.configuration([
            "--host", "::1", "--port", "8123", "--user", "4:alice", "--user", "7:王 五", "--bot-token", "abc",
            "--bot-url", "http://b/", "--command-url", "http://b/webhook", "--command", "/clear=t1", "--command",
            "/retry=t2", "--interval", "0", "--limit", "100", "--timeout", "1.5",
        ])
        #expect(configuration.host == "::1" && configuration.port == 8123)
        #expect(configuration.users.map(\.userID) == [4, 7])
        #expect(configuration.users.map(\.username) == ["alice", "王 五"])
        #expect(configuration.botToken.exposed == "abc" && configuration.botURL == "http://b/")
        #expect(configuration.commands.map(\.name) == ["/clear", "/retry"])
        #expect(configuration.commands.map(\.url) == ["http://b/webhook", "http://b/webhook"])
        #expect(configuration.postInterval == 0 && configuration.textLimit == 100 && configuration.timeout == 1.5)
    }

    @Test func `without options there is one user and no URL`() throws {
        let configuration = try SynologySimulatorCommand.configuration([])
        #expect(configuration.users == [SynoUser(userID: 4, username: "alice")])
        #expect(configuration.botURL == nil && configuration.port == 0 && configuration.postInterval == 0.5)
    }

    @Test(
        arguments: [
            ["--port", "70000"], ["--port"], ["--user", "alice"], ["--user", "0:a"], ["--bot-token", "a b"],
            ["--command", "clear=t"], ["--command", "/clear"], ["--interval", "-1"], ["--limit", "0"],
            ["--timeout", "x"], ["--color", "red"],
        ]
    )
    func `a wrong option is named`(arguments: [String]) {
        do {
            _ = try SynologySimulatorCommand.configuration(arguments)
            Issue.record("accepted \(arguments)")
        } catch {
            #expect(error.description.hasPrefix(arguments[0]))
        }
    }

    @Test func `help is printed`() throws {
        nonisolated(unsafe) var lines: [String] = []
        #expect(try SynologySimulatorCommand.run(["--help"]) { lines.append($0) } == 0)
        #expect(lines == [SynologySimulatorCommand.help])
    }

    @Test func `the first line names the address that answers`() async throws {
        let (lines, print) = AsyncStream.makeStream(of: String.self)
        // The simulator runs until its process ends, and so does this thread.
        Thread.detachNewThread {
            do { _ = try SynologySimulatorCommand.run(["--user", "9:zoe"]) { print.yield($0) } } catch {
                print.finish()
            }
        }
        let line = try #require(await lines.first { _ in true })
        #expect(line.hasPrefix("listening on http://127.0.0.1:"))
        let client = try HTTPClient()
        defer { client.shutdown() }
        let url = line.dropFirst("listening on ".count) + "/webapi/entry.cgi?api=SYNO.Chat.External&method=user_list"
        let answer = await withCheckedContinuation { continuation in
            client.send(HTTPClientRequest(url: url + "&version=2&token=simulated-bot-token")) {
                continuation.resume(returning: $0)
            }
        }
        guard case .success(let success) = try SynoResponse.decode(try answer.get().body) else {
            Issue.record("no list of users")
            return
        }
        #expect(success.users?.map(\.username) == ["zoe"])
    }

    @Test func `the chat's own clock is that of the machine`() throws {
        let configuration = SynologyChatConfiguration(users: [], botToken: try #require(Secret(token: "a")))
        let before = Int64(Date().timeIntervalSince1970 * 1000)
        let shown = configuration.now()
        #expect((before...Int64(Date().timeIntervalSince1970 * 1000)).contains(shown))
    }
}
