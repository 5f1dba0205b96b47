import Foundation
import ServiceSupport
import TestSupport
import Testing

/// The program below filters that take system calls away, as older kernels and container engines do.
@Suite(.serialized, .aside) struct OldKernelTests {
    /// `Scripts/check/seccomp.py`, with the rules of a filter; a program that hangs ends after two minutes.
    private static func launcher(_ rules: [String], authority: String? = nil) -> [String] {
        let script = Project.root.appending(path: "Scripts/check/seccomp.py").path
        let mount = authority.map { ["--ca", $0] } ?? []
        return ["/usr/bin/env", "python3", script, "--seconds", "120"] + mount + rules + ["--"]
    }

    /// Whether this machine lets a process have mounts of its own; most containers do not.
    private static let hasMounts: Bool = {
        let words = launcher([], authority: "/dev/null") + ["/bin/true"]
        let process = Process()
        process.executableURL = URL(filePath: words[0])
        process.arguments = Array(words.dropFirst())
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return false }
        process.waitUntilExit()
        return process.terminationStatus == 0
    }()

    @Test(
        .proves("PLAT-001", "PLAT-002", "PLAT-003"),
        arguments: [
            ["newer-than-3.10=ENOSYS"],
            ["newer-than-4.4=ENOSYS"],
            ["from-clone3=EPERM"],
            ["getrandom=EPERM"],
            ["getrandom=ENOSYS", "from-clone3=EPERM"],
            ["rseq=EPERM", "from-clone3=EPERM"],
        ]
    ) func `a whole life over https`(rules: [String]) async throws {
        let folder = try TemporaryFolder()
        var servers: [TLSServer] = []
        defer { for server in servers { server.stop() } }
        // The bot trusts the model server by the certificates of the system, in whose place this file is mounted.
        let authority = Self.hasMounts ? try folder.write("authority.pem", []) : nil
        let serve = try ServeProcess(try folder.folder("data"), below: Self.launcher(rules, authority: authority)) {
            chat,
            model in
            servers = [try TLSServer(before: Int(chat)), try TLSServer(before: Int(model))]
            let nas = "https://127.0.0.1:\(servers[0].port)"
            let settings = ["SYNOLOGY_BASE_URL": nas, "SYNOLOGY_CA_FILE": servers[0].certificate]
            guard authority != nil else { return settings }
            try folder.write("authority.pem", [UInt8](try Data(contentsOf: URL(filePath: servers[1].certificate))))
            return settings.merging(["OPENAI_API_BASE": "https://127.0.0.1:\(servers[1].port)/v1"]) { $1 }
        }
        #expect(try await serve.say("a question", post: 1).status == 200)
        let posts = try #require(await serve.chat.posts(to: 4, count: 1))
        #expect(posts[0].text.contains("a question"), "\(posts[0].text)")
        let command = String(decoding: try await serve.say("/whoami", post: 2).body, as: UTF8.self)
        #expect(command.contains("alice"), "\(command)")
        #expect(try await serve.health() == "200 ok")
        #expect(await serve.stop() == 0)
        let wires = Self.hasMounts ? "NAS and model server" : "NAS (model server over http: no mounts here)"
        print("old kernels: \(rules.joined(separator: " ")): https to \(wires), answer, command, exit 0 after SIGTERM")
    }

    @Test(
        .proves("PLAT-004"),
        arguments: [
            (["clone=EAGAIN", "clone3=EAGAIN"], "Resource temporarily unavailable"),
            (["clone=EPERM", "from-clone3=EPERM"], "Operation not permitted"),
        ]
    ) func `without threads it says so and ends`(rules: [String], reason: String) async throws {
        let folder = try TemporaryFolder()
        let end = try await ServeProcess.refusal(folder.path, below: Self.launcher(rules))
        #expect(end.code == 1)
        #expect(
            end.message == "The program cannot start threads (\(reason)): raise the limit of processes (`ulimit -u`, "
                + "`pids_limit`), or update the container engine if it forbids them.\n"
        )
        print("old kernels: \(rules.joined(separator: " ")): one sentence, exit \(end.code)")
    }
}
