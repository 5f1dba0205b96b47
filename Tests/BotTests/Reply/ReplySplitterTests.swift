import TestSupport
import Testing

@testable import Bot

@Suite struct ReplySplitterTests {
    @Test func `a short text is one post, as it is`() {
        #expect(ReplySplitter.posts(of: "hello\n\nworld") == ["hello\n\nworld"])
        #expect(ReplySplitter.split("") == [])
    }

    @Test(.proves("CMD-080"))
    func `the limit is exact, in UTF-16 units`() {
        #expect(ReplySplitter.posts(of: String(repeating: "a", count: 1_800)).count == 1)
        #expect(ReplySplitter.posts(of: String(repeating: "a", count: 1_801)).map(\.count) == [1_800, 1])
        #expect(ReplySplitter.posts(of: String(repeating: "😀", count: 901)).map(\.count) == [900, 1])
        #expect(ReplySplitter.posts(of: String(repeating: "汉", count: 1_801)).map(\.count) == [1_800, 1])
    }

    @Test(.proves("CMD-082"))
    func `a part ends at the best place`() {
        func first(_ text: String) -> String? { ReplySplitter.posts(of: text, limit: 20).first }
        #expect(first("aaaa bbbb. c\n\ndddd eeee ffff") == "aaaa bbbb. c")
        #expect(first("aaaa bbbb. c\ndddd eeee ffff") == "aaaa bbbb. c")
        #expect(first("aaaa bbbbbb. cc dddd eeee") == "aaaa bbbbbb.")
        #expect(first("一二三四五六七八九十一。二三四五六七八九十") == "一二三四五六七八九十一。")
        #expect(first("一二三四五六七八九十一，二三四五六七八九十") == "一二三四五六七八九十一，")
        #expect(first("aaaa bbbb cccc dddd eeee") == "aaaa bbbb cccc dddd")
        #expect(first("aaaabbbbccccddddeeeeffff") == "aaaabbbbccccddddeeee")
        #expect(
            first("aaa\n\nbbbbbbbbbbbbbbbbbbbbbbbbbbb") == "aaa\n\nbbbbbbbbbbbbbbb",
            "an early paragraph does not waste the part"
        )
        #expect(first("👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦") == "👨‍👩‍👧‍👦", "a family stays together")
    }

    @Test(.proves("CMD-082"))
    func `a grapheme longer than a post is cut between scalars`() {
        let zalgo = "a" + String(repeating: "\u{301}", count: 50)
        let parts = ReplySplitter.split(zalgo, limit: 20)
        #expect(parts.map(\.content).joined().unicodeScalars.elementsEqual(zalgo.unicodeScalars))
        #expect(parts.allSatisfy { $0.content.utf16.count <= 20 })
        #expect(ReplySplitter.split("😀😀", limit: 1).map(\.content) == ["😀", "😀"], "a scalar is never cut")
    }

    @Test(.proves("CMD-083"))
    func `a fence is closed and opened again`() {
        let code = (1...40).map { "let line\($0) = \($0)" }.joined(separator: "\n")
        let posts = ReplySplitter.posts(of: "Look:\n\n```swift\n\(code)\n```\nDone.", limit: 300)
        #expect(posts.count > 2)
        #expect(posts[0].hasPrefix("Look:\n\n```swift\nlet line1 = 1\n") && posts[0].hasSuffix("\n```"))
        for post in posts[1...] { #expect(post.hasPrefix("```swift\nlet line")) }
        #expect(posts.last?.hasSuffix("\n```\nDone.") == true)
        let inside = posts.flatMap { $0.split(separator: "\n") }.filter { $0.hasPrefix("let ") }
        #expect(inside.joined(separator: "\n") == code)
    }

    @Test(.proves("CMD-083"))
    func `a part that begins with the end of its block does not open it again`() {
        let code = String(repeating: "x", count: 194)
        for length in 150...199 {
            let text = "```\n\(code.prefix(length))\n```\nafter the code, some more text that fills the next part"
            for post in ReplySplitter.posts(of: text, limit: 204) {
                #expect(!post.hasPrefix("```\n```"))
                #expect(isBalanced(post))
            }
            let exact = "```\n\(code.prefix(length))\n```\n"
            #expect(ReplySplitter.posts(of: exact, limit: 204).allSatisfy { !$0.isEmpty && isBalanced($0) })
        }
    }

    @Test(.proves("CMD-084"))
    func `a post that is too long is cut smaller until it cannot be`() {
        let text = String(repeating: "word ", count: 300)
        #expect((ReplySplitter.halves(of: text) ?? []).allSatisfy { $0.utf16.count <= 750 })
        #expect(ReplySplitter.halves(of: "a") == nil)
        #expect(ReplySplitter.halves(of: "😀") == nil)
        #expect(ReplySplitter.halves(of: "ab") == ["a", "b"])
        var posts = [text]
        for _ in 0..<20 { posts = posts.flatMap { ReplySplitter.halves(of: $0) ?? [$0] } }
        #expect(posts.allSatisfy { $0.count == 1 })
        #expect(posts.joined() == text.filter { $0 != " " })
    }

    @Test(.proves("CMD-085"))
    func `no post is empty`() {
        #expect(ReplySplitter.posts(of: String(repeating: "\n", count: 5_000)) == [])
        let gap = "a" + String(repeating: "\n", count: 5_000) + "b"
        #expect(ReplySplitter.posts(of: gap) == ["a", "b"])
    }

    @Test(.proves("CMD-086"))
    func `a link is not cut`() {
        let link = "<https://example.org/a/long/path|a label of several words. And more>"
        for padding in 0..<60 {
            let text = String(repeating: "x", count: padding) + " " + link + " tail tail tail"
            let posts = ReplySplitter.posts(of: text, limit: 90)
            #expect(posts.contains { $0.contains(link) }, "\(posts)")
        }
        let long = "<https://" + String(repeating: "y", count: 300)
        #expect(ReplySplitter.split(long, limit: 90).map(\.content).joined() == long)
    }

    @Test func `notes go below the last post, or after it`() {
        #expect(ReplySplitter.appending([], to: ["a"]) == ["a"])
        #expect(ReplySplitter.appending(["n", "m"], to: ["a", "b"]) == ["a", "b\n\nn\nm"])
        #expect(ReplySplitter.appending(["note"], to: ["aaaa"], limit: 9) == ["aaaa", "note"])
        #expect(ReplySplitter.appending(["note"], to: []) == [])
    }

    private func isBalanced(_ post: String) -> Bool {
        var fence = CodeFence()
        for line in post.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) { _ = fence.take(line) }
        return fence.open == nil
    }

    private static let atoms = [
        "word", " ", " ", "\n", "\n\n", "。", "，", ". ", "汉字", "你好世界", "😀", "👨‍👩‍👧‍👦", "e\u{301}", "```", "```swift\n",
        "\n```\n", "~~~\n",
        "**", "*", "`", "[a](https://b.c/d)", "<https://x.y|z z>", "| a | b |\n|---|---|\n| 1 | 2 |\n", "# H\n",
        "- i\n", "> q\n",
        "\t", "    ", "\r\n", "a very long line without any end that goes on and on ", "🇨🇳🇺🇸", "\u{200D}",
        "0123456789012345678901234567890123456789",
    ]

    @Test(.proves("CMD-080", "CMD-081", "CMD-083", "CMD-085"), arguments: 0..<60)
    func `random Markdown survives`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<20 {
            let length = Int.random(in: 1...400, using: &random)
            let text = (0..<length).map { _ in Self.atoms.randomElement(using: &random) ?? "" }.joined()
            for limit in [7, 40, 220, 500, 1_800] {
                let parts = ReplySplitter.split(text, limit: limit)
                #expect(parts.map(\.content).joined().utf8.elementsEqual(text.utf8))
                #expect(parts.allSatisfy { $0.text.utf16.count <= max(limit, 11) && !$0.content.isEmpty })
                if limit >= 200 { #expect(parts.allSatisfy { isBalanced($0.text) }) }
            }
            let formatted = ReplyFormatter.format(text)
            #expect(isBalanced(formatted))
            for post in ReplySplitter.posts(of: formatted) {
                #expect(post.utf16.count <= 1_800 && isBalanced(post) && !post.allSatisfy(\.isWhitespace))
            }
        }
    }

    @Test func `notes stand in the last post as long as it keeps to the limit`() {
        let full = String(repeating: "x", count: 14)
        #expect(ReplySplitter.appending(["note"], to: ["a", full], limit: 20) == ["a", "\(full)\n\nnote"])
        #expect(ReplySplitter.appending(["note"], to: [full + "x"], limit: 20) == [full + "x", "note"])
    }
}
