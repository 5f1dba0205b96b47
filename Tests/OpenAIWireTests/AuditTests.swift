import TestSupport
import Testing

@testable import OpenAIWire

/// Streams that are shown although they are at fault: what the strict reading names.
@Suite struct AuditTests {
    private static let valid = (try? OpenAIVector.all("valid").filter { $0.kind == "openai-stream" }) ?? []
    private static let invalid = (try? OpenAIVector.all("invalid").filter { $0.kind == "openai-stream" }) ?? []
    private static let head = #""id":"c1","object":"chat.completion.chunk","created":1738829459,"model":"m""#

    private static func names(_ pieces: [some Collection<UInt8>]) -> [String] {
        var assembler = ChatCompletionAssembler()
        let faults = pieces.flatMap { assembler.audit($0) }
        return (faults + [assembler.auditEnd()].compactMap { $0 }).map(\.codeName)
    }

    private static func names(_ data: String...) -> [String] {
        names([Array(data.map { "data: \($0)\n\n" }.joined().utf8)])
    }

    private static func chunk(_ choice: String) -> String { "{\(head),\"choices\":[\(choice)]}" }

    private static let text = #"{"index":0,"delta":{"content":"Hi"},"finish_reason":null}"#
    private static let end = #"{"index":0,"delta":{},"finish_reason":"stop"}"#

    @Test func `there are streams of both kinds`() { #expect(Self.valid.count >= 10 && Self.invalid.count >= 20) }

    @Test(.proves("OAI-032"), arguments: valid)
    func `a sound stream has no faults`(_ vector: OpenAIVector) {
        for pieces in splits(of: vector.input) { #expect(Self.names(pieces) == []) }
    }

    @Test(.proves("OAI-032"), arguments: invalid)
    func `the first fault is that of the strict reading, however the stream is cut`(_ vector: OpenAIVector) {
        let whole = Self.names([vector.input])
        #expect(whole.first == vector.error)
        for pieces in splits(of: vector.input) { #expect(Self.names(pieces) == whole) }
    }

    @Test(.proves("OAI-032")) func `each event is named, and the end`() {
        let unnamed = #"{"choices":[]}"#
        let changed = Self.chunk(Self.text).replacing("c1", with: "c2")
        #expect(
            Self.names(Self.chunk(Self.text), unnamed, "", changed, "{", "[]", Self.chunk(""))
                == [
                    "missing-member", "empty-event", "changed-identity", "unexpected-end", "not-an-object",
                    "no-choices",
                    "end-missing",
                ]
        )
        #expect(Self.names(Self.chunk(Self.end), "[DONE]", "x", "y") == ["after-end", "after-end"])
    }

    @Test(.proves("OAI-032")) func `what an event at fault may have held is not missed at the end`() {
        let unnamed = #"{"choices":[\#(Self.end)]}"#
        #expect(Self.names(unnamed, "[DONE]") == ["missing-member"])
        #expect(Self.names(Self.chunk(Self.text), unnamed, "[DONE]") == ["missing-member"])
        // That there is no [DONE] is known all the same, and that the last event is cut.
        #expect(Self.names(unnamed) == ["missing-member", "end-missing"])
        #expect(Self.names([Array("data: {}\n\ndata: [DONE]\n\ndata: ".utf8)]) == ["missing-member", "end-missing"])
        // Where all events are sound, a choice without its end is named.
        #expect(Self.names(Self.chunk(Self.text), "[DONE]") == ["end-missing"])
    }

    @Test(.proves("OAI-032")) func `an identity at fault is no yardstick for the next`() {
        let bad = Self.chunk(Self.text).replacing("1738829459", with: "\"now\"")
        #expect(Self.names(bad, Self.chunk(Self.text), Self.chunk(Self.end), "[DONE]") == ["bad-member"])
    }

    @Test(.proves("OAI-032")) func `a stream that cannot be read on is named, and nothing behind it is read`() {
        var assembler = ChatCompletionAssembler()
        let endless = Array("data: ".utf8) + [UInt8](repeating: 0x20, count: 1 << 23)
        for more in [endless, Array("\n\ndata: {}\n\n".utf8)] {
            #expect(assembler.audit(more).map(\.codeName) == ["event-too-large"])
        }
        #expect(assembler.auditEnd()?.codeName == "end-missing")
    }
}
