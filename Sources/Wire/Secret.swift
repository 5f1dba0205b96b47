/// An API key or a token of a bot: printed, logged, dumped or interpolated it shows its mask and nothing else (SEC-001).
///
/// Only ``exposed`` gives the whole text, so that a search for that word finds every place where a secret leaves the
/// program.
public struct Secret: Sendable, Hashable {
    /// The fewest characters of which a part is shown; shorter secrets are masked whole (SEC-003).
    public static let shortestShown = 12

    private let text: String

    /// Keeps `text` as it is: no trimming, no check.
    public init(_ text: String) { self.text = text }

    /// The whole secret: for the wire and the database alone, never for a log, an error or a chat.
    public var exposed: String { text }

    /// True when there is no character at all.
    public var isEmpty: Bool { text.isEmpty }

    /// The first 3 and the last 4 characters, or only dots when the secret is short (SEC-002, SEC-003).
    public var mask: String {
        guard text.count >= Self.shortestShown else { return "••••" }
        return "\(text.prefix(3))…\(text.suffix(4))"
    }

    /// Compares in a time that depends on the lengths alone, not on the place of the first difference (SEC-004).
    ///
    /// - Complexity: O(n) in the longer of the two.
    public static func == (first: Secret, second: Secret) -> Bool {
        let one = Array(first.text.utf8)
        let other = Array(second.text.utf8)
        var difference = UInt(one.count ^ other.count)
        for index in 0..<max(one.count, other.count) {
            let left = index < one.count ? one[index] : 0
            let right = index < other.count ? other[index] : 0
            difference |= UInt(left ^ right)
        }
        return difference == 0
    }

    /// Hashes the bytes that `==` compares.
    public func hash(into hasher: inout Hasher) {
        for byte in text.utf8 { hasher.combine(byte) }
    }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The mask.
    public var description: String { mask }

    /// The mask.
    public var debugDescription: String { mask }

    /// A mirror without the text, for `dump` and failing tests.
    public var customMirror: Mirror { Mirror(self, children: ["mask": mask]) }
}
