import Tokenizer
import Wire

/// The texts of `Specs/tokens` with the ids that tiktoken gives them, in both encodings.
enum TokenCases {
    static func fault(_ json: JSONValue) -> Fault? {
        guard let bytes = json["text"]?.string.map({ Array($0.utf8) }) ?? Vector.input(json) else {
            return Fault("a line", expected: "a text", got: "another line", bytes: json.encoded())
        }
        for encoding in Encoding.allCases {
            let expected = json[encoding.rawValue]?.array?.compactMap(\.int64) ?? []
            let tokenizer = Tokenizer.shared(encoding)
            let got = bytes.withUnsafeBufferPointer { tokenizer.encode(utf8: $0) }
            guard got.map(Int64.init) == expected, tokenizer.count(utf8: bytes.span) == expected.count else {
                return Fault(
                    "\(encoding.rawValue)",
                    expected: expected.description,
                    got: got.description,
                    bytes: bytes
                )
            }
        }
        return nil
    }
}
