/// A published byte-pair encoding.
///
/// Source: openai/tiktoken 0.14.0, tiktoken_ext/openai_public.py.
public enum Encoding: String, Sendable, CaseIterable {
    /// 100,256 tokens: gpt-4, gpt-3.5-turbo.
    case cl100kBase = "cl100k_base"
    /// 199,998 tokens: gpt-4o and everything after it.
    case o200kBase = "o200k_base"

    /// The number of ordinary tokens; their ids are 0 up to this number.
    public var tokenCount: Int {
        switch self {
        case .cl100kBase: 100_256
        case .o200kBase: 199_998
        }
    }
}
