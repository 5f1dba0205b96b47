@testable import OpenAIWire
import TestSupport
import Testing
import Wire

/// The vectors of `Specs/openai`: what each kind decodes to, or how it is refused.
@Suite(.aside) struct OpenAIVectorTests {
    private static let valid = (try? OpenAIVector.all("valid")) ?? []
    private static let invalid = (try? OpenAIVector.all("invalid")) ?? []

    @Test func `both folders hold cases of every kind`() {
        let kinds: Set = ["openai-request", "openai-response", "openai-error", "openai-stream"]
        #expect(Set(Self.valid.map(\.kind)) == kinds)
        #expect(Set(Self.invalid.map(\.kind)) == kinds)
        #expect(Self.valid.count + Self.invalid.count >= 180)
    }

    @Test(
        .proves("OAI-001", "OAI-002", "OAI-003", "OAI-005", "OAI-060", "OAI-062", "OAI-063", "OAI-064", "OAI-065"),
        .proves("OAI-066", "OAI-067", "OAI-069", "OAI-073", "OAI-074"),
        arguments: valid
    )
    func `a valid input decodes to its canonical JSON`(_ vector: OpenAIVector) throws {
        let expected = try #require(vector.expected).canonical()
        for pieces in splits(of: vector.input) {
            #expect(try Self.decode(vector.kind, pieces).canonical() == expected)
        }
    }

    @Test(
        .proves("OAI-002", "OAI-003", "OAI-005", "OAI-006", "OAI-007", "OAI-060", "OAI-061", "OAI-062", "OAI-063"),
        .proves("OAI-064", "OAI-065", "OAI-066", "OAI-067", "OAI-068", "OAI-069", "OAI-070", "OAI-071", "OAI-072"),
        .proves("OAI-073", "OAI-074"),
        arguments: invalid
    )
    func `an invalid input is refused with its code and offset`(_ vector: OpenAIVector) {
        for pieces in splits(of: vector.input) {
            do throws(OpenAIError) {
                let value = try Self.decode(vector.kind, pieces)
                Issue.record("\(vector) was accepted: \(String(decoding: value.canonical(), as: UTF8.self))")
                return
            } catch {
                #expect(error.codeName == vector.error)
                #expect(error.offset == vector.offset)
                #expect(error.requirement == vector.requirement)
                #expect(error.message.hasSuffix("."))
            }
        }
    }

    @Test func `every fault has a vector`() {
        let seen = Set(Self.invalid.compactMap(\.error))
        for fault in OpenAIFault.allCases { #expect(seen.contains(fault.rawValue), "\(fault)") }
    }

    @Test(.proves("OAI-001"), arguments: valid.filter { $0.kind == "openai-request" })
    func `a decoded request encodes to bytes that decode to the same`(_ vector: OpenAIVector) throws {
        let request = try ChatRequest.decode(vector.input)
        #expect(try ChatRequest.decode(request.encoded()) == request)
    }

    @Test(arguments: valid.filter { $0.kind != "openai-request" && $0.kind != "openai-error" })
    func `the bot's own reading of a strict answer agrees with the strict one`(_ vector: OpenAIVector) throws {
        let expected = try #require(vector.expected)
        let text = expected["choices"]?[0]?["content"]?.string ?? ""
        let refusal = expected["choices"]?[0]?["refusal"]?.string ?? ""
        var decoder = ChatStreamDecoder()
        decoder.receive(vector.input)
        let outcome =
            vector.kind == "openai-stream" ? decoder.end(.clean) : ChatResponse.decode(vector.input)
        switch outcome {
        case .answer(let answer):
            #expect(answer.text == (text.isEmpty ? refusal : text))
            #expect(answer.usage?.total == expected["usage"]?["total_tokens"]?.int64.map(Int.init))
        case .failure(let error, _):
            #expect(error.class == .emptyAnswer && text.isEmpty && refusal.isEmpty)
        }
    }

    @Test func `an event without end is refused at the limit`() {
        var assembler = ChatCompletionAssembler()
        let text = Array("data: ".utf8) + [UInt8](repeating: 0x20, count: 1 << 23)
        #expect(throws: OpenAIError(events: SSEError(.eventTooLarge, at: 1 << 23))) { try assembler.receive(text) }
    }

    private static func decode(_ kind: String, _ pieces: [ArraySlice<UInt8>]) throws(OpenAIError) -> JSONValue {
        let body = Array(pieces.joined())
        switch kind {
        case "openai-request": return try ChatRequest.decode(body).canonicalJSON
        case "openai-response": return try ChatCompletion.decode(body).canonicalJSON
        case "openai-error": return try ErrorBody.decode(body).canonicalJSON
        default:
            var assembler = ChatCompletionAssembler()
            for piece in pieces { try assembler.receive(piece) }
            return try assembler.finish().canonicalJSON
        }
    }
}
