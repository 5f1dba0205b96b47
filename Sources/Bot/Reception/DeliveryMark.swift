public import SynoWire
public import Wire

/// What a second delivery of a message is known by: a keyed hash, which holds nothing of the text (DLV-062).
public struct DeliveryMark: Sendable, Hashable {
    /// 32 hexadecimal digits.
    public let text: String
    /// True if it expires after ``contentMemory``, because the message came without a number.
    public let isContent: Bool

    /// Milliseconds in which the same token, user, timestamp and text are one message (DLV-011).
    public static let contentMemory: Int64 = 300_000
    /// Milliseconds for which a message's number is remembered: 7 days (DLV-012).
    public static let numberMemory: Int64 = 604_800_000

    /// Creates the mark of a message.
    ///
    /// - Parameters:
    ///   - key: what two deliveries have in common.
    ///   - token: the token that the message came with.
    ///   - hash: the hash under the key of the database.
    /// - Complexity: O(n) in the length of the text.
    public init(_ key: DeliveryKey, token: Secret, hash: SipHash) {
        let scope = Self.digest(token.exposed)
        switch key {
        case .post(let number):
            text = Self.hashed("p \(scope) \(number)", hash)
            isContent = false
        case .content(let user, let timestamp, let written):
            text = Self.hashed("c \(scope) \(user) \(timestamp) \(written)", hash)
            isContent = true
        }
    }

    /// The mark for one that an earlier version kept in clear.
    public static func hashed(_ plain: String, _ hash: SipHash) -> String { hash.tag(of: plain.utf8).hex }

    /// FNV-1a, by which earlier versions told the bots apart: what they kept is hashed without the token at hand.
    private static func digest(_ text: String) -> String {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        return String(hash, radix: 36)
    }
}
