import Foundation

/// The texts that are measured, each about a megabyte, made anew from a seed at each run.
struct Corpus {
    let name: String
    let bytes: [UInt8]

    /// A chat completion whose answer is long, as OpenAI writes it: raw UTF-8, escaped line ends.
    static func response(_ name: String, paragraph: String) -> Corpus {
        var content = ""
        while content.utf8.count < 1_000_000 { content += paragraph }
        let text = """
            {"id":"chatcmpl-1","object":"chat.completion","created":1700000000,"model":"gpt-4o-mini","choices":[{"index":0,\
            "message":{"role":"assistant","content":"\(content)","refusal":null},"logprobs":null,"finish_reason":"stop"}],\
            "usage":{"prompt_tokens":19,"completion_tokens":200000,"total_tokens":200019},"system_fingerprint":"fp_1"}
            """
        return Corpus(name: name, bytes: Array(text.utf8))
    }

    /// A stream of chat completion chunks of about 200 bytes, a few characters of answer each.
    static func chunks() -> [String] {
        (0..<5_000).map { number in
            """
            {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1700000000,"model":"gpt-4o-mini",\
            "system_fingerprint":"fp_1","choices":[{"index":0,"delta":{"content":" word\(number)"},"finish_reason":null}]}
            """
        }
    }

    /// All the texts that are JSON.
    static func json() -> [Corpus] {
        let english =
            "The quick brown fox jumps over the lazy dog, and then it explains at some length why it did.\\n\\n"
        let chinese = "敏捷的棕色狐狸跳过了懒狗，然后它用一些篇幅解释为什么这样做。\\n\\n"
        let escaped = "\\u654f\\u6377\\u7684\\u68d5\\u8272\\u72d0\\u72f8\\u8df3\\u8fc7\\u4e86\\u61d2\\u72d7\\n"
        let code = "```swift\\nlet a = [\\\"x\\\", \\\"y\\\"]\\n\\tprint(a)\\n```\\n"
        let array = Corpus(name: "5,000 chunks", bytes: Array("[\(chunks().joined(separator: ","))]".utf8))
        return [
            response("answer, English", paragraph: english), response("answer, Chinese", paragraph: chinese),
            response("answer, code", paragraph: code), response("answer, \\u escapes", paragraph: escaped), array,
        ]
    }

    /// The chunks as an event stream.
    static func stream() -> Corpus {
        let events = chunks().map { "data: \($0)\n\n" }.joined() + "data: [DONE]\n\n"
        return Corpus(name: "5,000 events", bytes: Array(events.utf8))
    }
}
