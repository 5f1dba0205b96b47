import Conformance
import FoundationEssentials

extension Subcommand {
    /// `conformance`.
    static let conformance = Subcommand(
        name: "conformance",
        summary: "runs every vector of Specs/ against the built-in codecs and prints TAP",
        discussion: """
            The vectors are carried in the program: nothing is read, nothing is sent. Each test point of the report (TAP 14) is a
            requirement with its number and sentence; a failure lists the cases with the bytes at fault. Exit \(ExitCode.failure) on a failure.
            """,
        flags: [Flag("junit", value: "FILE", "writes the report as JUnit XML, too")]
    ) { invocation in
        let report = BuiltInSuite.run()
        invocation.streams.write(Array(report.tap.utf8))
        if let path = invocation.flags["junit"] {
            do {
                try Data(report.junit.utf8).write(to: URL(filePath: path))
            } catch {
                invocation.streams.writeError("\(path) cannot be written: give --junit a file in a folder that exists.")
                return ExitCode.failure
            }
        }
        return report.holds ? ExitCode.success : ExitCode.failure
    }
}
