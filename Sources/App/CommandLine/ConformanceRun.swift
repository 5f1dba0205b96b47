import Conformance
import HTTPClient

/// Why there is no report, in one sentence.
struct ConformanceMistake: Error {
    let message: String
    let exitCode: Int32

    init(_ message: String, exitCode: Int32) {
        self.message = message
        self.exitCode = exitCode
    }
}

/// What `conformance` was called for.
struct ConformanceRun {
    private let invocation: Invocation
    private let flags: [String: String]

    init(_ invocation: Invocation) {
        self.invocation = invocation
        flags = invocation.flags
    }

    /// Runs it.
    func report() throws(ConformanceMistake) -> Report {
        guard let base = flags["openai"] else {
            for flag in ["key", "model", "window"] where flags[flag] != nil {
                throw ConformanceMistake("--\(flag) needs --openai beside it.", exitCode: ExitCode.usage)
            }
            return BuiltInSuite.run()
        }
        let window = Int(flags["window"] ?? "200000") ?? 0
        guard (1...10_000_000).contains(window) else {
            throw ConformanceMistake("--window must be a number from 1 to 10000000.", exitCode: ExitCode.usage)
        }
        let target = OpenAITarget(
            base: base,
            key: flags["key"],
            model: flags["model"] ?? "gpt-4o-mini",
            window: window
        )
        do throws(HTTPClientError) { return try OpenAISuite.run(target) } catch {
            throw ConformanceMistake("The server does not answer: \(error.message)", exitCode: ExitCode.failure)
        }
    }
}
