import SynoWire

/// Tells commands from messages by the first word and by nothing else (CMD-001 to CMD-019).
public enum CommandParser {
    /// Reads a text that came by a route.
    ///
    /// - Complexity: O(n) in the length of the text.
    public static func parse(_ text: String, route: CommandRoute) -> ParsedText {
        let trimmed = TypedText.trimmed(text[...])
        guard !trimmed.isEmpty else { return .empty }
        let word = trimmed.prefix { !TypedText.isSpace($0) }
        let rest = TypedText.trimmed(trimmed[word.endIndex...])
        let (mark, name) = split(word)
        if let command = CommandTable.command(word: name) {
            guard mark == .none, route == .bot else {
                return .command(Command(command, arguments(of: command, in: rest)))
            }
            if let bare = bare(command, name: name, rest: rest) { return bare }
        }
        if let verdict = KeyGuard.verdict(on: trimmed, isCommand: route == .slash) { return verdict }
        guard route == .slash || mark == .slash else { return .message(String(trimmed)) }
        // What follows a colon or a quote may be a key: it is neither shown nor compared.
        let head = name.prefix { !isGlue($0) }
        let shown = String(head.prefix(40))
        let nearest = CommandTable.nearest(to: shown)
        let isSlip = isName(head) && (head.endIndex == name.endIndex || nearest?.carriesSecret == true)
        guard route == .slash || isSlip else { return .message(String(trimmed)) }
        return .unknown(word: shown, nearest: nearest)
    }

    private static func isGlue(_ character: Character) -> Bool {
        character.unicodeScalars.first.map { $0.isSeparator || $0.isQuote } ?? false
    }

    private enum Mark {
        case none
        case slash
        case hash
    }

    /// Takes the mark off a word; `／` and `＃` are the full-width twins of `/` and `#` (CMD-003).
    private static func split(_ word: Substring) -> (Mark, String) {
        switch word.first {
        case "/", "／": (.slash, String(word.dropFirst()))
        case "#", "＃": (.hash, String(word.dropFirst()))
        default: (.none, String(word))
        }
    }

    /// A Chinese name without a mark is a command only where nothing but its arguments can follow (CMD-007).
    private static func bare(_ command: CommandName, name: String, rest: Substring) -> ParsedText? {
        let entry = CommandTable.entry(command)
        guard entry.aliases.contains(name) else { return nil }
        let arguments = arguments(of: command, in: rest)
        switch entry.rule {
        case .none: return arguments.isEmpty ? .command(Command(command)) : nil
        case .words(let range): return range.contains(arguments.count) ? .command(Command(command, arguments)) : nil
        case .text: return .command(Command(command, arguments))
        }
    }

    /// Whether a word behind a slash looks like a command's name and not like a path, a comment or a fraction (CMD-009).
    private static func isName(_ word: Substring) -> Bool {
        !word.isEmpty && word.count <= 24 && word.allSatisfy { $0.isLetter || $0 == "_" || $0 == "-" }
    }

    private static func arguments(of command: CommandName, in rest: Substring) -> [String] {
        guard !rest.isEmpty else { return [] }
        if command.carriesSecret { return KeyGuard.arguments(in: rest) }
        if CommandTable.entry(command).rule == .text { return [TypedText.unwrapped(String(rest))] }
        return TypedText.words(rest)
    }
}
