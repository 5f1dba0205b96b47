import Foundation
import TestSupport

@testable import Tokenizer

/// A text with its ids in both encodings, made by tiktoken 0.14.0.
struct Vector: Decodable {
    let text: String
    let cl100k: [UInt32]
    let o200k: [UInt32]

    enum CodingKeys: String, CodingKey {
        case text
        case cl100k = "cl100k_base"
        case o200k = "o200k_base"
    }

    func ids(_ encoding: Encoding) -> [UInt32] { encoding == .cl100kBase ? cl100k : o200k }

    static func all() throws -> [Vector] {
        try ["tokens-dev", "tokens-dev-2"].flatMap { name in
            try Data(contentsOf: Project.specs.appending(path: "tokens/\(name).jsonl")).split(separator: 0x0A)
                .map { try JSONDecoder().decode(Vector.self, from: $0) }
        }
    }
}

extension NaiveTokenizer {
    static let cl100k = of(.cl100kBase)
    static let o200k = of(.o200kBase)

    static func shared(_ encoding: Encoding) -> NaiveTokenizer {
        encoding == .cl100kBase ? cl100k : o200k
    }

    private static func of(_ encoding: Encoding) -> NaiveTokenizer {
        let tokenizer = Tokenizer.shared(encoding)
        let tokens = (0..<UInt32(encoding.tokenCount)).map { tokenizer.decode([$0]) ?? [] }
        return NaiveTokenizer(tokens: tokens, isNewer: encoding == .o200kBase)
    }
}
