import SynoWire
import TestSupport
import Testing

/// Each tolerated deviation: refused by default, accepted on demand, and named in the value.
@Suite struct SynoToleranceTests {
    private let form = "user_id=4&username=wang&text=hi"

    private func post(_ body: String, _ headers: [String: String] = [:]) -> SynoPost {
        SynoPost(body: Array(body.utf8)) { headers[$0] }
    }

    private func code(_ post: SynoPost, _ tolerance: SynoTolerance = []) -> String? {
        do {
            _ = try SynoMessage.decode(post, tolerating: tolerance)
            return nil
        } catch { return error.codeName }
    }

    @Test(.proves("SYN-001"))
    func `only a form or no type is accepted`() {
        let body = "token=abc&" + form
        for type in [
            "application/x-www-form-urlencoded", "Application/X-WWW-Form-Urlencoded; charset=UTF-8",
            "application/x-www-form-urlencoded ;charset=gbk",
        ] { #expect(code(post(body, ["content-type": type])) == nil, "\(type)") }
        #expect(code(post(body)) == nil)
        for type in ["application/json", "text/plain", "multipart/form-data; boundary=x", ""] {
            #expect(code(post(body, ["content-type": type])) == "unsupported-type", "\(type)")
        }
    }

    @Test(.proves("SYN-060", "SYN-061"))
    func `a JSON body`() throws {
        let body = """
            {"token":"abc","user_id":4,"username":"wang","post_id":"9","thread_id":null,"text":"hi","file_name":null}
            """
        let request = post(body, ["content-type": "application/json; charset=utf-8"])
        #expect(code(request, SynoTolerance.all.subtracting(.jsonBody)) == "unsupported-type")
        let message = try SynoMessage.decode(request, tolerating: .jsonBody)
        #expect(message.userID == 4)
        #expect(message.postID == 9)
        #expect(message.text == "hi")
        #expect(message.deviations == .jsonBody)
        #expect(message.deviations.requirements == ["SYN-061"])
    }

    @Test(
        .proves("SYN-061"),
        arguments: [
            ("[]", "bad-member"), (#"{"token":"abc","user_id":true}"#, "bad-member"),
            (#"{"token":"abc","user_id":4.5,"username":"w","text":"t"}"#, "bad-number"),
            (#"{"token":"abc"}"#, "missing-field"),
        ]
    )
    func `a JSON body of another shape is refused`(body: String, expected: String) {
        #expect(code(post(body, ["content-type": "application/json"]), .all) == expected)
    }

    @Test(.proves("SYN-061"))
    func `malformed JSON is refused at its byte`() {
        let request = post(#"{"token":}"#, ["content-type": "application/json"])
        do {
            _ = try SynoMessage.decode(request, tolerating: .all)
            Issue.record("accepted")
        } catch {
            #expect(error.offset == 9)
            #expect(error.requirement.hasPrefix("JSON-"))
        }
    }

    @Test(.proves("SYN-060", "SYN-061"))
    func `a callback in a JSON body`() throws {
        let payload = """
            {"actions":[{"type":"button","name":"n","value":"v"}],"callback_id":"c","post_id":1,"token":"\\"abc\\"",\
            "user":{"user_id":4,"username":"w"}}
            """
        let request = post("{\"payload\":\(payload)}", ["content-type": "application/json"])
        let callback = try SynoCallback.decode(request, tolerating: [.jsonBody, .quotedToken])
        #expect(callback.userID == 4)
        #expect(callback.token.text == "abc")
        #expect(callback.deviations == [.jsonBody, .quotedToken])
        #expect(throws: SynoError.self) { try SynoCallback.decode(request, tolerating: .jsonBody) }
        let broken = post(#"{"payload":"{x"}"#, ["content-type": "application/json"])
        do {
            _ = try SynoCallback.decode(broken, tolerating: .all)
            Issue.record("accepted")
        } catch { #expect(error.offset == 0) }
    }

    @Test(
        .proves("SYN-060", "SYN-062"),
        arguments: [
            "token=abc&userId=4&username=wang&text=hi", "token=abc&user=4&username=wang&text=hi",
            "token=abc&user_id=4&user_name=wang&text=hi", "token=abc&user_id=4&name=wang&text=hi",
            "token=abc&user_id=4&username=wang&message=hi", "token=abc&user_id=4&username=wang&content=hi",
        ]
    )
    func `an alias`(body: String) throws {
        #expect(code(post(body), SynoTolerance.all.subtracting([.aliasNames, .missingUsername])) == "missing-field")
        let message = try SynoMessage.decode(post(body), tolerating: .aliasNames)
        #expect(message.userID == 4)
        #expect(message.username == "wang")
        #expect(message.text == "hi")
        #expect(message.unknownFields.isEmpty)
        #expect(message.deviations == .aliasNames)
    }

    @Test(.proves("SYN-004", "SYN-062"))
    func `an alias beside its name is a repetition`() throws {
        let body = "token=abc&user_id=4&username=wang&text=hi&message=ho"
        #expect(code(post(body), .aliasNames) == "repeated-field")
        #expect(try SynoMessage.decode(post(body)).unknownFields == ["message"])
    }

    @Test(.proves("SYN-062"))
    func `an alias of a field that the event does not have stays unknown`() throws {
        let body = "token=abc&user_id=4&username=wang&text=hi&triggerWord=x"
        let message = try SynoMessage.decode(post(body), tolerating: .aliasNames)
        #expect(message.unknownFields == ["triggerWord"])
        #expect(message.deviations == [])
    }

    @Test(
        .proves("SYN-060", "SYN-063"),
        arguments: [
            ["x-synology-token": "abc"], ["x-webhook-token": "abc"], ["x-openclaw-token": "abc"],
            ["authorization": "Bearer abc"], ["authorization": "bearer  abc"],
        ]
    )
    func `a token in a header`(headers: [String: String]) throws {
        #expect(code(post(form, headers), SynoTolerance.all.subtracting(.headerToken)) == "missing-field")
        let message = try SynoMessage.decode(post(form, headers), tolerating: [.headerToken, .quotedToken])
        #expect(message.token.text == "abc")
        #expect(message.deviations.contains(.headerToken))
    }

    @Test(.proves("SYN-063"), arguments: ["Basic abc", "Bearer", "abc"])
    func `another authorization is no token`(value: String) {
        #expect(code(post(form, ["authorization": value]), .all) == "missing-field")
    }

    @Test(.proves("SYN-063"))
    func `the body's token wins over a header's`() throws {
        let request = post("token=body&" + form, ["x-synology-token": "header"])
        let message = try SynoMessage.decode(request, tolerating: .all)
        #expect(message.token.text == "body")
        #expect(message.deviations == [])
    }

    @Test(.proves("SYN-060", "SYN-064"), arguments: ["%22abc%22", "%2522abc%2522", "%3Cabc%3E"])
    func `a wrapped token`(token: String) throws {
        let request = post("token=\(token)&" + form)
        #expect(code(request) == (token.hasPrefix("%25") ? nil : "bad-token"))
        #expect(try SynoMessage.decode(request, tolerating: .quotedToken).token.text == "abc")
    }

    @Test(.proves("SYN-060", "SYN-065"))
    func `a missing user name`() throws {
        let request = post("token=abc&user_id=4&text=hi")
        #expect(code(request, SynoTolerance.all.subtracting(.missingUsername)) == "missing-field")
        let message = try SynoMessage.decode(request, tolerating: .missingUsername)
        #expect(message.username.isEmpty)
        #expect(message.deviations == .missingUsername)
    }

    @Test(.proves("SYN-060"))
    func `the numbers of all deviations`() {
        #expect(SynoTolerance.all.requirements == ["SYN-061", "SYN-062", "SYN-063", "SYN-064", "SYN-065"])
    }
}
