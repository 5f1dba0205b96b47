import SynoWire
import TestSupport
import Testing
import Wire

@Suite struct WebhookAnswerTests {
    private func decode(_ status: Int, _ body: String) -> WebhookAnswer {
        WebhookAnswer.decode(status: status, body: Array(body.utf8))
    }

    @Test(
        .proves("SYN-160", "SYN-161"),
        arguments: ["ok", "a \"quoted\" \\ text\nwith 汉字 😀", "</script>", "\u{1}\u{7F}"]
    )
    func `a text is shown`(text: String) throws {
        let body = CommandResponse(text: text).encoded()
        #expect(try JSONParser.parse(body) == ["text": .string(text)])
        #expect(WebhookAnswer.decode(status: 200, body: body) == .text(text))
        #expect(CommandResponse.contentType.hasPrefix("application/json"))
    }

    @Test(.proves("SYN-162"))
    func `an empty body shows nothing`() {
        #expect(WebhookAnswer.decode(status: 200, body: []) == .nothing)
    }

    @Test(
        .proves("SYN-163"),
        arguments: [
            #"{"text":""}"#, #"{"success":true}"#, "OK", "<html>", "[]", #"{"text":null}"#, #"{"text":4}"#,
            #"{"text":"a"}x"#,
        ]
    )
    func `other bodies show nothing`(body: String) {
        #expect(decode(200, body) == .nothing)
    }

    @Test(.proves("SYN-164"), arguments: [201, 204, 301, 400, 403, 500, 503])
    func `any status but 200 is a failure`(status: Int) {
        #expect(decode(status, #"{"text":"a"}"#) == .failed(status: status))
        #expect(decode(status, "") == .failed(status: status))
    }
}
