import Foundation

/// A case of `Specs/openai/cases.jsonl`: what a server answered, and what it must come to.
public struct OpenAICase: Sendable, CustomStringConvertible {
    /// What an answer must come to; `nil` where the case leaves it open.
    public struct Expectation: Sendable {
        /// Whether it is an answer, else an error.
        public let isAnswer: Bool
        /// The text of an answer.
        public let text: String?
        /// How an answer ends.
        public let finish: String?
        /// The prompt's, the answer's and all tokens, by name.
        public let usage: [String: Int]?
        /// The class of an error.
        public let errorClass: String?
        /// The window that an error states, in tokens.
        public let window: Int?
        /// Whether the same request may be sent again.
        public let retry: Bool?
        /// The text before an error.
        public let partial: String?
        /// The seconds that the server asks to wait, where they stand as a date.
        public let waitsForDate: Bool
    }

    /// The case's name.
    public let description: String
    /// The HTTP status.
    public let status: Int
    /// The header fields, by name in lower case.
    public let headers: [String: String]
    /// The body, as it was written piece by piece.
    public let pieces: [[UInt8]]
    /// Whether a stream was asked for or came.
    public let isStream: Bool
    /// Whether the body was sent in chunks.
    public let isChunked: Bool
    /// Whether the connection broke before the body's end.
    public let isAborted: Bool
    /// What it must come to.
    public let expected: Expectation

    /// Every case, in order.
    public static func all() throws -> [OpenAICase] {
        try VectorFile("Specs/openai/cases.jsonl").cases.map(OpenAICase.init)
    }

    private init(_ vector: VectorCase) {
        let fields = vector.fields
        description = vector.identifier
        status = fields["status"] as? Int ?? 0
        isAborted = fields["end"] as? String == "abort"
        let given = fields["headers"] as? [String: String] ?? [:]
        headers = Dictionary(given.map { ($0.key.lowercased(), $0.value) }) { first, _ in first }
        let type = headers["content-type"] ?? ""
        isStream = type.hasPrefix("text/event-stream") || (fields["stream_request"] as? Bool ?? false)
        let chunks = fields["chunks"] as? [String]
        isChunked = chunks != nil
        if let chunks {
            pieces = chunks.map(Self.bytes)
        } else if let text = fields["body_text"] as? String {
            pieces = [Array(text.utf8)]
        } else if let body = fields["body"],
            let data = try? JSONSerialization.data(withJSONObject: body, options: .fragmentsAllowed)
        {
            pieces = [Array(data)]
        } else {
            pieces = []
        }
        expected = Expectation(fields["expect"] as? [String: Any] ?? [:])
    }

    /// `hex:` stands for raw bytes.
    private static func bytes(_ chunk: String) -> [UInt8] {
        guard chunk.hasPrefix("hex:") else { return Array(chunk.utf8) }
        let digits = Array(chunk.dropFirst(4).utf8)
        return stride(from: 0, to: digits.count - 1, by: 2).compactMap {
            UInt8(String(decoding: digits[$0...$0 + 1], as: UTF8.self), radix: 16)
        }
    }
}

extension OpenAICase.Expectation {
    fileprivate init(_ fields: [String: Any]) {
        isAnswer = fields["result"] as? String == "answer"
        text = fields["text"] as? String
        finish = fields["finish"] as? String
        usage = fields["usage"] as? [String: Int]
        errorClass = fields["class"] as? String
        window = fields["window"] as? Int
        retry = fields["retry"] as? Bool
        partial = fields["partial"] as? String
        waitsForDate = fields["retry_after"] as? String == "http-date"
    }
}
