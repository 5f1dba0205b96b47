import Foundation
import HTTPClient
import Testing

/// The simulators as processes of their own.
@Suite(.timeLimit(.minutes(1))) struct SimulateTests {
    @Test(arguments: [
        ("synology", ["--user", "9:zoe"], "/simulator/entries", "[]"),
        ("openai", ["--model", "m1"], "/v1/models", #"{"object":"list","data":[{"id":"m1","object":"model"}]}"#),
    ]) func `the first line of output names the address that answers`(
        name: String,
        options: [String],
        path: String,
        expected: String
    ) async throws {
        let process = Process()
        process.executableURL = Self.program
        process.arguments = ["simulate", name] + options
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        // The parent's test helper may block SIGTERM, and children inherit that.
        defer { kill(process.processIdentifier, SIGKILL) }
        var line = ""
        while !line.hasSuffix("\n") {
            let piece = try #require(try output.fileHandleForReading.read(upToCount: 1), "no first line")
            line += String(decoding: piece, as: UTF8.self)
        }
        #expect(line.hasPrefix("listening on http://127.0.0.1:"))
        let client = try HTTPClient()
        defer { client.shutdown() }
        let url = line.dropFirst("listening on ".count).dropLast() + path
        let answer = await withCheckedContinuation { continuation in
            client.send(HTTPClientRequest(url: String(url))) { continuation.resume(returning: $0) }
        }
        #expect(String(decoding: try answer.get().body, as: UTF8.self) == expected)
    }

    @Test func `a wrong option is exit 64 and one line`() {
        for name in ["synology", "openai"] {
            let run = Run(["simulate", name, "--port", "x"])
            #expect(run.code == 64 && run.output.isEmpty && run.errors == ["--port cannot be x; see --help."])
            #expect(Run(["simulate", name, "--help"]).output.contains("--port N "))
        }
    }

    /// The program, which was built beside the tests.
    private static var program: URL {
        let own = CommandLine.arguments.compactMap { argument in
            argument.range(of: "/synology-chatgptPackageTests").map { argument[..<$0.lowerBound] }
        }
        return URL(filePath: "\(own.first ?? ".build/debug")/synology-chatgpt")
    }
}
