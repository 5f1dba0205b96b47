/// Encodes a text that comes in pieces, giving out ids as soon as no further text can change them.
///
/// The memory is that of the longest piece.
public struct IncrementalEncoder: Sendable {
    private let tokenizer: Tokenizer
    private var pending = PendingText()

    /// An encoder of the empty text.
    public init(_ tokenizer: Tokenizer) { self.tokenizer = tokenizer }

    /// Appends UTF-8 bytes and answers the ids that are now settled; a character may be cut between two calls.
    ///
    /// - Complexity: O(the bytes appended), amortised.
    public mutating func append(utf8 bytes: some Sequence<UInt8>) -> [UInt32] {
        var ids: [UInt32] = []
        pending.append(bytes) { buffer in tokenizer.settle(buffer) { $0.encodeFinal(into: &ids) } }
        return ids
    }

    /// Ends the text and answers the ids that were left.
    public mutating func finish() -> [UInt32] {
        defer { pending = PendingText() }
        return unsafe pending.bytes.withUnsafeBufferPointer { unsafe tokenizer.encode(utf8: $0) }
    }
}
