import TestSupport
import Testing
import Wire

@testable import OpenAIWire

/// The recorded answers of many servers, with what each must come to.
@Suite(.aside) struct CaseTests {
    private static let cases = (try? OpenAICase.all()) ?? []

    @Test func `the cases are there`() { #expect(Self.cases.count == 111) }

    @Test(
        .proves("OAI-020", "OAI-021", "OAI-025", "OAI-026", "OAI-031", "OAI-033", "OAI-040", "OAI-042", "OAI-044"),
        .proves("OAI-023", "OAI-027", "OAI-034", "OAI-041"),
        arguments: cases
    )
    func `every case comes to its result, however its bytes are cut`(_ vector: OpenAICase) {
        let outcome = Self.outcome(vector, vector.pieces)
        Self.check(outcome, vector)
        guard vector.isStream else { return }
        for pieces in splits(of: vector.pieces.flatMap { $0 }) {
            #expect(Self.outcome(vector, pieces.map(Array.init)) == outcome)
        }
    }

    private static func outcome(_ vector: OpenAICase, _ pieces: [[UInt8]]) -> ChatOutcome {
        guard (200...299).contains(vector.status) else {
            return .failure(APIError(status: vector.status, body: pieces.flatMap { $0 }), partial: "")
        }
        guard vector.isStream else { return ChatResponse.decode(pieces.flatMap { $0 }) }
        var decoder = ChatStreamDecoder()
        for piece in pieces { decoder.receive(piece) }
        return decoder.end(vector.isAborted ? .aborted : .clean)
    }

    private static func check(_ outcome: ChatOutcome, _ vector: OpenAICase) {
        let expected = vector.expected
        switch outcome {
        case .answer(let answer):
            #expect(expected.isAnswer, "answered \(answer.text.prefix(60))")
            if let text = expected.text { #expect(answer.text == text) }
            if let finish = expected.finish { #expect(answer.finish?.rawValue == finish) }
            #expect(answer.usage?.prompt == expected.usage?["prompt"])
            #expect(answer.usage?.completion == expected.usage?["completion"])
            #expect(answer.usage?.total == expected.usage?["total"])
        case .failure(let error, let partial):
            #expect(!expected.isAnswer, "\(error)")
            if let wanted = expected.errorClass { #expect(error.class.rawValue == wanted, "\(error.message)") }
            #expect(error.contextWindow == expected.window)
            let wait = RetryPolicy.wait(after: error, attempt: 1, header: { vector.headers[$0] }, now: 0, random: 0)
            if let retry = expected.retry { #expect((wait != nil) == retry) }
            if expected.waitsForDate { #expect(wait == 30) }
            if let text = expected.partial { #expect(partial == text) }
        }
    }
}
