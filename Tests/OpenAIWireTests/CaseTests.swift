import Foundation
import TestSupport
import Testing
import Wire

@testable import OpenAIWire

/// The recorded answers of many servers, with what each must come to.
@Suite struct CaseTests {
    private let cases: [VectorCase]

    init() throws { cases = try VectorFile("Specs/openai/cases.jsonl").cases }

    @Test func `the cases are there`() { #expect(cases.count == 81) }

    @Test(.proves("OAI-020", "OAI-021", "OAI-025", "OAI-026", "OAI-031", "OAI-033", "OAI-040", "OAI-042"))
    func `every case comes to its result, however its bytes are cut`() throws {
        for vector in cases {
            let expected = try #require(vector.fields["expect"] as? [String: Any])
            let chunks = ServerAnswer(vector)
            let outcome = chunks.outcome(chunks.pieces)
            Self.check(outcome, expected, vector)
            for pieces in splits(of: chunks.pieces.flatMap { $0 }) {
                #expect(chunks.outcome(pieces.map(Array.init)) == outcome, "\(vector.identifier)")
            }
        }
    }

    private static func check(_ outcome: ChatOutcome, _ expected: [String: Any], _ vector: VectorCase) {
        let name = vector.identifier
        let headers = vector.fields["headers"] as? [String: String] ?? [:]
        switch outcome {
        case .answer(let answer):
            #expect(expected["result"] as? String == "answer", "\(name): answered \(answer.text.prefix(60))")
            if let text = expected["text"] as? String { #expect(answer.text == text, "\(name)") }
            if let finish = expected["finish"] as? String { #expect(answer.finish?.rawValue == finish, "\(name)") }
            let usage = expected["usage"] as? [String: Int]
            #expect(answer.usage?.prompt == usage?["prompt"], "\(name)")
            #expect(answer.usage?.completion == usage?["completion"], "\(name)")
            #expect(answer.usage?.total == usage?["total"], "\(name)")
        case .failure(let error, let partial):
            #expect(expected["result"] as? String == "error", "\(name): \(error)")
            if let wanted = expected["class"] as? String {
                #expect(error.class.rawValue == wanted, "\(name) \(error.message)")
            }
            if let retry = expected["retry"] as? Bool {
                let wait = RetryPolicy.wait(after: error, attempt: 1, header: { headers[$0] }, now: 0, random: 0)
                #expect((wait != nil) == retry, "\(name) retry")
                if expected["retry_after"] as? String == "http-date" { #expect(wait == 30, "\(name)") }
            }
            if let text = expected["partial"] as? String { #expect(partial == text, "\(name) partial") }
        }
    }
}

/// A case's answer as a client receives it.
struct ServerAnswer {
    let status: Int
    let pieces: [[UInt8]]
    let isStream: Bool
    let isAborted: Bool

    init(_ vector: VectorCase) {
        let fields = vector.fields
        status = fields["status"] as? Int ?? 0
        isAborted = fields["end"] as? String == "abort"
        let headers = fields["headers"] as? [String: String] ?? [:]
        let type = headers.first { $0.key.lowercased() == "content-type" }?.value ?? ""
        isStream = type.hasPrefix("text/event-stream") || (fields["stream_request"] as? Bool ?? false)
        if let chunks = fields["chunks"] as? [String] {
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
    }

    /// `hex:` stands for raw bytes.
    private static func bytes(_ chunk: String) -> [UInt8] {
        guard chunk.hasPrefix("hex:") else { return Array(chunk.utf8) }
        let digits = Array(chunk.dropFirst(4).utf8)
        return stride(from: 0, to: digits.count - 1, by: 2).compactMap {
            UInt8(String(decoding: digits[$0...$0 + 1], as: UTF8.self), radix: 16)
        }
    }

    func outcome(_ pieces: [[UInt8]]) -> ChatOutcome {
        guard (200...299).contains(status) else {
            return .failure(APIError(status: status, body: pieces.flatMap { $0 }), partial: "")
        }
        var decoder = ChatStreamDecoder()
        guard isStream else { return ChatResponse.decode(pieces.flatMap { $0 }) }
        for piece in pieces { decoder.receive(piece) }
        return decoder.end(isAborted ? .aborted : .clean)
    }
}
