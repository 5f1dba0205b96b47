/// Counts a text that grows, looking only at what is new.
///
/// What further text cannot change is counted once and forgotten; the memory is that of the longest piece.
public struct IncrementalCounter: Sendable {
    private let tokenizer: Tokenizer
    private var settled = 0
    private var pending = PendingText()

    /// A counter of the empty text.
    public init(_ tokenizer: Tokenizer) { self.tokenizer = tokenizer }

    /// The number of tokens of everything appended so far, as one text.
    ///
    /// - Complexity: O(the pieces that further text may still change).
    public var count: Int { settled + tokenizer.count(utf8: pending.bytes.span) }

    /// Appends text.
    public mutating func append(_ text: some StringProtocol) { append(utf8: text.utf8) }

    /// Appends UTF-8 bytes; a character may be cut between two calls.
    ///
    /// - Complexity: O(the bytes appended), amortised.
    public mutating func append(utf8 bytes: some Sequence<UInt8>) {
        var tokens = 0
        pending.append(bytes) { buffer in
            tokenizer.settle(buffer) {
                let (more, done) = $0.countFinal()
                tokens = more
                return done
            }
        }
        settled += tokens
    }
}

/// The end of a growing text: what further text may still change.
struct PendingText: Sendable {
    private(set) var bytes: [UInt8] = []
    /// The size at which looking again pays: twice what was in vain, so that a long piece costs linear time.
    private var worthwhile = 0

    /// Appends bytes; where it pays, `settle` looks at all and answers how many can be forgotten.
    mutating func append(_ more: some Sequence<UInt8>, settle: ([UInt8]) -> Int) {
        bytes.append(contentsOf: more)
        guard bytes.count >= worthwhile else { return }
        bytes.removeFirst(settle(bytes))
        worthwhile = bytes.count * 2
    }
}

extension Tokenizer {
    func settle(_ bytes: [UInt8], _ body: (PieceEncoder) -> Int) -> Int {
        unsafe bytes.withUnsafeBufferPointer { buffer in
            pool.lend { workspace in
                let encoder = unsafe PieceEncoder(buffer, self, workspace)
                return body(encoder)
            }
        }
    }
}
