public import Wire

/// What a person gave for a NAS: its base URL, or the whole incoming URL that Synology Chat shows.
///
/// SYN-080 to SYN-084.
public struct PastedEntryPoint: Sendable, Equatable {
    /// The NAS.
    public let base: SynoBaseURL
    /// The token, when the whole URL was pasted.
    public let token: Secret?
    /// The method of the pasted URL: `incoming` is a channel's webhook, whose token is of the wrong kind for a bot.
    public let method: ChatbotEntryPoint.Method?

    /// Finds base and token in a pasted text.
    ///
    /// - Throws: ``EntryPointError`` with the reason.
    public init(_ pasted: String) throws(EntryPointError) {
        let text = TypedText.unwrapped(pasted)
        guard let mark = text.utf8.firstIndex(of: UInt8(ascii: "?")),
            text[..<mark].utf8.reversed().starts(with: "/webapi/entry.cgi".utf8.reversed())
        else {
            base = try SynoBaseURL(text)
            token = nil
            method = nil
            return
        }
        base = try SynoBaseURL(String(text[..<mark]))
        let query = try Self.fields(text.utf8[text.utf8.index(after: mark)...])
        guard Self.first("api", in: query) == "SYNO.Chat.External" else { throw .api }
        guard let secret = Self.first("token", in: query), let token = Secret(pastedToken: secret) else { throw .token }
        self.token = token
        method = Self.first("method", in: query).flatMap(ChatbotEntryPoint.Method.init(rawValue:))
    }

    /// The pairs of a query.
    ///
    /// Raw quotes around the token are as good as `%22` (E6).
    private static func fields(_ query: Substring.UTF8View) throws(EntryPointError) -> [FormPair] {
        do { return try FormParser.parse(Array(query)) } catch { throw .token }
    }

    private static func first(_ name: String, in pairs: [FormPair]) -> String? {
        pairs.first { $0.name == name }?.value
    }
}
