import SynoWire
import TestSupport
import Testing
import Wire

@Suite struct SynoResponseTests {
    private func decode(_ text: String) throws -> SynoResponse { try SynoResponse.decode(Array(text.utf8)) }

    @Test(.proves("SYN-110", "SYN-115"))
    func `a chatbot's success is written as Synology Chat does`() throws {
        let success = SynoResponse.Success(delivered: [.init(userID: 4, postID: 25_769_803_790)])
        let body = #"{"data":{"fail":null,"succ":{"user_id_post_map":{"4":25769803790}}},"success":true}"#
        #expect(SynoResponse.success(success).encoded() == Array(body.utf8))
        #expect(try decode(body) == .success(success))
        #expect(SynoResponse.success(.init()).encoded() == Array(#"{"success":true}"#.utf8))
    }

    @Test(.proves("SYN-114"))
    func `a partial failure keeps both lists`() throws {
        let success = SynoResponse.Success(delivered: [.init(userID: 4, postID: 1)], failed: [7])
        let response = try SynoResponse.decode(SynoResponse.success(success).encoded())
        #expect(response == .success(success))
    }

    @Test(.proves("SYN-112", "SYN-113"))
    func `a failure keeps the server's own words`() throws {
        let text = #"{"error":{"code":407,"errors":"record is not valid"},"success":false}"#
        let failure = SynoResponse.Failure(code: .unknownUser, detail: .text("record is not valid"))
        #expect(try decode(text) == .failure(failure))
        #expect(SynoResponse.failure(failure).encoded() == Array(text.utf8))
        #expect(failure.detail.text == "record is not valid")
        let parameter = #"{"error":{"code":120,"errors":{"name":"payload","reason":"required"}},"success":false}"#
        guard case .failure(let other) = try decode(parameter) else { throw SynoTestError.unexpected }
        #expect(other.detail.text == "payload: required")
        #expect(SynoResponse.failure(other).encoded() == Array(parameter.utf8))
        #expect(SynoResponse.Detail.none.text == nil)
    }

    @Test(.proves("SYN-111"), arguments: [("", "empty"), ("<html>", "HTML"), ("Not Found", "no JSON object")])
    func `an answer that is no JSON says what it is`(body: String, kind: String) {
        do {
            _ = try decode(body)
            Issue.record("accepted")
        } catch let error as SynoError {
            #expect(error.code == .notJSON)
            #expect(error.message.contains(kind))
        } catch { Issue.record(error) }
    }

    @Test(.proves("SYN-111"))
    func `malformed JSON keeps the code of the JSON parser`() {
        do {
            _ = try SynoResponse.decode(Array(#"{"success":tru}"#.utf8))
            Issue.record("accepted")
        } catch {
            guard case .json(let cause) = error.code else {
                Issue.record("\(error)")
                return
            }
            #expect(cause.codeName == error.codeName)
            #expect(cause.offset == error.offset)
        }
    }

    @Test(.proves("SYN-117", "SYN-118"))
    func `the people of a user list`() throws {
        let users = [
            SynoUser(userID: 4, username: "wang", nickname: "王"), SynoUser(userID: 5, username: "gone", isGone: true),
        ]
        let response = try SynoResponse.decode(SynoResponse.success(.init(users: users)).encoded())
        guard case .success(let success) = response else { throw SynoTestError.unexpected }
        #expect(success.users == users)
        let odd = """
            {"success":true,"data":{"users":[{"user_id":4,"username":"a","dsm_uid":1026},{"user_id":"5","username":"b"},\
            {"username":"c"},{"user_id":0,"username":"d"},{"user_id":6},7,{"user_id":8,"username":"e","is_disabled":true}]}}
            """
        guard case .success(let read) = try decode(odd) else { throw SynoTestError.unexpected }
        #expect(read.users?.map(\.userID) == [4, 8])
        #expect(read.users?.map(\.isGone) == [false, true])
        #expect(SynoResponse.Success().users == nil)
        #expect(SynoResponse.Success(data: ["users": .null]).users == nil)
    }
}

/// A value of another case than the test demands.
enum SynoTestError: Error { case unexpected }
