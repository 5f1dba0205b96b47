/// What the simulated endpoint is to do with one request instead of a plain answer.
///
/// In a chat it is typed anywhere in the message: `#long 30`, `#slow 2`, `#think`, `#code`, `#error 429`, `#cut`, `#empty`,
/// `#length`, `#hang`. The others are planned (``OpenAIFault``).
public enum OpenAIDirective: Sendable, Equatable {
    /// So many paragraphs.
    case long(Int)
    /// So many seconds before the first byte.
    case slow(Double)
    /// Reasoning in front of the answer.
    case think
    /// A block of code.
    case code
    /// An error of this status; `Retry-After` in seconds.
    case error(Int, retryAfter: Int?)
    /// An answer that ends cleanly in the middle: of a stream without `finish_reason` and `[DONE]`.
    case cut
    /// An answer without text.
    case empty
    /// `finish_reason` is `length`.
    case length
    /// No answer at all.
    case hang
    /// The connection is closed before the answer's head.
    case dropBefore
    /// The connection is closed in the middle of the answer.
    case dropMiddle
    /// The answer stops in the middle, and the connection stays open.
    case stall
    /// One piece in the middle is not JSON.
    case malformed
    /// So many seconds before each piece of the answer.
    case pieceDelay(Double)

    /// The first directive of a text.
    public init?(in text: String) {
        let words = text.split { $0.isWhitespace }
        for (index, word) in words.enumerated() where word.hasPrefix("#") {
            let argument = index + 1 < words.count ? String(words[index + 1]) : ""
            // Typed by anybody: bounded, so that no number can stop or fill the process.
            let number = Int(argument)
            switch word {
            case "#long": self = .long(min(1_000, max(1, number ?? 20)))
            case "#slow": self = .slow(Double(argument).map { $0.isFinite ? min(600, max(0, $0)) : 2 } ?? 2)
            case "#think": self = .think
            case "#code": self = .code
            case "#error":
                let status = min(599, max(400, number ?? 500))
                self = .error(status, retryAfter: status == 429 ? 1 : nil)
            case "#cut": self = .cut
            case "#empty": self = .empty
            case "#length": self = .length
            case "#hang": self = .hang
            default: continue
            }
            return
        }
        return nil
    }
}
