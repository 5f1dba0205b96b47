/// Counts and encodes text exactly as tiktoken's `encode_ordinary` does.
///
/// Special tokens' names are ordinary text. Time is linear in the text for every text. One value may be used by any number
/// of threads; calls share a pool of caches of 2 MB at most an encoding. Requirements: Specs/tokens/SPEC.md.
public struct Tokenizer: Sendable {
    /// The encoding whose tokens are counted.
    public let encoding: Encoding
    let vocabulary: Vocabulary
    let pool: WorkspacePool
    let masks: MaskSource
    let places: BitPlaces

    private static let cl100kBase = Tokenizer(.cl100kBase)
    private static let o200kBase = Tokenizer(.o200kBase)

    /// The process's tokenizer of an encoding; its caches are warm for every caller.
    public static func shared(_ encoding: Encoding) -> Tokenizer {
        switch encoding {
        case .cl100kBase: cl100kBase
        case .o200kBase: o200kBase
        }
    }

    /// A tokenizer with caches of its own.
    ///
    /// Nothing is read or built: the tables lie in the executable.
    public init(_ encoding: Encoding) {
        self.init(encoding, masks: .best, places: .best)
    }

    init(_ encoding: Encoding, masks: MaskSource, places: BitPlaces) {
        self.encoding = encoding
        self.masks = masks
        self.places = places
        vocabulary = Vocabulary(encoding)
        pool = WorkspacePool()
    }

    /// The number of tokens of a text; no ids are built.
    public func count(_ text: String) -> Int {
        count(text, limit: .max) ?? .max
    }

    /// The number of tokens of a text, or nothing as soon as it is known to exceed `limit`.
    ///
    /// - Complexity: O(the part of the text that holds `limit` + 1 tokens).
    public func count(_ text: String, limit: Int) -> Int? {
        var text = text
        return text.withUTF8 { unsafe count(utf8: $0, limit: limit) }
    }

    /// The number of tokens of UTF-8 bytes; bytes that are not UTF-8 count as punctuation.
    public func count(utf8 bytes: Span<UInt8>) -> Int {
        unsafe bytes.withUnsafeBufferPointer { unsafe count(utf8: $0, limit: .max) ?? .max }
    }

    /// The same over memory that the caller keeps in place during the call.
    public func count(utf8 bytes: UnsafeBufferPointer<UInt8>) -> Int {
        unsafe count(utf8: bytes, limit: .max) ?? .max
    }

    /// The ids of a text's tokens.
    public func encode(_ text: String) -> [UInt32] {
        var text = text
        return text.withUTF8 { unsafe encode(utf8: $0) }
    }

    /// The ids of the tokens of UTF-8 bytes in memory that the caller keeps in place during the call.
    public func encode(utf8 bytes: UnsafeBufferPointer<UInt8>) -> [UInt32] {
        var ids: [UInt32] = []
        // A token is two bytes or more of nearly every text; a large array grows by itself.
        ids.reserveCapacity(min(bytes.count / 2 + 1, 1 << 20))
        unsafe encode(utf8: bytes, into: &ids)
        return ids
    }

    /// Appends the ids of the tokens of UTF-8 bytes; an array that is used again is not allocated again.
    public func encode(utf8 bytes: UnsafeBufferPointer<UInt8>, into ids: inout [UInt32]) {
        pool.lend { workspace in
            let encoder = unsafe PieceEncoder(bytes, self, workspace)
            encoder.encode(into: &ids)
        }
    }

    /// The bytes of tokens, or `nil` where an id is not an ordinary token of the encoding.
    ///
    /// A single token's bytes need not be UTF-8.
    public func decode(_ ids: some Sequence<UInt32>) -> [UInt8]? {
        var bytes: [UInt8] = []
        for id in ids {
            guard id < vocabulary.tokenCount else { return nil }
            unsafe bytes.append(contentsOf: vocabulary.bytes(of: id))
        }
        return bytes
    }

    private func count(utf8 bytes: UnsafeBufferPointer<UInt8>, limit: Int) -> Int? {
        pool.lend { workspace in
            let encoder = unsafe PieceEncoder(bytes, self, workspace)
            return encoder.count(limit: limit)
        }
    }
}
