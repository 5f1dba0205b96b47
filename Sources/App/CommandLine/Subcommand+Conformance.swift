import Conformance
import FoundationEssentials
import HTTPClient

extension Subcommand {
    /// `conformance`.
    static let conformance = Subcommand(
        name: "conformance",
        summary: "runs every vector of Specs/ against the built-in codecs, or requests against a server; prints TAP",
        discussion: """
            Without --openai the vectors carried in the program are run: nothing is read, nothing is sent.

            --openai URL sends some forty requests to a chat completions endpoint and judges what comes back. They are small,
            but for one of 8 MiB and one with a prompt of more tokens than --window says; a server with prices may charge for
            what it answers.

            Each test point of the report (TAP 14) is a requirement of Specs/ with its number and sentence. A broken MUST is
            `not ok`, a broken SHOULD `not ok … # TODO deviation`, what could not be judged `ok … # SKIP`; below stand the cases
            with the bytes at fault, keys hidden. Exit \(ExitCode.failure) where a MUST is broken, or no answer came at all.
            """,
        flags: [
            Flag("junit", value: "FILE", "writes the report as JUnit XML, too"),
            Flag("openai", value: "URL", "judges the endpoint with this base, for example http://127.0.0.1:8080/v1"),
            Flag("key", value: "KEY", "the API key; without it the server asks for none"),
            Flag("model", value: "NAME", "the model to ask (gpt-4o-mini)"),
            Flag("window", value: "TOKENS", "a prompt of so many tokens is too long for the model (200000)"),
        ]
    ) { invocation in
        do throws(ConformanceMistake) {
            let report = try ConformanceRun(invocation).report()
            invocation.streams.write(Array(report.tap.utf8))
            if let path = invocation.flags["junit"] {
                do { try Data(report.junit.utf8).write(to: URL(filePath: path)) } catch {
                    throw ConformanceMistake(
                        "\(path) cannot be written: give --junit a file in a folder that exists.",
                        exitCode: ExitCode.failure
                    )
                }
            }
            return report.holds ? ExitCode.success : ExitCode.failure
        } catch {
            invocation.streams.writeError(error.message)
            return error.exitCode
        }
    }
}
