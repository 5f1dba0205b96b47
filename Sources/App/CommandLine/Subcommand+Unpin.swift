import Bot
import Glibc
import Store

extension Subcommand {
    /// `unpin`.
    static let unpin = Subcommand(
        name: "unpin",
        arguments: "COMMAND",
        arity: 1...1,
        summary: "forgets the pinned token of a slash command, so that the next one is pinned",
        discussion:
            "Works while the bot runs. After a slash command was made anew in Synology Chat, its token is another.",
        takesSettings: true
    ) { invocation in
        let typed = invocation.arguments.first ?? ""
        let word = typed.hasPrefix("/") ? String(typed.dropFirst()) : typed
        guard let command = CommandName(rawValue: word) else {
            let hint =
                NearestName.of(word, in: CommandName.allCases.map(\.rawValue)).map { " Did you mean `\($0)`?" } ?? ""
            invocation.streams.writeError("`\(typed)` is no slash command.\(hint)")
            return ExitCode.usage
        }
        guard let settings = invocation.settings() else { return ExitCode.configuration }
        let path = "\(settings.dataDirectory)/bot.sqlite3"
        // SQLite would make a file that is missing, and nobody would know why nothing changed.
        guard access(path, R_OK | W_OK) == 0 else {
            let code = errno
            let reason =
                code == ENOENT
                ? "There is no database at \(path): set APP_DATA_DIR." : PathProblem.describe(path, code: code)
            invocation.streams.writeError(reason)
            return ExitCode.failure
        }
        do throws(StoreError) {
            let wasPinned = try Store.unpin(command, at: path)
            let said =
                wasPinned
                ? "The token of /\(command.rawValue) is forgotten; the next one is pinned."
                : "No token of /\(command.rawValue) was pinned."
            invocation.streams.print(said)
            return ExitCode.success
        } catch {
            invocation.streams.writeError(error.message)
            return ExitCode.failure
        }
    }
}
