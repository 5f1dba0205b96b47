import TestSupport
import Testing
import Wire

/// What the vectors cannot show: when events come out, and what the end and the limit do.
@Suite struct ServerSentEventParserTests {
    private func events(_ parser: inout ServerSentEventParser, after text: String) throws -> [String] {
        parser.receive(text.utf8)
        var events: [String] = []
        while let event = try parser.next() { events.append(event.data) }
        return events
    }

    @Test(.proves("SSE-004", "SSE-023")) func `an event comes out with the byte that completes it`() throws {
        var parser = ServerSentEventParser()
        #expect(try events(&parser, after: "data: a\r\n") == [])
        #expect(try events(&parser, after: "\r") == ["a"])
        #expect(try events(&parser, after: "\n") == [])
        #expect(try events(&parser, after: "data: b\r") == [])
        #expect(try events(&parser, after: "\n") == [])
        #expect(try events(&parser, after: "\n") == ["b"])
    }

    @Test(.proves("SSE-021")) func `the end discards what is incomplete and says so`() throws {
        for (text, isPending) in [
            ("", false), ("data: a\n\n", false), (": x\n", false), ("data: a\n", true), ("event: a\n", true),
            ("dat", true), ("data: a\n\ndata: b", true), ("data: a\r\r", false),
        ] {
            var parser = ServerSentEventParser()
            _ = try events(&parser, after: text)
            let wasPending = parser.finish()
            #expect(wasPending == isPending, "\(text)")
            #expect(try events(&parser, after: "\u{FEFF}data: new\n\n") == ["new"])
        }
    }

    @Test(.proves("SSE-024", "SSE-025", "SSE-026")) func `the limit ends the stream for good`() throws {
        var parser = ServerSentEventParser(maximumEventBytes: 8)
        parser.receive("data:1\n\ndata:1234\n\ndata:2\n\n".utf8)
        #expect(try parser.next()?.data == "1")
        for _ in 0..<2 { #expect(throws: SSEError(.eventTooLarge, at: 16)) { try parser.next() } }
        parser.receive("\n\ndata:3\n\n".utf8)
        let error = #expect(throws: SSEError.self) { try parser.next() }
        #expect(error?.codeName == "event-too-large")
        #expect(error?.requirement == "SSE-024")
        #expect(error?.message == "An event is larger than the limit.")
    }

    @Test(.proves("SSE-024")) func `the offset counts the bytes that were dropped`() throws {
        var parser = ServerSentEventParser(maximumEventBytes: 10)
        for _ in 0..<3 { #expect(try events(&parser, after: "data:1\n\n") == ["1"]) }
        parser.receive("data:123456".utf8)
        #expect(throws: SSEError(.eventTooLarge, at: 34)) { try parser.next() }
    }

    @Test(.proves("SSE-012", "SSE-023")) func `an event of a megabyte survives small pieces`() throws {
        let line = String(repeating: "x", count: 1000)
        let stream = Array((String(repeating: "data: \(line)\n", count: 1000) + "\n").utf8)
        var parser = ServerSentEventParser()
        var found: [ServerSentEvent] = []
        for piece in pieces(of: stream, size: 777) {
            parser.receive(piece)
            while let event = try parser.next() { found.append(event) }
        }
        #expect(found == [ServerSentEvent(data: Array(repeating: line, count: 1000).joined(separator: "\n"))])
    }

    @Test func `an event is shown as four members`() {
        let event = ServerSentEvent(event: "add", data: "a", id: "1", retry: 5)
        #expect(event.json == ["event": "add", "data": "a", "id": "1", "retry": 5])
        #expect(ServerSentEvent(data: "a").json == ["event": "message", "data": "a", "id": "", "retry": nil])
    }
}
