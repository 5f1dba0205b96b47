import TestSupport
import Testing
import Wire

/// Every case of `Specs/sse`, in one piece, byte by byte and cut in two at every place.
@Suite struct ServerSentEventVectorTests {
    static func decode(_ limit: Int?, _ pieces: [ArraySlice<UInt8>]) -> String {
        var parser = limit.map { ServerSentEventParser(maximumEventBytes: $0) } ?? ServerSentEventParser()
        var events: [JSONValue] = []
        do throws(SSEError) {
            for piece in pieces {
                parser.receive(piece)
                while let event = try parser.next() { events.append(event.json) }
            }
        } catch { return error.asResult }
        return JSONValue.array(events).canonicalText
    }

    @Test(
        .proves("SSE-001", "SSE-002", "SSE-003", "SSE-004", "SSE-005", "SSE-006", "SSE-007", "SSE-008", "SSE-009"),
        .proves("SSE-010", "SSE-011", "SSE-012", "SSE-013", "SSE-014", "SSE-015", "SSE-016", "SSE-017", "SSE-018"),
        .proves("SSE-019", "SSE-020", "SSE-021", "SSE-022", "SSE-023"),
        arguments: try CodecVector.all(in: "sse/valid")
    )
    func `a stream has its events, however it is cut`(vector: CodecVector) {
        #expect(resultsOfCuts(of: vector.input) { Self.decode(vector.limit, $0) } == [vector.result])
    }

    @Test(.proves("SSE-024", "SSE-025"), arguments: try CodecVector.all(in: "sse/invalid"))
    func `a stream above the limit has its fault, however it is cut`(vector: CodecVector) {
        #expect(resultsOfCuts(of: vector.input) { Self.decode(vector.limit, $0) } == [vector.result])
    }
}
