import Foundation
import Testing

/// `conformance` as it is called.
@Suite struct ConformanceTests {
    @Test func `the built-in suite prints TAP, writes JUnit, and takes less than ten seconds`() throws {
        let folder = try TemporaryFolder()
        let clock = ContinuousClock()
        let began = clock.now
        let run = Run(["conformance", "--junit", "\(folder.path)/report.xml"])
        #expect(clock.now - began < .seconds(10))
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
}
