/// The secret of one integration: a bot's, a slash command's, or a webhook's.
///
/// A bot's token works in both directions (it authenticates Synology Chat to the bot and the bot to Synology Chat), so it
/// is masked wherever a value is described; ``text`` is the one way to the whole secret. SYN-011, SYN-013.
public struct SynoToken: Sendable, Hashable {
    /// The longest accepted token, in bytes.
    ///
    /// Every token seen has 64.
    public static let maximumLength = 256

    /// The whole secret, as it goes over the wire, without quotes.
    public let text: String

    /// Creates a token, or `nil` unless it is 1 to 256 visible ASCII characters without `"`, `<` and `>`.
    public init?(_ text: String) {
        let bytes = text.utf8
        guard (1...Self.maximumLength).contains(bytes.count), bytes.allSatisfy(Self.isAllowed) else { return nil }
        self.text = text
    }

    /// Creates a token from what a person pasted: surrounding spaces, `<>`, quotes and `%22` are removed.
    ///
    /// SYN-082.
    ///
    /// Returns `nil` when the rest is not a token.
    public init?(pasted: String) { self.init(Pasted.unwrapped(pasted)) }

    /// Whether both tokens are the same, in a time that depends on the lengths alone.
    ///
    /// SYN-012.
    ///
    /// - Complexity: O(n).
    public func matches(_ other: SynoToken) -> Bool {
        let mine = Array(text.utf8)
        let theirs = Array(other.text.utf8)
        var difference = mine.count ^ theirs.count
        for index in mine.indices { difference |= Int(mine[index] ^ (index < theirs.count ? theirs[index] : 0)) }
        return difference == 0
    }

    /// The first 3 and last 4 characters, or only `…` where that would show more than half of the secret.
    public var masked: String {
        guard text.utf8.count >= 16 else { return "…" }
        return "\(text.prefix(3))…\(text.suffix(4))"
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        (0x21...0x7E).contains(byte) && byte != 0x22 && byte != 0x3C && byte != 0x3E
    }
}

extension SynoToken: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The masked secret.
    public var description: String { masked }

    /// The masked secret.
    public var debugDescription: String { masked }

    /// A mirror without the secret, so that `dump` and string interpolation of enclosing values stay safe.
    public var customMirror: Mirror { Mirror(self, children: ["masked": masked]) }
}
