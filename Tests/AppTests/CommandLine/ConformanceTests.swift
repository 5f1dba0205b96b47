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
}
