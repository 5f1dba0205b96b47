import Foundation
import HTTPClient
import TestSupport
import Testing

/// The simulators as processes of their own.
@Suite(.aside) struct SimulateTests {
    @Test(arguments: [
        ("synology", ["--user", "9:zoe"], "/simulator/entries", "[]"),
        (
            "openai", ["--model", "m1"], "/v1/models",
            #"{"object":"list","data":[{"id":"m1","object":"model","created":1700000000,"owned_by":"simulator"}]}"#
        ),
    ]) func `the first line of output names the address that answers`(
        name: String,
        options: [String],
        path: String,
        expected: String
    ) async throws {
        let process = try ProgramProcess(["simulate", name] + options)
        #expect(process.firstLine.hasPrefix("listening on http://127.0.0.1:"))
        let client = try HTTPClient()
        defer { client.shutdown() }
        let url = process.address + path
        let answer = await withCheckedContinuation { continuation in
            client.send(HTTPClientRequest(url: url)) { continuation.resume(returning: $0) }
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
}
