import Bot
import TestSupport
import Testing
import Wire

@Suite struct TranscriptTests {
    private let messages = [
        TranscriptMessage(role: .user, text: "Hi, \"bot\"\r\nhow are you?\n\n"),
        TranscriptMessage(role: .assistant, text: "好 😀"),
    ]

    @Test(.proves("CMD-100"))
    func `plain text has a block a message`() {
        #expect(
            Transcript.write(messages, as: .text) == "user: Hi, \"bot\"\nhow are you?\n\nassistant: 好 😀\n"
        )
        #expect(Transcript.write([], as: .text) == "")
    }

    @Test(.proves("CMD-101"))
    func `Markdown has a heading a message`() {
        #expect(
            Transcript.write(messages, as: .markdown)
                == "## user\n\nHi, \"bot\"\nhow are you?\n\n## assistant\n\n好 😀\n"
        )
    }

    @Test(.proves("CMD-102"))
    func `JSON gives every text back as it was`() throws {
        let text = Transcript.write(messages, as: .json)
        let expected: JSONValue = .array([
            .object(["role": .string("user"), "content": .string("Hi, \"bot\"\r\nhow are you?\n\n")]),
            .object(["role": .string("assistant"), "content": .string("好 😀")]),
        ])
        #expect(try JSONParser.parse(Array(text.utf8)) == expected)
        #expect(text.split(separator: "\n").count == 4)
        #expect(Transcript.write([], as: .json) == "[]\n")
    }

    @Test(.proves("CMD-101"))
    func `the extension decides`() throws {
        let names = [
            ("notes", "notes.txt", TranscriptFormat.text), ("notes.txt", "notes.txt", .text),
            ("a.MD", "a.md", .markdown),
            ("x.json", "x.json", .json), ("v1.2", "v1.2.txt", .text), ("会议 记录.md", "会议 记录.md", .markdown),
            ("end.", "end..txt", .text), ("clear.txt", "clear.txt", .text),
        ]
        for (typed, text, format) in names {
            let name = try TranscriptName(typed)
            #expect(name.text == text && name.format == format)
        }
    }

    @Test(.proves("CMD-104"))
    func `candidates count up before the extension`() throws {
        let name = try TranscriptName("a.md")
        #expect((1...4).map(name.candidate) == ["a.md", "a-2.md", "a-3.md", "a-4.md"])
        #expect(try TranscriptName("a-2").candidate(2) == "a-2-2.txt")
    }

    @Test(.proves("CMD-103"))
    func `bad names have their faults`() {
        let cases: [(String, TranscriptName.Fault)] = [
            ("", .empty), ("a/b", .separator), ("..\\b", .separator), (".txt", .leadingDot), ("..", .leadingDot),
            ("a\nb", .control), ("a\0", .control), ("a\u{202E}b", .control), ("a\u{7F}", .control),
            ("a\u{2028}", .control),
            (String(repeating: "a", count: 197), .length), (String(repeating: "长", count: 66), .length),
        ]
        for (typed, fault) in cases {
            #expect(throws: fault) { try TranscriptName(typed) }
        }
        #expect(throws: Never.self) { try TranscriptName(String(repeating: "a", count: 196)) }
    }

    @Test(.proves("CMD-105"))
    func `savenow is named by the time`() {
        let time = LocalTime(year: 2026, month: 1, day: 2, hour: 3, minute: 4, second: 59)
        #expect(TranscriptName(time: time).text == "2026-01-02-03-04-59.txt")
        let other = LocalTime(year: 987, month: 12, day: 31, hour: 23, minute: 0, second: 0)
        #expect(TranscriptName(time: other).candidate(2) == "0987-12-31-23-00-00-2.txt")
    }
}
