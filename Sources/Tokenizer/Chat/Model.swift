/// What is known of a model by its name: encoding and sizes.
///
/// Sources: tiktoken 0.14.0 model.py (encodings); litellm 1.106.2 model_prices_and_context_window_backup.json and the
/// OpenAI documentation of 2023 (sizes).
public struct Model: Sendable, Equatable {
    /// The name looked up: lower case, without provider, `ft:` and tag.
    public let name: String
    /// The encoding its text is counted with.
    public let encoding: Encoding
    /// The tokens of prompt and answer together.
    public let window: Int
    /// The most tokens of one answer.
    public let maxOutput: Int
    /// How far its counts can be trusted.
    public let certainty: Certainty
    /// The tokens of a prompt besides its messages: the beginning of the reply (TOK-030, TOK-033).
    public let replyPrimer: Int

    /// True where counts are estimates.
    public var isEstimate: Bool { certainty != .exact }

    /// How far the counts of a model can be trusted.
    public enum Certainty: Sendable {
        /// Answers of the API, recorded in public test suites, report exactly these counts.
        case exact
        /// Encoding and overhead are assumed from related models; one answer that agrees proves them.
        case unconfirmed
        /// The model is unknown or has an encoding of its own.
        case estimate
    }

    init(_ encoding: Encoding) {
        self.init(
            name: encoding.rawValue,
            encoding: encoding,
            window: Self.unknownWindow,
            maxOutput: Self.unknownOutput,
            certainty: .estimate
        )
    }

    private init(name: String, encoding: Encoding, window: Int, maxOutput: Int, certainty: Certainty) {
        self.name = name
        self.encoding = encoding
        self.window = window
        self.maxOutput = maxOutput
        self.certainty = certainty
        replyPrimer = Self.replyPrimer(of: name)
    }

    private static let unknownWindow = 4096
    private static let unknownOutput = 1024

    /// The model of a name, as users and servers write it: `gpt-4o-2024-08-06`, `openai/gpt-4o`, `ft:gpt-4o:org::id`.
    ///
    /// A name that is not known counts with o200k_base in a window of 4,096 and is marked as an estimate.
    public static func named(_ name: String) -> Model {
        let bare = bare(name)
        let known =
            rows.first { $0.matches(bare) }
            ?? rows.first { ["gpt-5", "gpt-6"].contains($0.name) && bare.hasPrefix($0.name) }
        guard let row = known else {
            return Model(
                name: bare,
                encoding: .o200kBase,
                window: unknownWindow,
                maxOutput: unknownOutput,
                certainty: .estimate
            )
        }
        return Model(
            name: bare,
            encoding: row.encoding,
            window: row.window,
            maxOutput: row.maxOutput,
            certainty: row.certainty
        )
    }

    /// Lower case, without `provider/`, `ft:` and what follows the base model, and `:tag`.
    private static func bare(_ name: String) -> String {
        var rest = name.lowercased()[...]
        if let slash = rest.lastIndex(of: "/") { rest = rest[rest.index(after: slash)...] }
        if rest.hasPrefix("ft:") { rest = rest.dropFirst(3) }
        return String(rest.prefix { $0 != ":" })
    }

    /// 2 for the reasoning models from o3 and GPT-5 on, 3 for the models before them.
    private static func replyPrimer(of name: String) -> Int {
        let first: [(family: String, generation: Character)] = [("o", "3"), ("gpt-", "5")]
        for (family, generation) in first where name.hasPrefix(family) {
            if let found = name.dropFirst(family.count).first, (generation..."9").contains(found) { return 2 }
        }
        return 3
    }

    /// Longer names first wherever one begins another.
    private static let rows: [ModelRow] =
        ModelRow.gpt35 + ModelRow.gpt4 + ModelRow.reasoning + ModelRow.gpt5 + ModelRow.others
}

/// A row of the model table; it holds for its name, and for its name followed by `-` and a variant.
struct ModelRow: Sendable {
    let name: String
    let encoding: Encoding
    let window: Int
    let maxOutput: Int
    let certainty: Model.Certainty

    private init(
        _ name: String,
        _ encoding: Encoding,
        _ window: Int,
        _ maxOutput: Int,
        _ certainty: Model.Certainty = .exact
    ) {
        self.name = name
        self.encoding = encoding
        self.window = window
        self.maxOutput = maxOutput
        self.certainty = certainty
    }

    func matches(_ model: String) -> Bool {
        model.hasPrefix(name) && [nil, 0x2D].contains(model.utf8.dropFirst(name.utf8.count).first)
    }

    static let gpt35: [Self] = [
        Self("gpt-3.5-turbo-0301", .cl100kBase, 4096, 4096),
        Self("gpt-3.5-turbo-0613", .cl100kBase, 4096, 4096),
        Self("gpt-3.5-turbo", .cl100kBase, 16_385, 4096),
        Self("gpt-3.5", .cl100kBase, 16_385, 4096),
        Self("gpt-35-turbo-16k", .cl100kBase, 16_385, 4096),
        Self("gpt-35-turbo", .cl100kBase, 4096, 4096),
    ]

    static let gpt4: [Self] = [
        Self("gpt-4-32k", .cl100kBase, 32_768, 32_768),
        Self("gpt-4-1106", .cl100kBase, 128_000, 4096),
        Self("gpt-4-0125", .cl100kBase, 128_000, 4096),
        Self("gpt-4-turbo", .cl100kBase, 128_000, 4096),
        Self("gpt-4-vision", .cl100kBase, 128_000, 4096),
        Self("gpt-4", .cl100kBase, 8192, 4096),
        Self("gpt-4o-2024-05-13", .o200kBase, 128_000, 4096),
        Self("gpt-4o", .o200kBase, 128_000, 16_384),
        Self("chatgpt-4o", .o200kBase, 128_000, 16_384),
        Self("gpt-4.5", .o200kBase, 128_000, 16_384),
        Self("gpt-4.1", .o200kBase, 1_047_576, 32_768),
    ]

    static let reasoning: [Self] = [
        // Servers put a preamble before some prompts of o1; no plain prompt of o4 is recorded.
        Self("o1-mini", .o200kBase, 128_000, 65_536, .unconfirmed),
        Self("o1-preview", .o200kBase, 128_000, 32_768, .unconfirmed),
        Self("o1", .o200kBase, 200_000, 100_000, .unconfirmed),
        Self("o3", .o200kBase, 200_000, 100_000),
        Self("o4", .o200kBase, 200_000, 100_000, .unconfirmed),
    ]

    static let gpt5: [Self] = [
        Self("gpt-5-chat", .o200kBase, 128_000, 16_384),
        Self("gpt-5.1-chat", .o200kBase, 128_000, 16_384),
        Self("gpt-5.2-chat", .o200kBase, 128_000, 16_384),
        Self("gpt-5.3-chat", .o200kBase, 128_000, 16_384),
        Self("gpt-5.4-mini", .o200kBase, 400_000, 128_000),
        Self("gpt-5.4-nano", .o200kBase, 400_000, 128_000),
        Self("gpt-5.4", .o200kBase, 1_050_000, 128_000),
        Self("gpt-5.5", .o200kBase, 1_050_000, 128_000),
        Self("gpt-5.6", .o200kBase, 1_050_000, 128_000),
        Self("gpt-5", .o200kBase, 400_000, 128_000),
        Self("gpt-5.1", .o200kBase, 400_000, 128_000),
        Self("gpt-5.2", .o200kBase, 400_000, 128_000),
        Self("gpt-5.3", .o200kBase, 400_000, 128_000),
        // Not in tiktoken's table yet: the encoding is assumed.
        Self("gpt-6", .o200kBase, 1_050_000, 128_000, .unconfirmed),
        Self("gpt-6.1", .o200kBase, 1_050_000, 128_000, .unconfirmed),
        // o200k_harmony has the ranks of o200k_base.
        Self("gpt-oss", .o200kBase, 131_072, 131_072),
    ]

    static let others: [Self] = [
        Self("deepseek-chat", .o200kBase, 131_072, 8192, .estimate),
        Self("deepseek-reasoner", .o200kBase, 131_072, 65_536, .estimate),
        Self("deepseek-v4", .o200kBase, 1_000_000, 393_216, .estimate),
        Self("qwen-turbo", .o200kBase, 131_072, 8192, .estimate),
        Self("qwen-plus", .o200kBase, 131_072, 8192, .estimate),
        Self("qwen-max", .o200kBase, 32_768, 8192, .estimate),
        Self("qwen3-max", .o200kBase, 262_144, 65_536, .estimate),
        Self("qwen3.5-plus", .o200kBase, 1_000_000, 65_536, .estimate),
        Self("qwen3.7-plus", .o200kBase, 1_000_000, 65_536, .estimate),
        Self("davinci-002", .cl100kBase, 16_384, 4096),
        Self("babbage-002", .cl100kBase, 16_384, 4096),
        Self("text-embedding-ada-002", .cl100kBase, 8191, 0),
        Self("text-embedding-3", .cl100kBase, 8191, 0),
    ]
}
