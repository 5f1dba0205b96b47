import Synchronization
import Testing

@testable import App

@Suite("tokens")
struct TokensCommandTests {
    private func run(_ words: [String], _ input: [[UInt8]]) -> (code: Int32, output: String, error: String) {
        let rest = Mutex(input)
        let output = Mutex<[UInt8]>([])
        let errors = Mutex("")
        let streams = StandardStreams(
            write: { bytes in output.withLock { $0 += bytes } },
            writeError: { line in errors.withLock { $0 += line } },
            read: { rest.withLock { $0.isEmpty ? [] : $0.removeFirst() } }
        )
        let code = Program().run(["tokens"] + words, environment: [:], streams: streams)
        return (code, String(decoding: output.withLock { $0 }, as: UTF8.self), errors.withLock { $0 })
    }

    private let text = "Grüße 🙂 日本語 end."

    @Test
    func `counts a text, however it arrives`() {
        #expect(run([], [Array(text.utf8)]).output == "8\n")
        #expect(run(["--encoding", "cl100k_base"], text.utf8.map { [$0] }).output == "10\n")
        #expect(run(["--model", "gpt-4"], [Array(text.utf8)]).output == "10\n")
        #expect(run([], []).output == "0\n")
    }

    @Test
    func `ids, lines and conversations`() {
        #expect(
            run(["--ids", "--encoding", "cl100k_base"], [Array("hello".utf8), Array(" world".utf8)]).output
                == "[15339,1917]\n"
        )
        #expect(run(["--ids"], []).output == "[]\n")
        #expect(run(["--jsonl"], [Array("\"\"\n\"<|endoftext|>\"".utf8)]).output == "0\n7\n")
        #expect(
            run(["--jsonl", "--ids", "--model", "gpt-4"], [Array("\"hello world\"\n".utf8)]).output == "[15339,1917]\n"
        )
        let chat =
            #"[{"role":"user","content":"hi"}]"# + "\n" + #"[{"role":"user","content":[{"type":"text","text":"hi"}]}]"#
        #expect(run(["--chat"], [Array(chat.utf8)]).output == "8\n8\n")
    }

    @Test
    func `what cannot be read is exit 65, what makes no sense is exit 64`() {
        #expect(run([], [[0x61, 0xE4], [0x62]]).code == 65)
        #expect(run([], [[0x61, 0x62, 0xE4, 0xB8]]).error.contains("byte 2"))
        #expect(run(["--jsonl"], [Array("1\n".utf8)]).error.hasPrefix("Line 1 "))
        #expect(run(["--jsonl"], [Array("\"a\"\n\"".utf8)]).error.hasPrefix("Line 2 "))
        #expect(run(["--chat"], [Array("{}".utf8)]).code == 65)
        #expect(run(["--chat"], [Array("[{}]".utf8)]).code == 65)
        #expect(run(["--chat", "--ids"], []).code == 64)
        #expect(run(["--encoding", "x"], []).code == 64)
        #expect(run(["--encoding", "o200k_base", "--model", "gpt-4"], []).code == 64)
    }
}
