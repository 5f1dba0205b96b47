package import SynoWire

/// A message of Synology Chat on its way into the inbox.
package struct IncomingMessage: Sendable, Equatable {
    /// Who wrote it.
    package var userID: Int64
    /// What was written.
    package var text: String
    /// The mark by which a second delivery is known; `nil` where the message has none.
    package let mark: String?
    /// True where the mark holds for ``contentMemory`` only, because the message came without a number.
    package let isContentMark: Bool
    /// When it came, in Unix milliseconds.
    package var receivedAt: Int64

    /// Milliseconds in which the same token, user, timestamp and text are one message (DLV-011).
    package static let contentMemory: Int64 = 300_000
    /// Milliseconds for which a message's number is remembered: 7 days (DLV-012).
    package static let numberMemory: Int64 = 604_800_000

    /// Creates a message.
    package init(userID: Int64, text: String, token: SynoToken, key: DeliveryKey?, receivedAt: Int64) {
        self.userID = userID
        self.text = text
        self.receivedAt = receivedAt
        let scope = Self.digest(token.text)
        switch key {
        case .post(let number):
            mark = "p \(scope) \(number)"
            isContentMark = false
        case .content(let user, let timestamp, let text):
            // The text of a command may hold a key: the mark keeps its digest.
            mark = "c \(scope) \(user) \(timestamp) \(text.utf8.count) \(Self.digest(text))"
            isContentMark = true
        case nil:
            mark = nil
            isContentMark = false
        }
    }

    /// FNV-1a: keeps bots apart, and texts, without keeping them once more.
    private static func digest(_ text: String) -> String {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        return String(hash, radix: 36)
    }
}

/// What became of an incoming message.
package enum Acceptance: Sendable, Equatable {
    /// It is kept under this id, which grows with every message.
    case accepted(Int64)
    /// It has come before.
    case duplicate
}
