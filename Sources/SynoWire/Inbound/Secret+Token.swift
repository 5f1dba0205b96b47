public import Wire

/// The token of one integration: a bot's, a slash command's, or a webhook's.
///
/// A bot's token works in both directions: it authenticates Synology Chat to the bot and the bot to Synology Chat.
/// SYN-011, SYN-013.
extension Secret {
    /// The longest accepted token, in bytes.
    ///
    /// Every token seen has 64.
    public static let longestToken = 256

    /// Creates a token, or `nil` unless it is 1 to 256 visible ASCII characters without `"`, `<` and `>`.
    public init?(token text: String) {
        guard (1...Self.longestToken).contains(text.utf8.count), text.utf8.allSatisfy(Self.isAllowed) else {
            return nil
        }
        self.init(text)
    }

    /// Creates a token from what a person pasted: surrounding spaces, `<>`, quotes and `%22` are removed.
    ///
    /// SYN-082.
    ///
    /// Returns `nil` when the rest is not a token.
    public init?(pastedToken text: String) { self.init(token: TypedText.unwrapped(text)) }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        (0x21...0x7E).contains(byte) && byte != 0x22 && byte != 0x3C && byte != 0x3E
    }
}
