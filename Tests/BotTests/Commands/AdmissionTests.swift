import Bot
import TestSupport
import Testing
import Wire

@Suite struct AdmissionTests {
    @Test(.proves("CMD-046"))
    func `a stranger's message is refused with what to type`() {
        for language in Language.allCases {
            guard case .refused(let text) = Admission(messageIn: .stranger(language)) else {
                Issue.record("a stranger was let in")
                continue
            }
            #expect(text.contains("4") && text.contains("/newuser"))
        }
    }

    @Test(.proves("CMD-047"))
    func `each missing setting is named`() {
        let cases: [(MissingSetting, String)] = [
            (.baseURL, "/setbaseurl"), (.botToken, "/setbotkey"), (.apiKey, "/setapikey"),
        ]
        for (setting, command) in cases {
            let context = CommandContext.regular(user: { user in
                switch setting {
                case .baseURL: user.baseURL = nil
                case .botToken: user.botToken = nil
                case .apiKey: user.apiKey = nil
                }
            })
            guard case .refused(let text) = Admission(messageIn: context) else {
                Issue.record("\(setting) is missing, yet the message was taken")
                continue
            }
            #expect(text.contains(command))
        }
        #expect(Admission(messageIn: .regular()) == .accepted(creating: nil))
    }

    @Test(.proves("CMD-040", "CMD-047"))
    func `a message brings its token and may bring its user`() {
        let token = Secret("token-of-message")
        let late = CommandContext.regular(user: { $0.botToken = nil }).with { $0.messageToken = token }
        #expect(Admission(messageIn: late) == .accepted(creating: nil))
        let ready = CommandContext.stranger {
            $0.baseURL = "http://nas"
            $0.apiKey = Secret("sk-shared")
        }.with { $0.messageToken = token }
        var user = UserSettings(id: 4, name: "wang")
        user.botToken = token
        #expect(Admission(messageIn: ready) == .accepted(creating: user))
        let keyless = ready.with { $0.defaults.apiKey = nil }
        #expect(Admission(messageIn: keyless) == .refused(Sentences(.en).incomplete([.apiKey])))
    }
}
