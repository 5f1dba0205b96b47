import Service
import Bot
import Synchronization
import TestSupport
import Testing
import Wire

@Suite struct LogTests {
    private func lines(_ level: Log.Level, _ body: (Log) -> Void) -> [String] {
        let lines = Mutex<[String]>([])
        body(Log(level: level) { line in lines.withLock { $0.append(line) } })
        return lines.withLock { $0 }
    }

    @Test(.proves("SEC-080")) func `an event is one line of time, level, name and fields`() throws {
        let line = try #require(
            lines(.info) {
                $0.warning("post-failed", ["user": 5, "reason": "no \"way\"\nout", "seconds": LogValue(0.25)])
            }.first
        )
        let parts = line.split(separator: " ", maxSplits: 2)
        #expect(parts[1] == "warning")
        #expect(parts[2] == #"post-failed user=5 reason="no \"way\"\nout" seconds=0.25"#)
        let time = try Regex(#"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d\d:\d\d"#)
        #expect(try time.wholeMatch(in: parts[0]) != nil)
    }

    @Test func `events below the level are dropped`() {
        let all: (Log) -> Void = { log in
            log.debug("d")
            log.info("i")
            log.warning("w")
            log.error("e")
        }
        #expect(lines(.debug, all).count == 4 && lines(.error, all).count == 1)
        #expect(lines(.warning, all).map { $0.split(separator: " ")[1] } == ["warning", "error"])
    }

    @Test(.proves("SEC-081")) func `a secret comes no further than its mask`() {
        let line = lines(.info) { $0.info("key-set", ["key": LogValue(Secret("sk-abcdefghijklmnop"))]) }.joined()
        #expect(line.hasSuffix("key=\"sk-…mnop\""))
    }

    @Test(
        .proves("SEC-082"),
        arguments: [
            ("GET /webapi/entry.cgi?api=x&token=%22abcDEF123%22&v=2", "GET /webapi/entry.cgi?api=x&token=…&v=2"),
            ("Authorization: Bearer sk-proj-abc, next", "Authorization: Bearer …, next"),
            (#"{"token": "abcdef","x":1}"#, #"{"token":"…,"x":1}"#), ("Incorrect API key provided: sk-abcdef.", "…"),
            ("key sk-abc and again sk-def", "key … and again …"), ("a risk-free task-list", "a risk-free task-list"),
            ("token=", "token="), ("plain", "plain"),
        ]
    ) func `what looks like a secret in a foreign text is cut out`(text: String, expected: String) {
        let shown = LogValue(text).text
        #expect(!shown.contains("abc") && !shown.contains("def"))
        if !expected.hasPrefix("{") && expected != "…" { #expect(shown == LogValue(stringLiteral: expected).text) }
    }

    @Test(
        .proves("SEC-080"),
        arguments: [
            ("plain-1.0:/x", "plain-1.0:/x"), ("", "\"\""), ("a b", "\"a b\""), ("a=b", "\"a=b\""),
            ("\u{1B}[31m", #""\u{1b}[31m""#),
            ("a\u{2028}b", #""a\u{2028}b""#), ("a\u{202E}b", #""a\u{202e}b""#), ("back\\slash", #""back\\slash""#),
            ("tab\tcr\r", #""tab\tcr\r""#), ("中文", "\"中文\""),
        ]
    ) func `a value cannot forge a line or a field`(text: String, expected: String) {
        #expect(LogValue(text).text == expected)
    }

    @Test func `numbers and truth values stand as they are`() {
        #expect(
            LogValue(true).text == "true" && LogValue(UInt16(8000)).text == "8000" && LogValue(1.23456).text == "1.235"
        )
    }
}
