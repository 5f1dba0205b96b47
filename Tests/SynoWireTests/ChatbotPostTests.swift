import SynoWire
import TestSupport
import Testing
import Wire

@Suite struct ChatbotPostTests {
    private func body(_ post: ChatbotPost) -> String { String(decoding: post.encoded(), as: UTF8.self) }

    @Test(.proves("SYN-090", "SYN-091", "SYN-096"))
    func `a text goes to one user as a percent-encoded form`() {
        let expected = "payload=%7B%22text%22%3A%22a%20%26%20b%20%3Cc%3E%5Cnline%202%22%2C%22user_ids%22%3A%5B4%5D%7D"
        #expect(body(ChatbotPost(text: "a & b <c>\nline 2", to: 4)) == expected)
        #expect(ChatbotPost(text: "a", to: 4).userIDs == [4])
        #expect(ChatbotPost.contentType == "application/x-www-form-urlencoded")
    }

    @Test(.proves("SYN-091"))
    func `nothing but unreserved bytes stays as it is`() {
        let ascii = String(decoding: UInt8(0x20)...0x7E, as: UTF8.self)
        let encoded = body(ChatbotPost(text: ascii + "汉😀", to: 4)).dropFirst("payload=".count)
        #expect(encoded.contains("%E6%B1%89%F0%9F%98%80"))
        let unreserved = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~%")
        #expect(encoded.allSatisfy(unreserved.contains))
    }

    @Test(.proves("SYN-092", "SYN-093", "SYN-094", "SYN-095", "SYN-100", "SYN-101", "SYN-102"))
    func `members stand in one order`() {
        let buttons = ButtonStyle.allCases.map { ChatbotButton(name: "n", value: "v", text: "t", style: $0) }
        let post = ChatbotPost(
            text: "é",
            fileURL: "http://h/a.png",
            attachments: [
                ChatbotAttachment(callbackID: "c", text: "x", actions: [buttons[0]]),
                ChatbotAttachment(callbackID: "", text: "y", actions: []),
            ],
            userIDs: [4, 9_000_000_000]
        )
        let json = String(decoding: post.payload.encoded(), as: UTF8.self)
        let expected = """
            {"text":"é","file_url":"http://h/a.png","attachments":[{"callback_id":"c","text":"x","actions":\
            [{"type":"button","name":"n","value":"v","text":"t","style":"green"}]},{"callback_id":"","text":"y",\
            "actions":[]}],"user_ids":[4,9000000000]}
            """
        #expect(json == expected)
        #expect(ButtonStyle.allCases.map(\.rawValue) == ["green", "grey", "red", "orange", "blue", "teal"])
    }

    @Test(.proves("SYN-092", "SYN-095"))
    func `absent members are not written`() {
        #expect(body(ChatbotPost(userIDs: [])) == "payload=%7B%7D")
        #expect(body(ChatbotPost(text: "a", userIDs: [])) == "payload=%7B%22text%22%3A%22a%22%7D")
    }

    @Test(.proves("SYN-090", "SYN-092"))
    func `every post decodes to itself`() throws {
        var generator = SeededGenerator(seed: 7)
        let alphabet = Array("ab &%+#\"\\\n\t<>|=汉😀é\u{301}\u{7F}\u{1}")
        func text() -> String {
            String(
                (0..<Int.random(in: 0...9, using: &generator)).compactMap { _ in
                    alphabet.randomElement(using: &generator)
                }
            )
        }
        for _ in 0..<300 {
            let actions = (0..<Int.random(in: 0...2, using: &generator)).map { _ in
                ChatbotButton(
                    name: text(),
                    value: text(),
                    text: text(),
                    style: ButtonStyle.allCases.randomElement(using: &generator)
                )
            }
            let post = ChatbotPost(
                text: Bool.random(using: &generator) ? text() : nil,
                fileURL: Bool.random(using: &generator) ? text() : nil,
                attachments: Bool.random(using: &generator)
                    ? [ChatbotAttachment(callbackID: text(), text: text(), actions: actions)] : [],
                userIDs: (0..<Int.random(in: 0...3, using: &generator)).map { _ in
                    Int64.random(in: 1...Int64.max, using: &generator)
                }
            )
            #expect(try ChatbotPost.decode(post.encoded()) == post)
        }
    }

    @Test(
        .proves("SYN-090", "SYN-093", "SYN-094", "SYN-095", "SYN-100", "SYN-101", "SYN-102"),
        arguments: [
            ("", "missing-field"), ("text=a", "missing-field"), ("payload=", "empty-field"),
            ("payload=[]", "bad-member"), (#"payload={"text":4}"#, "bad-member"),
            (#"payload={"file_url":null}"#, "bad-member"), (#"payload={"user_ids":4}"#, "bad-member"),
            (#"payload={"user_ids":["4"]}"#, "bad-member"), (#"payload={"user_ids":[4.5]}"#, "bad-member"),
            (#"payload={"user_ids":[0]}"#, "bad-member"), (#"payload={"attachments":{}}"#, "bad-member"),
            (#"payload={"attachments":[4]}"#, "bad-member"),
            (#"payload={"attachments":[{"actions":4}]}"#, "bad-member"),
            (#"payload={"attachments":[{"callback_id":"c","actions":[4]}]}"#, "bad-member"),
            (#"payload={"attachments":[{"callback_id":"c","actions":[{"type":"menu"}]}]}"#, "bad-member"),
            (#"payload={"attachments":[{"callback_id":"c","actions":[{"name":"n"}]}]}"#, "missing-field"),
            (
                #"payload={"attachments":[{"actions":[{"type":"button","name":"n","value":"v"}]}]}"#, "bad-member"
            ),
            (
                #"payload={"attachments":[{"callback_id":"c","actions":[{"type":"button","name":"n","value":"v","style":"pink"}]}]}"#,
                "bad-member"
            ),
        ]
    )
    func `a malformed post is refused`(body: String, expected: String) {
        do {
            _ = try ChatbotPost.decode(Array(body.utf8))
            Issue.record("accepted \(body)")
        } catch { #expect(error.codeName == expected) }
    }

    @Test(.proves("SYN-090"))
    func `malformed JSON in a form is reported at its own byte`() {
        let body = "x=1&payload=%7B%22text%22%3A%2C%7D"
        do {
            _ = try ChatbotPost.decode(Array(body.utf8))
            Issue.record("accepted")
        } catch {
            #expect(error.offset == body.utf8.count - 6)
            #expect(error.requirement.hasPrefix("JSON-"))
        }
        do {
            _ = try ChatbotPost.decode(Array("payload=%7B%22a".utf8))
            Issue.record("accepted")
        } catch { #expect(error.offset == 15) }
    }

    @Test(.proves("SYN-100"))
    func `an attachment without actions needs no callback_id`() throws {
        let post = try ChatbotPost.decode(Array(#"payload={"attachments":[{}],"user_ids":[4]}"#.utf8))
        #expect(post.attachments == [ChatbotAttachment(callbackID: "", text: "", actions: [])])
    }
}
