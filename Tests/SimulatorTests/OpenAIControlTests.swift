import HTTPClient
import Simulator
import TestSupport
import Testing
import Wire

/// The routes by which another process drives a simulated OpenAI endpoint.
@Suite struct OpenAIControlTests {
    @Test func `requests are listed from a number on, and only the newest are kept`() async throws {
        let fixture = try OpenAIFixture { $0.kept = 3 }
        for number in 0..<5 { _ = await fixture.ask("m\(number)") }
        let all = await fixture.send("GET", "/simulator/requests").json
        #expect(all?["next"]?.int64 == 5 && all?["dropped"]?.int64 == 2)
        let rows = all?["requests"]?.array ?? []
        #expect(rows.map { $0["number"]?.int64 } == [2, 3, 4])
        #expect(rows.map { $0["body"]?["messages"]?[0]?["content"]?.string } == ["m2", "m3", "m4"])
        #expect(rows.allSatisfy { $0["answer"]?.string?.hasSuffix("data: [DONE]\n\n") == true })
        #expect(rows.allSatisfy { $0["status"]?.int64 == 200 && $0["target"]?.string == "/v1/chat/completions" })
        let rest = await fixture.send("GET", "/simulator/requests?after=4").json
        #expect(rest?["requests"]?.array?.map { $0["number"]?.int64 } == [4])
        #expect(await fixture.send("GET", "/simulator/requests?after=99").json?["requests"] == [])
    }

    @Test func `a body that is no JSON is listed as text`() async throws {
        let fixture = try OpenAIFixture()
        #expect(await fixture.send("POST", "/v1/chat/completions", "x").status == 400)
        let rows = await fixture.send("GET", "/simulator/requests").json?["requests"]
        #expect(rows?[0]?["body"]?.string == "x" && rows?[0]?["status"]?.int64 == 400)
    }

    @Test func `so many requests are awaited`() async throws {
        let fixture = try OpenAIFixture()
        async let awaited = fixture.send("GET", "/simulator/wait?count=2&timeout=\(Int(Patience.seconds))")
        _ = await fixture.ask()
        _ = await fixture.ask()
        #expect(await awaited.json == ["count": 2])
        #expect(await fixture.send("GET", "/simulator/wait?count=1").json == ["count": 2])
        #expect(await fixture.send("GET", "/simulator/wait?count=3&timeout=0").status == 504)
    }

    @Test func `models and the window are set from outside`() async throws {
        let fixture = try OpenAIFixture()
        let listed = { await fixture.send("GET", "/v1/models").json?["data"]?.array?.map { $0["id"]?.string } }
        #expect(await listed() == ["gpt-4o-mini"])
        let set = #"{"models":["a","b"],"window":20}"#
        #expect(await fixture.send("POST", "/simulator/configure", set).status == 200)
        #expect(await listed() == ["a", "b"])
        #expect(await fixture.ask(model: "gpt-4o-mini").json?["error"]?["code"]?.string == "model_not_found")
        #expect(await fixture.ask("Hello", model: "a").status == 200)
        let long = await fixture.ask(String(repeating: "word ", count: 40), model: "a")
        #expect(long.status == 400 && long.json?["error"]?["code"]?.string == "context_length_exceeded")
        let sentence = long.json?["error"]?["message"]?.string
        #expect(sentence?.hasPrefix("This model's maximum context length is 20 tokens.") == true)
        let lift = #"{"models":null,"window":null}"#
        #expect(await fixture.send("POST", "/simulator/configure", lift).status == 200)
        #expect(await fixture.ask(String(repeating: "word ", count: 40), model: "c").status == 200)
    }

    @Test func `a key can be asked for and is no longer`() async throws {
        let fixture = try OpenAIFixture { $0.key = "first" }
        #expect(await fixture.send("GET", "/v1/models").status == 401)
        #expect(await fixture.send("GET", "/v1/models", key: "first").status == 200)
        #expect(await fixture.send("POST", "/simulator/configure", #"{"key":"second"}"#).status == 200)
        #expect(await fixture.send("GET", "/v1/models", key: "first").status == 401)
        #expect(await fixture.send("POST", "/simulator/configure", #"{"key":null}"#).status == 200)
        #expect(await fixture.send("GET", "/v1/models").status == 200)
    }

    @Test func `a reset forgets requests and faults`() async throws {
        let fixture = try OpenAIFixture()
        _ = await fixture.ask()
        fixture.model.plan(ModelMisbehaviour(.error(500, retryAfter: nil)))
        #expect(await fixture.send("POST", "/simulator/reset").status == 200)
        #expect(await fixture.send("GET", "/simulator/requests").json?["next"] == 0)
        #expect(await fixture.ask().status == 200)
    }

    @Test(
        arguments: [
            ("GET", "nothing", "", 404), ("DELETE", "reset", "", 405), ("GET", "faults", "", 405),
            ("POST", "faults", "{}", 400), ("POST", "configure", "[]", 400), ("POST", "configure", #"{"x":1}"#, 400),
            ("POST", "configure", #"{"window":0}"#, 400), ("POST", "configure", #"{"models":[1]}"#, 400),
            ("GET", "wait", "", 400),
        ]
    )
    func `a wrong control request is refused`(method: String, route: String, body: String, expected: Int) async throws {
        let fixture = try OpenAIFixture()
        #expect(await fixture.send(method, "/simulator/\(route)", body).status == expected)
    }
}
