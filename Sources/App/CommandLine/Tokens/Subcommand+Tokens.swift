import Tokenizer

extension Subcommand {
    /// `tokens`.
    static let tokens = Subcommand(
        name: "tokens",
        summary: "counts the tokens of standard input",
        discussion: """
            Standard input is UTF-8 and is counted as one text, in memory bounded by its longest piece. Without
            --encoding and --model the encoding is o200k_base. Input that cannot be read is exit \(ExitCode.data).
            """,
        flags: [
            Flag("encoding", value: "NAME", "cl100k_base or o200k_base"),
            Flag("model", value: "NAME", "the encoding of this model"),
            Flag("ids", "the ids as a JSON array, in place of their number"),
            Flag("jsonl", "each line is a JSON string, and is answered by a line"),
            Flag("chat", "each line is a JSON array of chat messages, and is answered by its prompt tokens"),
        ]
    ) { invocation in
        do throws(TokensCommand.Mistake) {
            return try TokensCommand(invocation.flags).run(invocation.streams)
        } catch {
            invocation.streams.writeError(error.message)
            return error.code
        }
    }
}
