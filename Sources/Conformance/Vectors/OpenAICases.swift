import OpenAIWire
import Wire

/// The recorded answers of `Specs/openai/cases.jsonl`, as they came, whole and byte by byte.
enum OpenAICases {
    static func fault(_ json: JSONValue) -> Fault? {
        guard let name = json["id"]?.string, let expected = json["expect"] else {
            return Fault("a line", expected: "a case", got: "another line", bytes: json.encoded())
        }
        let pieces = pieces(json)
        let whole = pieces.flatMap { $0 }
        for (cut, pieces) in [("as recorded", pieces), ("whole", [whole]), ("byte by byte", whole.map { [$0] })] {
            let got = outcome(json, pieces)
            guard let difference = difference(got, expected) else { continue }
            return Fault("\(name), \(cut)", expected: difference.expected, got: difference.got, bytes: whole)
        }
        return nil
    }

    private static func outcome(_ json: JSONValue, _ pieces: [[UInt8]]) -> ChatOutcome {
        let status = Int(json["status"]?.int64 ?? 0)
        guard (200...299).contains(status) else {
            return .failure(APIError(status: status, body: pieces.flatMap { $0 }), partial: "")
        }
        let type = json["headers"]?.object?.members.first { $0.name.lowercased() == "content-type" }?.value.string
        let isStream = type?.hasPrefix("text/event-stream") == true || json["stream_request"]?.bool == true
        guard isStream else { return ChatResponse.decode(pieces.flatMap { $0 }) }
        var decoder = ChatStreamDecoder()
        for piece in pieces { decoder.receive(piece) }
        return decoder.end(json["end"]?.string == "abort" ? .aborted : .clean)
    }

    private static func difference(_ got: ChatOutcome, _ wanted: JSONValue) -> (expected: String, got: String)? {
        let pairs: [(String, JSONValue?, String?)] =
            switch got {
            case .answer(let answer):
                [
                    ("result", wanted["result"], "answer"), ("text", wanted["text"], answer.text),
                    ("finish", wanted["finish"], answer.finish?.rawValue),
                    ("prompt", wanted["usage"]?["prompt"], answer.usage.map { String($0.prompt) }),
                    ("completion", wanted["usage"]?["completion"], answer.usage.map { String($0.completion) }),
                    ("total", wanted["usage"]?["total"], answer.usage.map { String($0.total) }),
                ]
            case .failure(let error, let partial):
                [
                    ("result", wanted["result"], "error"), ("class", wanted["class"], error.class.rawValue),
                    ("partial", wanted["partial"], partial),
                ]
            }
        for (name, wanted, got) in pairs {
            guard let text = wanted?.string ?? wanted?.int64.map({ String($0) }), text != got else { continue }
            return ("\(name) \(text)", "\(name) \(got ?? "none")")
        }
        return nil
    }

    private static func pieces(_ json: JSONValue) -> [[UInt8]] {
        if let chunks = json["chunks"]?.array { return chunks.compactMap(\.string).map(bytes) }
        if let text = json["body_text"]?.string { return [Array(text.utf8)] }
        return json["body"].map { [$0.encoded()] } ?? []
    }

    /// `hex:` stands for raw bytes.
    private static func bytes(_ chunk: String) -> [UInt8] {
        guard chunk.hasPrefix("hex:") else { return Array(chunk.utf8) }
        let digits = Array(chunk.utf8.dropFirst(4))
        return stride(from: 0, to: digits.count - 1, by: 2).compactMap {
            UInt8(String(decoding: digits[$0...$0 + 1], as: UTF8.self), radix: 16)
        }
    }
}
