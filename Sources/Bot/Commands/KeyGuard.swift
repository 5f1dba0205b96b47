import SynoWire

/// Keeps keys away from the model: a text that begins with the name of a command that carries a secret is that command,
/// or is answered with what to type (SEC-007, SEC-008, CMD-014).
///
/// ``CommandParser`` knows the regular spellings; this catches the others: marks of other keyboards, several of them,
/// colons and quotes in the place of a space, or nothing at all between name and key.
enum KeyGuard {
    /// The fewest ASCII letters and digits of a word that may be a key.
    static let shortestKey = 12

    /// What a text is that begins with such a name; `nil` where it may go to the model.
    ///
    /// `isCommand` is true where the route itself makes every text a command.
    ///
    /// - Complexity: O(n) in the length of the text.
    static func verdict(on text: Substring, isCommand: Bool) -> ParsedText? {
        var rest = text.unicodeScalars
        let lead = KeyLead(takenFrom: &rest)
        let isMarked = lead.isMarked || isCommand
        guard let (name, isLatin) = takeName(from: &rest) else { return nil }
        let isSpaced = dropSpaces(&rest)
        // “设置密钥”是什么？ names the command: the closing quote belongs to the name.
        if lead.isQuoted, !isSpaced, let first = rest.first, first.isQuote {
            rest.removeFirst()
            dropSpaces(&rest)
        }
        guard let next = rest.first else { return lead.isPlain ? .command(Command(name)) : .withheld(name) }
        let isSeparated = next.isSeparator || next.isQuote || (isMarked && next.isComma)
        guard isMarked || isSeparated || KeyShape.begins(rest, prose: name == .newuser) else { return nil }
        // Behind a Latin name a glued letter may as well be part of a longer word.
        guard lead.isPlain, isSpaced || isSeparated || !isLatin else { return .withheld(name) }
        let arguments = arguments(in: Substring(rest))
        return isPlausible(arguments, of: name, isMarked) ? .command(Command(name, arguments)) : .withheld(name)
    }

    /// The arguments of a command that carries a secret: no key begins with a colon, and none has a quote at one end.
    static func arguments(in text: Substring) -> [String] {
        var rest = text.unicodeScalars.filter { !$0.isInvisible }[...]
        while let first = rest.first, first.isSeparator || first.isComma || first.properties.isWhitespace {
            rest.removeFirst()
        }
        return TypedText.words(Substring(rest)).map(unquoted).filter { !$0.isEmpty }
    }

    private static func unquoted(_ word: String) -> String {
        var rest = word.unicodeScalars[...]
        while rest.count > 1, let first = rest.first, let last = rest.last, first.isQuote, last.isQuote {
            rest = rest.dropFirst().dropLast()
        }
        guard rest.count(where: \.isQuote) == 1 else { return String(rest) }
        if rest.first?.isQuote == true { rest.removeFirst() } else if rest.last?.isQuote == true { rest.removeLast() }
        return String(rest)
    }

    /// Whether nobody would read these words as anything but the command's arguments.
    private static func isPlausible(_ words: [String], of name: CommandName, _ isMarked: Bool) -> Bool {
        guard case .words(let range) = CommandTable.entry(name).rule, !words.isEmpty, range.contains(words.count) else {
            return false
        }
        guard name == .newuser else { return isMarked || words.allSatisfy(KeyShape.isKey) }
        let isGiven = { (word: String) in word.contains("://") || KeyShape.isKey(word) }
        return isMarked ? words.contains(where: isGiven) : words.allSatisfy(isGiven)
    }
}

// Names.
extension KeyGuard {
    private struct Spelling {
        let letters: [Unicode.Scalar]
        let name: CommandName
        let isLatin: Bool
    }

    /// The longest first, so that none hides a longer one.
    private static let spellings = CommandTable.entries.filter(\.name.carriesSecret)
        .flatMap { entry in ([entry.name.rawValue] + entry.aliases).map { ($0, entry.name) } }
        .map { word, name in
            Spelling(
                letters: word.unicodeScalars.map(\.folded),
                name: name,
                isLatin: word.utf8.allSatisfy { $0 < 0x80 }
            )
        }
        .sorted { $0.letters.count > $1.letters.count }

    private static func takeName(from rest: inout Substring.UnicodeScalarView) -> (CommandName, isLatin: Bool)? {
        for spelling in spellings {
            var letters = spelling.letters[...]
            var tail = rest
            while let letter = letters.first, let scalar = tail.popFirst() {
                if scalar.isInvisible { continue }
                guard scalar.folded == letter else { break }
                letters.removeFirst()
            }
            guard letters.isEmpty else { continue }
            rest = tail
            return (spelling.name, spelling.isLatin)
        }
        return nil
    }

    @discardableResult
    private static func dropSpaces(_ rest: inout Substring.UnicodeScalarView) -> Bool {
        let before = rest.startIndex
        while let first = rest.first, first.isInvisible || first.properties.isWhitespace { rest.removeFirst() }
        return rest.startIndex != before
    }
}
