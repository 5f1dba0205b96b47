import App
import Glibc

/// The variables of the process as a dictionary; of a repeated name the first counts, as `getenv` has it.
func environmentVariables() -> [String: String] {
    var variables: [String: String] = [:]
    var next = environ
    while let entry = next.pointee {
        let text = String(cString: entry)
        if let equals = text.firstIndex(of: "="), variables[String(text[..<equals])] == nil {
            variables[String(text[..<equals])] = String(text[text.index(after: equals)...])
        }
        next += 1
    }
    return variables
}

if let reason = Threads.refusal() {
    StandardStreams.process.writeError(reason)
    exit(ExitCode.failure)
}
exit(
    Program().run(
        Array(CommandLine.arguments.dropFirst()),
        environment: environmentVariables(),
        streams: .process
    )
)
