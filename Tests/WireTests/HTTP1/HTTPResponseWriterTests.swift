import Foundation
import TestSupport
import Testing
import Wire

@Suite struct HTTPResponseWriterTests {
    private typealias Context = HTTPResponseWriter.Context

    private static func text(_ response: HTTPResponse, _ context: Context = .init()) -> String {
        var output: [UInt8] = []
        HTTPResponseWriter(context: context).write(response, to: &output)
        return String(decoding: output, as: UTF8.self)
    }

    @Test(.proves("HTTP-097")) func `status lines name the registered phrase`() {
        let phrases = [
            200: "OK", 204: "No Content", 301: "Moved Permanently", 400: "Bad Request", 404: "Not Found",
            413: "Content Too Large", 431: "Request Header Fields Too Large", 503: "Service Unavailable",
            505: "HTTP Version Not Supported", 299: "", 499: "", 599: "",
        ]
        for (status, phrase) in phrases {
            #expect(Self.text(HTTPResponse(status: status)).hasPrefix("HTTP/1.1 \(status) \(phrase)\r\n"))
        }
        #expect(HTTPStatus.reason(100) == "Continue")
    }

    @Test(.proves("HTTP-090")) func `framing is the writer's own`() {
        let headers: HTTPFields = [
            "Content-Length": "7", "transfer-encoding": "chunked", "Connection": "x", "Keep-Alive": "x", "DATE": "x",
            "Cont": "kept", "X-Connectio": "kept",
        ]
        let text = Self.text(HTTPResponse(status: 200, headers: headers, body: Array("hi".utf8)))
        #expect(text == "HTTP/1.1 200 OK\r\nCont: kept\r\nX-Connectio: kept\r\nContent-Length: 2\r\n\r\nhi")
    }

    @Test(.proves("HTTP-094")) func `nothing in a field ends its line`() {
        var headers = HTTPFields()
        headers.append(name: "X", value: "a\r\nSet-Cookie: b\0\tc\u{7F}é")
        headers.append(name: "", value: "no name")
        headers.append(name: "Bad Name", value: "v")
        headers.append(name: "Bad\r\nName", value: "v")
        let text = Self.text(HTTPResponse(status: 200, headers: headers))
        #expect(text == "HTTP/1.1 200 OK\r\nX: a  Set-Cookie: b \tc é\r\nContent-Length: 0\r\n\r\n")
    }

    @Test(.proves("HTTP-092", "HTTP-093")) func `some answers have no body`() {
        let body = Array("body".utf8)
        let head = Self.text(HTTPResponse(status: 200, body: body), .init(isHead: true))
        #expect(head == "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n")
        for status in [204, 304] {
            let text = Self.text(HTTPResponse(status: status, body: body))
            #expect(text == "HTTP/1.1 \(status) \(HTTPStatus.reason(status))\r\n\r\n")
        }
    }

    @Test(.proves("HTTP-081", "HTTP-082")) func `connection is said where it differs from the version`() {
        let hello = HTTPResponse(status: 200)
        var closing = hello
        closing.closesConnection = true
        #expect(!Self.text(hello).contains("Connection"))
        #expect(Self.text(hello, .init(closes: true)).contains("\r\nConnection: close\r\n"))
        #expect(Self.text(closing).contains("\r\nConnection: close\r\n"))
        #expect(Self.text(hello, .init(minorVersion: 0)).contains("\r\nConnection: keep-alive\r\n"))
        #expect(Self.text(hello, .init(minorVersion: 0, closes: true)).contains("\r\nConnection: close\r\n"))
        let refusal = HTTPResponse(refusing: HTTPRequestError(.host, at: 3))
        #expect(refusal.status == 400 && refusal.closesConnection)
        #expect(String(decoding: refusal.body, as: UTF8.self).hasPrefix("The Host field must be"))
    }

    @Test(.proves("HTTP-095", "HTTP-096")) func `pieces are chunks for HTTP 1.1 alone`() {
        for (context, expected) in [
            (Context(), "\r\nTransfer-Encoding: chunked\r\n\r\n10\r\n0123456789abcdef\r\n1\r\nx\r\n0\r\n\r\n"),
            (Context(minorVersion: 0), "\r\nConnection: close\r\n\r\n0123456789abcdefx"),
            (Context(isHead: true), "\r\nTransfer-Encoding: chunked\r\n\r\n"),
        ] {
            var output: [UInt8] = []
            var writer = HTTPResponseWriter(context: context)
            writer.begin(status: 200, headers: [:], to: &output)
            for piece in ["0123456789abcdef", "", "x"] { writer.write(piece: Array(piece.utf8), to: &output) }
            writer.end(to: &output)
            #expect(String(decoding: output, as: UTF8.self) == "HTTP/1.1 200 OK" + expected)
        }
        var output: [UInt8] = []
        var writer = HTTPResponseWriter(context: Context())
        writer.begin(status: 204, headers: [:], to: &output)
        writer.write(piece: [0x61], to: &output)
        writer.end(to: &output)
        #expect(String(decoding: output, as: UTF8.self) == "HTTP/1.1 204 No Content\r\n\r\n")
    }

    @Test(.proves("HTTP-091", "HTTP-119")) func `dates are those of the calendar`() throws {
        #expect(
            String(decoding: HTTPDate.format(seconds: 784_111_777), as: UTF8.self) == "Sun, 06 Nov 1994 08:49:37 GMT"
        )
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = TimeZone(identifier: "GMT")
        formatter.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
        var generator = SeededGenerator(seed: 91)
        // 2100 is no leap year: its 28 February and its 1 March.
        let days = (0..<400).map { $0 * 91 * 86400 + 86399 } + [4_107_456_000, 4_107_542_400]
        for seconds in days + (0..<400).map({ _ in Int.random(in: 0..<7_000_000_000, using: &generator) }) {
            let text = String(decoding: HTTPDate.format(seconds: seconds), as: UTF8.self)
            #expect(text == formatter.string(from: Date(timeIntervalSince1970: Double(seconds))))
            #expect(HTTPDate.seconds(text, now: 0) == seconds)
            formatter.dateFormat = "EEE MMM d HH:mm:ss yyyy"
            let words = formatter.string(from: Date(timeIntervalSince1970: Double(seconds))).split(separator: " ")
            let day = words[2].count == 1 ? " \(words[2])" : "\(words[2])"
            #expect(HTTPDate.seconds("\(words[0]) \(words[1]) \(day) \(words[3]) \(words[4])", now: 0) == seconds)
            formatter.dateFormat = "EEEE, dd-MMM-yy HH:mm:ss 'GMT'"
            let old = formatter.string(from: Date(timeIntervalSince1970: Double(seconds)))
            #expect(HTTPDate.seconds(old, now: seconds - 49 * 31_556_952) == seconds)
            #expect(HTTPDate.seconds(old, now: seconds + 48 * 31_556_952) == seconds)
            formatter.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
        }
        let text = Self.text(HTTPResponse(status: 200), .init(date: Array("today".utf8)))
        #expect(text.contains("\r\nDate: today\r\n"))
    }

    @Test(.proves("HTTP-119")) func `the three forms of a date are one moment`() {
        let now = 1_700_000_000
        for text in ["Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"] {
            #expect(HTTPDate.seconds(text, now: now) == 784_111_777)
        }
        // 2023 and 50 years: 73 lies ahead, 74 behind.
        #expect(HTTPDate.seconds("Friday, 06-Jan-73 00:00:00 GMT", now: now) == 3_250_886_400)
        #expect(HTTPDate.seconds("Sunday, 06-Jan-74 00:00:00 GMT", now: now) == 126_662_400)
    }

    @Test(
        .proves("HTTP-119"),
        arguments: [
            "Mon, 06 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:37 UTC", "Sun, 06 nov 1994 08:49:37 GMT",
            "Sun, 06 Nov 1994 24:00:00 GMT", "Mon, 31 Feb 1994 08:49:37 GMT", "Sun, 06 Nov 1969 08:49:37 GMT",
            "Sun, +6 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:60 GMT", "Sun, 06 Nov 1994 08:49:37 GMT ", "",
            "Monday, 06-Nov-94 08:49:37 GMT", "Sunday, 06-Nov-1994 08:49:37 GMT", "Sun, 06-Nov-94 08:49:37 GMT",
            "Sundae, 06-Nov-94 08:49:37 GMT", "Sunday, 06 Nov 94 08:49:37 GMT", "Sunday, 06-Nov--4 08:49:37 GMT",
            "Mon Nov  6 08:49:37 1994", "Sun Nov 06 08:49:37 1994", "Sun Nov 6  08:49:37 1994",
            "Sun Nov  6 08:49:37 1969", "SunéNov  6 08:49:37 199", ",,,,,,,,,,,,,,,,,,,,,,,,,,,,,,",
        ]
    )
    func `what isn't a date is not read`(text: String) { #expect(HTTPDate.seconds(text, now: 1_700_000_000) == nil) }
}
