import HTTPClient
import SynoWire

/// The calls that a Synology Chat server is judged by, in the order in which they are sent.
enum SynologyProbe: String, Sendable, CaseIterable {
    case users = "the list of users"
    case bareToken = "the list of users, the token without quotes"
    case noMethod = "a method that does not exist"
    case noAPI = "a call without api"
    case otherAPI = "another API"
    case version = "version 9"
    case wrongToken = "a wrong token"
    case noPayload = "a post without payload"
    case emptyPayload = "an empty payload"
    case notJSON = "a payload that is no JSON"
    case noText = "a post of nothing"
    case noTarget = "a post to nobody"
    case unknownUser = "a post to a user who does not exist"
    case tooLong = "a text of 20,000 units"
    case badFile = "a file that cannot be fetched"
    case plain = "a post"
    case tooFast = "a post at once behind it"
    case second = "a post a little later"
    case marks = "a post with marks, letters and lines"
    case link = "a post with a link"
    case button = "a post with a button"
    case long = "a text of 1,800 units"

    /// The token that nobody has.
    static let falseToken = "conformance-0123456789abcdef"
    /// A user whom nobody has.
    static let falseUser: Int64 = 999_999_999
    /// What has been lost on the way to Chat before: `& % + # = ; " \ < >`, letters beyond ASCII, a new line.
    static let hardText = "Conformance: & % + # = ; \" \\ < > %26 Grüße 你好 👩‍👩‍👧\nsecond line"

    /// Whether a server that takes it posts something, or would if it were wrong.
    var isPost: Bool {
        ![.users, .bareToken, .noMethod, .noAPI, .otherAPI, .version, .wrongToken].contains(self)
    }

    /// The request; `nil` where it needs a user and there is none.
    func request(_ target: SynologyTarget) -> HTTPClientRequest? {
        let wrong = "api=SYNO.Chat.External&version=2&token=%22\(Self.falseToken)%22"
        return switch self {
        case .users: target.call(.userList)
        case .bareToken:
            target.call("api=SYNO.Chat.External&method=user_list&version=2&token=\(target.entry.token.exposed)")
        case .noMethod: target.call("api=SYNO.Chat.External&method=none&version=2")
        case .noAPI: target.call("method=user_list&version=2")
        case .otherAPI: target.call("api=SYNO.Chat.Conformance&method=chatbot&version=2")
        case .version: target.call("api=SYNO.Chat.External&method=user_list&version=9")
        case .wrongToken: target.call("\(wrong)&method=user_list")
        default: target.user.flatMap { post(target, $0) }
        }
    }

    private func post(_ target: SynologyTarget, _ user: Int64) -> HTTPClientRequest? {
        let text = "Conformance test: this post may be deleted."
        return switch self {
        case .noPayload: target.form([])
        case .emptyPayload: target.payload("")
        case .notJSON: target.payload("{\"text\":")
        case .noText: target.payload("{\"user_ids\":[\(user)]}")
        case .noTarget: target.payload("{\"text\":\"Conformance\"}")
        case .unknownUser: target.post(ChatbotPost(text: text, to: Self.falseUser))
        case .tooLong: target.post(ChatbotPost(text: String(repeating: "x", count: 20_000), to: user))
        case .badFile: target.post(ChatbotPost(fileURL: "http://127.0.0.1:9/conformance.png", userIDs: [user]))
        case .plain, .tooFast, .second: target.post(ChatbotPost(text: text, to: user))
        case .marks: target.post(ChatbotPost(text: Self.hardText, to: user))
        case .link:
            target.post(
                ChatbotPost(text: "Conformance: <https://example.org/a%20b?c=d&e=%26|a link>", to: user)
            )
        case .button:
            target.post(
                ChatbotPost(
                    text: "Conformance: a button",
                    attachments: [
                        ChatbotAttachment(
                            callbackID: "conformance",
                            text: "Press nothing.",
                            actions: [ChatbotButton(name: "a", value: "b", text: "Nothing", style: .grey)]
                        )
                    ],
                    userIDs: [user]
                )
            )
        case .long: target.post(ChatbotPost(text: String(repeating: "Conformance ", count: 150), to: user))
        default: nil
        }
    }
}
