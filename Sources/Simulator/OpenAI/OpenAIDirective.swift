/// What the simulated endpoint is to do with one request instead of a plain answer.
///
/// In a chat it is typed anywhere in the message: `#long 30`, `#slow 2`, `#think`, `#code`, `#error 429`, `#cut`, `#empty`,
/// `#length`, `#hang`.
public enum OpenAIDirective: Sendable, Equatable {
    /// So many paragraphs.
    case long(Int)
    /// So many seconds before the first byte.
    case slow(Double)
    /// Reasoning in front of the answer.
    case think
    /// A block of code.
    case code
    /// An error of this status.
    case error(Int)
    /// A stream that ends without `finish_reason`.
    case cut
    /// An answer without text.
    case empty
    /// `finish_reason` is `length`.
    case length
    /// No answer at all.
    case hang

    /// The first directive of a text.
    public init?(in text: String) {
        let words = text.split { $0.isWhitespace }
        for (index, word) in words.enumerated() where word.hasPrefix("#") {
            let number = index + 1 < words.count ? Double(words[index + 1]) : nil
            switch word {
            case "#long": self = .long(Int(number ?? 20))
            case "#slow": self = .slow(number ?? 2)
            case "#think": self = .think
            case "#code": self = .code
            case "#error": self = .error(Int(number ?? 500))
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
