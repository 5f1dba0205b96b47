import Conformance
import Service
import Wire
import Bot

extension Subcommand {
    /// `inspect`.
    static let inspect = Subcommand(
        name: "inspect",
        arguments: "KIND",
        arity: 1...1,
        summary: "decodes standard input strictly and prints one line of canonical JSON",
        discussion: """
            A fault is exit \(ExitCode.data) and one JSON line on standard error:
              {"error":CODE,"offset":BYTE,"requirement":NUMBER,"message":SENTENCE}

            Kinds:
            \(InspectKind.all.map { "  \($0.name)  –  \($0.summary)" }.joined(separator: "\n"))
            """
    ) { invocation in
        let word = invocation.arguments.first ?? ""
        guard let kind = InspectKind.all.first(where: { $0.name == word }) else {
            let hint = NearestName.of(word, in: InspectKind.all.map(\.name)).map { " Did you mean `\($0)`?" } ?? ""
            invocation.streams.writeError("`\(word)` is no kind.\(hint) See `\(Product.name) help inspect`.")
            return ExitCode.usage
        }
        do throws(InspectKind.Fault) {
            invocation.streams.write(try kind.decode(invocation.streams.readAll()).canonical() + [0x0A])
            return ExitCode.success
        } catch {
            invocation.streams.writeError(String(decoding: error.json.encoded(), as: UTF8.self))
            return ExitCode.data
        }
    }
}
