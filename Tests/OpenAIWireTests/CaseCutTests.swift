import OpenAIWire
import TestSupport
import Testing

/// The recorded answers, cut in two at every place.
@Suite struct CaseCutTests {
    @Test(.proves("OAI-025")) func `no cut changes what an answer comes to`() throws {
        for vector in try VectorFile("Specs/openai/cases.jsonl").cases {
            let answer = ServerAnswer(vector)
            let body = answer.pieces.flatMap { $0 }
            let whole = answer.outcome([body])
            for cut in splits(of: body) {
                #expect(answer.outcome(cut.map(Array.init)) == whole, "\(vector.identifier) \(cut.map(\.count))")
            }
        }
    }
}
