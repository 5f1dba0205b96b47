import Testing
import Wire

/// The event stream, by the standard.
@Suite struct ServerSentEventParserTests {
    @Test func `events come out as they are complete`() throws {
        var parser = ServerSentEventParser()
        parser.receive(Array("data: a\ndata:b\r\n\r\nid: 7\rdata\r\rdata: lost".utf8))
        var events: [ServerSentEvent] = []
        while let event = try parser.next() { events.append(event) }
        #expect(events == [ServerSentEvent(data: "a\nb"), ServerSentEvent(data: "", id: "7")])
        let wasPending = parser.finish()
        #expect(wasPending)
    }
}
