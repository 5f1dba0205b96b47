import App
import Bot
import Foundation
import ServiceSupport
import SynoWire
import TestSupport
import Testing
import Wire

/// `conformance` as it is called.
@Suite(.aside) struct ConformanceTests {
    @Test func `the built-in suite prints TAP and writes JUnit`() throws {
        let folder = try TemporaryFolder()
        let run = Run(["conformance", "--junit", "\(folder.path)/report.xml"])
        #expect(run.code == 0 && run.errors.isEmpty)
        #expect(run.output.hasPrefix("TAP version 14\n1..") && !run.output.contains("not ok"))
        let xml = try String(contentsOfFile: "\(folder.path)/report.xml", encoding: .utf8)
        #expect(xml.contains(" failures=\"0\"") && xml.contains("classname=\"conformance.OAI\""))
    }

    @Test func `a report that cannot be written is exit 1 with the reason`() {
        let run = Run(["conformance", "--junit", "/nowhere/report.xml"])
        #expect(run.code == 1)
        #expect(run.errors == ["/nowhere/report.xml cannot be written: give --junit a file in a folder that exists."])
    }

    @Test func `the simulated endpoint, as a process, keeps to every requirement`() async throws {
        let options = ["--key", "sk-right", "--model", "m1", "--window", "400"]
        let process = try ProgramProcess(["simulate", "openai"] + options)
        let run = try await ProgramProcess.run(["conformance", "--openai", process.address + "/v1"] + options)
        #expect(run.code == 0)
        #expect(run.output.contains("\n# 69 hold, 0 fail, 0 deviate, 0 could not be judged.\n"))
        #expect(!run.output.contains("sk-right"))
    }

    @Test func `a server that breaks a rule is exit 1, with the bytes at fault`() async throws {
        let process = try ProgramProcess(["simulate", "openai", "--model", "m1"])
        // The model is not the one it has.
        let run = try await ProgramProcess.run(["conformance", "--openai", process.address + "/v1", "--window", "10"])
        #expect(run.code == 1)
        #expect(run.output.contains("not ok 15 - OAI-100 MUST: ") && run.output.contains("does not exist"))
    }

    @Test(arguments: [
        (["--key", "x"], "--key needs --openai beside it."),
        (["--openai", "http://127.0.0.1:1", "--window", "x"], "--window must be a number from 1 to 10000000."),
        (["--openai", "a", "--bot", "b"], "--bot and --openai cannot stand together: one server at a time."),
        (["--bot", "http://127.0.0.1:1", "--key", "x"], "--key means nothing beside --bot."),
        (["--bot", "http://127.0.0.1:1"], "--token is missing: the bot's token."),
        (["--synology", "nas", "--token", "x"], "The URL must begin with http:// or https://, as in http://nas:5000."),
        (["--synology", "http://nas", "--token", "x", "--user", "0"], "--user must be a number from 1 on."),
        (
            ["--synology", "https://nas", "--token", "x", "--synology-tls", "pin:abc"],
            "--synology-tls must be verify, insecure, or pin:sha256// and the 44 characters of a key's Base64 digest."
        ),
        (
            ["--synology", "https://nas", "--token", "x", "--synology-tls", "insecure", "--synology-ca-file", "a.pem"],
            "--synology-ca-file means nothing beside --synology-tls insecure."
        ),
        (["--bot", "http://nas", "--synology-tls", "insecure"], "--synology-tls means nothing beside --bot."),
        (["--synology-ca-file", "a.pem"], "--synology-ca-file needs --synology beside it."),
    ])
    func `flags that make no sense are exit 64 and one line`(words: [String], message: String) {
        let run = Run(["conformance"] + words)
        #expect(run.code == 64 && run.output.isEmpty && run.errors == [message])
    }

    @Test func `nobody there is exit 1 with the reason`() async {
        let run = await Run.apart(["conformance", "--openai", "http://127.0.0.1:1/v1"])
        #expect(run.code == 1 && run.output.isEmpty)
        #expect(run.errors.first?.hasPrefix("The server does not answer: No connection to 127.0.0.1:1") == true)
    }

    @Test func `the simulated Chat, as a process, keeps to every requirement`() async throws {
        let process = try ProgramProcess(["simulate", "synology", "--bot-token", "ProcessToken012345"])
        let words = ["conformance", "--synology", process.address, "--token", "ProcessToken012345", "--user", "4"]
        let run = await Run.apart(words + ["--yes"])
        #expect(run.code == 0 && run.errors.isEmpty)
        #expect(run.output.contains("\n# 28 hold, 0 fail, 0 deviate, 0 could not be judged.\n"))
    }

    @Test(.proves("SEC-054", "SEC-055")) func `a NAS with a certificate of its own is judged where it is trusted`()
        async throws
    {
        let server = try TLSServer()
        defer { server.stop() }
        let words = ["conformance", "--synology", "https://127.0.0.1:\(server.port)", "--token", "TLSToken0123456789"]
        for trust in [["--synology-ca-file", server.certificate], ["--synology-tls", "pin:\(server.pin)"]] {
            let run = await Run.apart(words + trust)
            // It answers, though with a page that no Chat would send.
            #expect(run.code == 1 && run.errors.isEmpty)
            #expect(run.output.hasPrefix("TAP version 14\n") && run.output.contains("s_server -accept 127.0.0.1"))
        }
        let other = "pin:sha256//" + String(repeating: "A", count: 43) + "="
        for distrust in [[], ["--synology-tls", other]] {
            let run = await Run.apart(words + distrust)
            #expect(run.code == 1 && run.output.isEmpty)
            #expect(run.errors.first?.hasPrefix("The server does not answer: ") == true)
            let advice = " A NAS with a certificate of its own is trusted by --synology-ca-file or --synology-tls."
            #expect(run.errors.first?.hasSuffix(advice) == true)
        }
    }

    @Test(.proves("SEC-054", "SEC-055")) func `a Chat behind TLS gets the report that it gets without`() async throws {
        let options = ["--token", "ProcessToken012345", "--user", "4", "--yes"]
        let chats = try (0..<3).map { _ in
            try ProgramProcess(["simulate", "synology", "--bot-token", "ProcessToken012345"])
        }
        let servers = try chats.dropFirst().map { chat in
            let port: Int = try #require(chat.address.split(separator: ":").last.flatMap { Int($0) })
            return try TLSServer(before: port)
        }
        defer { for server in servers { server.stop() } }
        let addresses = [chats[0].address] + servers.map { "https://127.0.0.1:\($0.port)" }
        let trust = [[], ["--synology-ca-file", servers[0].certificate], ["--synology-tls", "pin:\(servers[1].pin)"]]
        async let plain = Run.apart(["conformance", "--synology", addresses[0]] + options + trust[0])
        async let authority = Run.apart(["conformance", "--synology", addresses[1]] + options + trust[1])
        async let pinned = Run.apart(["conformance", "--synology", addresses[2]] + options + trust[2])
        let reports = await [plain, authority, pinned]
        for (run, address) in zip(reports, addresses) {
            #expect(run.code == 0 && run.errors.isEmpty)
            let lines = run.output.split(separator: "\n").map(String.init)
            #expect(lines.prefix(2) == ["TAP version 14", "1..28"] && lines.count == 32)
            let points = lines.dropFirst(2).prefix(28)
            #expect(points.enumerated().allSatisfy { $1.hasPrefix("ok \($0 + 1) - SYN-") && !$1.contains(" # ") })
            let notes = ["# 22 calls of \(address).", "# 28 hold, 0 fail, 0 deviate, 0 could not be judged."]
            #expect(lines.suffix(2) == notes)
            #expect(run.output == reports[0].output.replacing(addresses[0], with: address))
        }
    }

    @Test(arguments: [("no\n", 13), ("", 13), ("yes\n", 28)]) func `it asks before it posts`(
        answer: String,
        holds: Int
    ) async throws {
        let process = try ProgramProcess(["simulate", "synology", "--bot-token", "ProcessToken012345"])
        let words = ["conformance", "--synology", process.address, "--token", "ProcessToken012345", "--user", "4"]
        let run = await Run.apart(words, input: Array(answer.utf8))
        #expect(run.errors.count == 1 && run.errors[0].hasPrefix("Up to 7 messages will be posted to the user 4"))
        #expect(run.code == 0 && run.output.contains("\n# \(holds) hold, 0 fail, 0 deviate, "))
    }

    @Test func `the bot itself keeps to every requirement of bots`() async throws {
        let stage = try BotStage { $0.bot.botToken = Secret("BotTokenForTests-0123456789") }
        defer { stage.stop() }
        let url = "http://127.0.0.1:\(stage.bot.port)/"
        let run = await Run.apart(["conformance", "--bot", url, "--token", stage.token.exposed])
        #expect(run.code == 0 && run.errors.isEmpty)
        #expect(run.output.contains("\n# 29 hold, 0 fail, 0 deviate, 0 could not be judged.\n"), "\(run.output)")
    }
}
