import Conformance
import FoundationEssentials
import HTTPClient

extension Subcommand {
    /// `conformance`.
    static let conformance = Subcommand(
        name: "conformance",
        summary: "runs every vector of Specs/ against the built-in codecs, or requests against a server; prints TAP",
        discussion: """
            Without a URL the vectors carried in the program are run: nothing is read, nothing is sent.

            --openai URL sends some thirty-five requests to a chat completions endpoint and judges what comes back. They are
            small, but for one of 8 MiB and one with a prompt of more tokens than --window says; a server with prices may charge
            for what it answers.

            --synology URL --token T calls a NAS as a bot would. With --user N it also posts a few messages to that user, after it
            has asked (--yes answers); without, what posts something is not judged. --synology-tls and --synology-ca-file say how
            its certificate is judged, as SYNOLOGY_TLS and SYNOLOGY_CA_FILE do for the bot.

            --bot URL --token T writes to a bot as Synology Chat would: thirty requests, half of them at fault, in the name of the
            user N. The bot takes the messages for real ones and will answer them.

            Each test point of the report (TAP 14) is a requirement of Specs/ with its number and sentence. A broken MUST is
            `not ok`, a broken SHOULD `not ok … # TODO deviation`, what could not be judged `ok … # SKIP`; below stand the cases
            with the bytes at fault, keys and tokens hidden. Exit \(ExitCode.failure) where a MUST is broken, or no answer came at all.
            """,
        flags: [
            Flag("junit", value: "FILE", "writes the report as JUnit XML, too"),
            Flag("openai", value: "URL", "judges the endpoint with this base, for example http://127.0.0.1:8080/v1"),
            Flag("key", value: "KEY", "the API key; without it the server asks for none"),
            Flag("model", value: "NAME", "the model to ask (gpt-4o-mini)"),
            Flag("window", value: "TOKENS", "a prompt of so many tokens is too long for the model (200000)"),
            Flag("synology", value: "URL", "judges the Synology Chat server at this base, for example http://nas:5000"),
            Flag("synology-tls", value: "POLICY", "how an https NAS is judged: verify, insecure, or pin:sha256//…"),
            Flag("synology-ca-file", value: "FILE", "PEM file of the authority that signed the NAS's certificate"),
            Flag("bot", value: "URL", "judges the bot with this outgoing URL, for example http://127.0.0.1:8000/"),
            Flag("token", value: "TOKEN", "the bot's token"),
            Flag("user", value: "N", "the user to post to, or to write as (4)"),
            Flag("yes", "posts without asking"),
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
