import TestSupport
import Testing
import Wire

@Suite struct HTTPRequestParserTests {
    private static let get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n"
    private static let post = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello"

    @Test(.proves("HTTP-083")) func oneInputHoldsManyRequests() {
        let trace = HTTPTrace(String(repeating: Self.get + Self.post, count: 50))
        #expect(trace.requests.map(\.method) == (0..<50).flatMap { _ in ["GET", "POST"] })
        #expect(trace.error == nil)
    }

    @Test(.proves("HTTP-002")) func emptyLinesAreCountedForEachRequest() {
        let lines = String(repeating: "\r\n", count: 8)
        let trace = HTTPTrace(lines + Self.get + lines + Self.get + "\r\n" + lines)
        #expect(trace.requests.count == 2)
        #expect(trace.error == HTTPRequestError(.emptyLines, at: 2 * (16 + Self.get.utf8.count) + 16))
    }

    @Test(.proves("HTTP-009")) func afterAnErrorNothingIsRead() throws {
        var parser = HTTPRequestParser()
        var input = Array("BAD\r\n\r\n\(Self.get)".utf8)[...]
        for _ in 0..<3 {
            let error = #expect(throws: HTTPRequestError.self) { try parser.next(&input) }
            #expect(error == HTTPRequestError(.method, at: 3))
            #expect(!parser.isBetweenRequests)
        }
    }

    @Test(.proves("HTTP-009")) func offsetsCountFromTheFirstOctetOfTheConnection() {
        let trace = HTTPTrace(Self.get + Self.post + "\r\nGET / HTTP/1.1\r\nHost: a\r\nX : y\r\n\r\n")
        #expect(trace.requests.count == 2)
        #expect(trace.error == HTTPRequestError(.fieldNameSpace, at: Self.get.utf8.count + Self.post.utf8.count + 28))
    }

    @Test(.proves("HTTP-070", "HTTP-071", "HTTP-073")) func continueIsExpectedOnlyWhileTheBodyIsHeldBack() throws {
        let head = "POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: "
        #expect(HTTPTrace(head + "5\r\n\r\n").events == [.continueExpected])
        #expect(HTTPTrace(head + "5\r\n\r\nh").events == [])
        #expect(HTTPTrace(head + "0\r\n\r\n").requests.count == 1)
        #expect(HTTPTrace(head + "99999\r\n\r\n").error?.code == .bodyTooLarge)
        let chunked = "POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nTransfer-Encoding: chunked\r\n\r\n"
        #expect(HTTPTrace(chunked).events == [.continueExpected])
        let old = "POST / HTTP/1.0\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n"
        #expect(HTTPTrace(old).events == [])
    }

    @Test func theParserSaysWhereItStands() throws {
        var parser = HTTPRequestParser()
        func feed(_ text: String) throws -> HTTPRequestEvent? {
            var input = Array(text.utf8)[...]
            return try parser.next(&input)
        }
        #expect(try feed("\r") == nil && parser.isBetweenRequests)
        #expect(try feed("\n") == nil && parser.isBetweenRequests)
        #expect(try feed("P") == nil && !parser.isBetweenRequests && !parser.isReadingBody)
        #expect(try feed("OST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhe") == nil)
        #expect(parser.isReadingBody && parser.bodyCount == 2)
        guard case .request(let request) = try feed("llo") else { Issue.record("no request"); return }
        #expect(request.body == Array("hello".utf8))
        #expect(parser.isBetweenRequests && !parser.isReadingBody && parser.bodyCount == 0)
        #expect(try feed("") == nil)
    }

    @Test(
        .proves("HTTP-092"),
        arguments: [
            ("HEAD / HTTP/1.1\r\nX : y", true), ("HEAD / HTTP/2.0\r\n", true), ("HEAD /#", true), ("HEAD /", true),
            ("HEAP / HTTP/1.1\r\n", false), ("HEA / HTTP/1.1\r\n", false), ("HEADS / HTTP/1.1\r\n", false),
            ("head / HTTP/1.1\r\n", false), ("HEAD / HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\n\r\n", false),
            ("\r\nHEAD / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhe", true),
        ]
    ) func aHEADIsKnownWhateverBecomesOfIt(text: String, isHead: Bool) {
        for size in 1...7 {
            var parser = HTTPRequestParser()
            for var piece in pieces(of: Array(text.utf8), size: size) {
                while (try? parser.next(&piece)) != nil {}
            }
            #expect(parser.isHead == isHead, "in pieces of \(size)")
        }
    }

    @Test func limitsAreThoseOfTheCaller() {
        let limits = HTTPParserLimits(
            requestLine: 20,
            headerSection: 30,
            fields: 2,
            body: 3,
            chunkExtensions: 4,
            emptyLines: 0
        )
        func code(_ text: String) -> HTTPRequestFault? { HTTPTrace(text, limits: limits).error?.code }
        #expect(code(Self.get) == nil)
        #expect(code("\r\n" + Self.get) == .emptyLines)
        #expect(code("GET /1234567890123456789 HTTP/1.1") == .targetTooLong)
        #expect(code("GET / HTTP/1.1\r\nHost: a\r\nA: b\r\nC: d\r\n\r\n") == .fieldsTooMany)
        #expect(code("GET / HTTP/1.1\r\nHost: a\r\nA: 12345678901234567\r\n\r\n") == .fieldsTooLarge)
        #expect(code("PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\n") == .bodyTooLarge)
    }

    @Test(.proves("HTTP-037")) func fieldsAreFoundInAnyCase() {
        let fields: HTTPFields = ["Content-Type": "a/b", "X": "1", "x": "2"]
        #expect(fields["content-TYPE"] == "a/b" && fields["y"] == nil && fields.bytes(of: "z") == nil)
        #expect(fields.values(of: "X") == ["1", "2"])
        #expect(fields[1] == HTTPField(name: "X", value: "1"))
        #expect(fields == ["Content-Type": "a/b", "X": "1", "x": "2"])
        #expect(fields != ["content-type": "a/b", "X": "1", "x": "2"])
        #expect(fields != ["Content-Type": "a/b"])
        #expect(HTTPFields().isEmpty)
    }

    @Test(.proves("HTTP-008", "HTTP-009")) func randomMutationsNeverDependOnTheCut() throws {
        var generator = SeededGenerator(seed: 2_026)
        let seeds = try HTTPCase.all().map(\.bytes).filter { $0.count < 400 && !$0.isEmpty }
        for _ in 0..<20_000 {
            var bytes = seeds.randomElement(using: &generator) ?? []
            for _ in 0..<Int.random(in: 1...4, using: &generator) { Self.mutate(&bytes, &generator) }
            let whole = HTTPTrace([bytes[...]])
            let cut = HTTPTrace(pieces(of: bytes, size: Int.random(in: 1...9, using: &generator)))
            #expect(whole.requests == cut.requests && whole.error == cut.error, "\(bytes)")
            if let error = whole.error { #expect((0...bytes.count).contains(error.offset), "\(bytes)") }
        }
    }

    private static let interesting = Array("\r\n\t :;,0aF/\"\0%[".utf8) + [0x7F, 0x80, 0xFF]

    private static func mutate(_ bytes: inout [UInt8], _ generator: inout SeededGenerator) {
        let position = Int.random(in: 0...bytes.count, using: &generator)
        let byte = interesting.randomElement(using: &generator) ?? 0
        switch Int.random(in: 0..<3, using: &generator) {
        case 0: bytes.insert(byte, at: position)
        case 1 where position < bytes.count: bytes.remove(at: position)
        default: if position < bytes.count { bytes[position] = byte }
        }
    }

    @Test(.proves("HTTP-063")) func chunkExtensionsCountTogetherOverAllChunks() {
        let limits = HTTPParserLimits(chunkExtensions: 10)
        let head = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
        let chunk = "1;aaa\r\nx\r\n"
        #expect(HTTPTrace(head + chunk + chunk + "0\r\n\r\n", limits: limits).requests.first?.body.count == 2)
        #expect(HTTPTrace(head + chunk + chunk + chunk, limits: limits).error?.code == .chunkExtensionsTooLarge)
    }
}
