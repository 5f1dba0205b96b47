import HTTPClient
import Simulator
import Testing
import Wire

/// A simulated OpenAI endpoint that misbehaves on demand, seen by the real client.
@Suite struct OpenAIFaultTests {
    private let fixture: OpenAIFixture

    init() throws { fixture = try OpenAIFixture() }

    private func plan(_ faults: String) async {
        #expect(await fixture.send("POST", "/simulator/faults", "[\(faults)]").status == 200)
    }

    /// Without a fault: the text of the events, `finish_reason`, usage and the end.
    private func expectWhole(_ outcome: OpenAIFixture.Outcome) {
        #expect(outcome.status == 200 && outcome.failure == nil)
        let events = outcome.events
        #expect(events.last == "[DONE]")
        let chunks = events.dropLast().compactMap { try? JSONParser.parse(Array($0.utf8)) }
        #expect(chunks.count == events.count - 1)
        let text = chunks.compactMap { $0["choices"]?[0]?["delta"]?["content"]?.string }.joined()
        #expect(text == "This is the simulated model's answer to question 1. You said: Hello")
        #expect(chunks.compactMap { $0["choices"]?[0]?["finish_reason"]?.string } == ["stop"])
        #expect(chunks.last?["usage"]?["completion_tokens"]?.int64 == 16)
    }

    @Test func `an error comes so many times, with Retry-After`() async {
        await plan(#"{"kind":"error","status":429,"retry_after":7,"times":2,"after":1}"#)
        expectWhole(await fixture.ask())
        for _ in 0..<2 {
            let outcome = await fixture.ask()
            #expect(outcome.status == 429 && outcome.json?["error"]?["code"]?.string == "rate_limit_exceeded")
            #expect(outcome.headers.first { $0.name.lowercased() == "retry-after" }?.value == "7")
        }
        expectWhole(await fixture.ask())
    }

    @Test(arguments: [true, false]) func `the connection closes before the head`(isStream: Bool) async {
        await plan(#"{"kind":"drop-before"}"#)
        let outcome = await fixture.ask(isStream: isStream)
        #expect(outcome.status == nil && outcome.failure?.kind == .brokenAfterSend)
        #expect(fixture.model.requests.map(\.status) == [0])
    }

    @Test(arguments: [true, false]) func `the connection closes in the middle`(isStream: Bool) async {
        await plan(#"{"kind":"drop-middle"}"#)
        let outcome = await fixture.ask(isStream: isStream)
        #expect(outcome.status == 200 && outcome.failure?.kind == .partial)
        #expect(!outcome.text.contains("[DONE]") && outcome.json == nil)
    }

    @Test func `a cut stream ends cleanly without finish_reason and DONE`() async {
        await plan(#"{"kind":"cut"}"#)
        let outcome = await fixture.ask()
        #expect(outcome.status == 200 && outcome.failure == nil)
        #expect(outcome.text.contains("Hello"))
        #expect(!outcome.text.contains("[DONE]") && !outcome.text.contains("\"stop\""))
    }

    @Test func `a cut object ends cleanly in its middle`() async {
        await plan(#"{"kind":"cut"}"#)
        let outcome = await fixture.ask(isStream: false)
        #expect(outcome.status == 200 && outcome.failure == nil && !outcome.body.isEmpty && outcome.json == nil)
    }

    @Test(arguments: [true, false]) func `an answer stalls in its middle`(isStream: Bool) async {
        var outcome = OpenAIFixture.Outcome()
        // A busy machine may take longer for the beginning than the first limits of silence.
        for limit in [0.5, 8, 64] where outcome.body.isEmpty {
            await plan(#"{"kind":"stall","times":1}"#)
            outcome = await fixture.ask(isStream: isStream, idle: limit)
        }
        #expect(outcome.status == 200 && outcome.failure?.kind == .timeout(.idle))
        #expect(!outcome.body.isEmpty && !outcome.text.contains("[DONE]"))
    }

    @Test func `a request hangs without a head`() async {
        await plan(#"{"kind":"hang"}"#)
        let outcome = await fixture.ask(idle: 0.5)
        #expect(outcome.status == nil && outcome.failure?.kind == .timeout(.idle))
    }

    @Test func `one event in the middle is no JSON`() async {
        await plan(#"{"kind":"malformed"}"#)
        let outcome = await fixture.ask()
        let events = outcome.events
        #expect(outcome.failure == nil && events.last == "[DONE]")
        #expect(events.dropLast().count { (try? JSONParser.parse(Array($0.utf8))) == nil } == 1)
    }

    @Test func `a malformed object is no JSON`() async {
        await plan(#"{"kind":"malformed"}"#)
        let outcome = await fixture.ask(isStream: false)
        #expect(outcome.status == 200 && outcome.failure == nil && outcome.json == nil)
    }

    @Test func `pieces come one by one`() async {
        var pieces = 0
        // Of pieces that follow one another soon, a busy client takes several at once.
        for delay in [20, 200, 2_000] where pieces < 2 {
            await plan(#"{"kind":"piece-delay","milliseconds":\#(delay),"times":1}"#)
            let outcome = await fixture.ask()
            expectWhole(outcome)
            pieces = outcome.pieces
        }
        #expect(pieces > 1)
    }

    @Test func `a slow answer is silent first, and comes whole`() async {
        await plan(#"{"kind":"slow","milliseconds":600000,"times":1}"#)
        let outcome = await fixture.ask(idle: 0.5)
        #expect(outcome.status == nil && outcome.failure?.kind == .timeout(.idle))
        await plan(#"{"kind":"slow","milliseconds":10}"#)
        expectWhole(await fixture.ask())
    }

    @Test(arguments: [("empty", ""), ("think", "<think>"), (#"long","count":2,"x":""#, "2. This paragraph")])
    func `other answers can be planned`(kind: String, expected: String) async {
        await plan(#"{"kind":"\#(kind)"}"#)
        let text = await fixture.ask(isStream: false).json?["choices"]?[0]?["message"]?["content"]?.string
        #expect(expected.isEmpty ? text == "" : text?.contains(expected) == true)
    }

    @Test func `length is a finish reason`() async {
        await plan(#"{"kind":"length"}"#)
        let json = await fixture.ask(isStream: false).json
        #expect(json?["choices"]?[0]?["finish_reason"]?.string == "length")
    }

    @Test func `a share of the requests is hit, the same ones with the same seed`() async {
        var patterns: [[Int]] = []
        for seed in [7, 7, 8] {
            await plan(#"{"kind":"error","status":500,"probability":0.3,"seed":\#(seed)}"#)
            var pattern: [Int] = []
            for _ in 0..<60 { pattern.append(await fixture.ask(isStream: false).status ?? 0) }
            patterns.append(pattern)
            #expect(await fixture.send("DELETE", "/simulator/faults").status == 200)
        }
        #expect(patterns[0] == patterns[1] && patterns[0] != patterns[2])
        for pattern in patterns { #expect((6...30).contains(pattern.count { $0 == 500 })) }
    }

    @Test func `a fault that leaves a request leaves it to the next one`() async {
        await plan(#"{"kind":"error","status":500,"probability":0},{"kind":"error","status":503,"times":1}"#)
        #expect(await fixture.ask().status == 503)
        expectWhole(await fixture.ask())
    }

    @Test(
        arguments: [
            #"{"kind":"x"}"#, #"4"#, #"{"kind":"error"}"#, #"{"kind":"error","status":200}"#, #"{"kind":"slow"}"#,
            #"{"kind":"cut","times":0}"#, #"{"kind":"cut","after":-1}"#, #"{"kind":"cut","probability":1.5}"#,
            #"{"kind":"cut","probability":"x"}"#, #"{"kind":"cut","seed":-1}"#, #"{"kind":"long","count":9999}"#,
        ]
    )
    func `what is no fault is refused as a whole`(fault: String) async {
        let body = #"[{"kind":"cut"},\#(fault)]"#
        #expect(await fixture.send("POST", "/simulator/faults", body).status == 400)
        expectWhole(await fixture.ask())
    }

    @Test func `the plan is bounded`() async {
        let many = Array(repeating: #"{"kind":"cut"}"#, count: 600).joined(separator: ",")
        #expect(await fixture.send("POST", "/simulator/faults", "[\(many)]").status == 200)
        #expect(await fixture.send("POST", "/simulator/faults", "[\(many)]").status == 400)
    }
}
