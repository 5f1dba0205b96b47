import Bot
import TestSupport
import Testing
import Wire

@Suite struct NewUserTests {
    private let token = "0123456789abcdefghijABCDEFGHIJ0123456789abcdefghijABCDEFGHIJ0123"
    private var incoming: String {
        "http://nas:5000/webapi/entry.cgi?api=SYNO.Chat.External&method=chatbot&version=2&token=%22\(token)%22"
    }

    private func created(_ decision: CommandDecision) -> UserSettings? {
        guard case .createUser(let user) = decision.effects.first, decision.effects.count == 1 else { return nil }
        return user
    }

    @Test(.proves("CMD-041"))
    func `it creates the user and says what is missing`() {
        let decision = type("/newuser", .stranger())
        #expect(created(decision) == UserSettings(id: 4, name: "wang"))
        #expect(decision.text?.contains("user id: 4") == true)
        #expect(decision.text?.contains("/setbaseurl http://192.168.1.2:5000") == true)
    }

    @Test(.proves("CMD-042"))
    func `URL and token may come in either order or alone`() {
        for line in ["/newuser http://NAS:5000/ \(token)", "/newuser <\(token)> <http://nas:5000>"] {
            let user = created(type(line, .stranger()))
            #expect(user?.baseURL == "http://nas:5000")
            #expect(user?.botToken == Secret(token))
        }
        #expect(created(type("/newuser http://nas:5000", .stranger()))?.botToken == nil)
        #expect(created(type("/newuser \(token)", .stranger()))?.baseURL == nil)
        let complete = type("/newuser http://nas:5000 \(token)", .stranger { $0.apiKey = Secret("sk-shared") })
        #expect(complete.text?.contains("You can send me a question now.") == true)
    }

    @Test(.proves("CMD-043"))
    func `a pasted incoming URL holds both`() {
        for line in ["/newuser \(incoming)", "/newuser \(incoming) \(token)", "/newuser \(token) “\(incoming)”"] {
            let user = created(type(line, .stranger()))
            #expect(user?.baseURL == "http://nas:5000")
            #expect(user?.botToken == Secret(token))
        }
        let channel = type("/newuser \(incoming.replacing("chatbot", with: "incoming"))", .stranger())
        #expect(channel.effects.isEmpty)
        #expect(channel.text?.contains("channel") == true)
    }

    @Test(
        .proves("CMD-042", "CMD-020"),
        arguments: [
            ("/newuser http://nas http://nas2", "one URL"), ("/newuser one-token two-token", "one URL"),
            ("/newuser nas:5000", "must begin with http"), ("/newuser ftp://nas", "must begin with http"),
            ("/newuser http://a@nas", "user name"), ("/newuser 令牌", "plain characters"),
            ("/newuser a b c", "two things"),
        ]
    )
    func `what is neither changes nothing`(line: String, expected: String) {
        let decision = type(line, .stranger())
        #expect(decision.effects.isEmpty)
        #expect(decision.text?.contains(expected) == true, "\(decision.text ?? "")")
    }

    @Test(.proves("CMD-042"))
    func `a pasted URL and another token are refused`() {
        for line in ["/newuser \(incoming) other-token", "/newuser other-token \(incoming)"] {
            #expect(type(line, .stranger()).text?.contains("one URL and one bot token") == true)
        }
    }

    @Test(.proves("CMD-044"))
    func `an existing user keeps the rest`() {
        let same = type("/newuser", .regular())
        #expect(same.effects.isEmpty)
        #expect(same.text?.contains("registered already") == true)
        let changed = type("/newuser http://other \(token)", .regular())
        #expect(changed.effects == [.setBaseURL("http://other"), .setBotToken(Secret(token))])
        #expect(changed.text?.contains("settings are updated") == true)
        #expect(type("/newuser \(token)", .regular()).effects == [.setBotToken(Secret(token))])
    }

    @Test(.proves("CMD-045"))
    func `on the bot route the message's token is the bot's`() {
        let context = CommandContext.stranger().with { $0.messageToken = Secret("token-of-message") }
        let user = created(type("/newuser http://nas:5000", context, route: .bot))
        #expect(user?.botToken == Secret("token-of-message"))
        #expect(created(type("/newuser http://nas:5000 \(token)", context, route: .bot))?.botToken == Secret(token))
        let configured = CommandContext.stranger { $0.botToken = Secret("token-of-message") }
            .with { $0.messageToken = Secret("token-of-message") }
        #expect(created(type("/newuser http://nas:5000", configured, route: .bot))?.botToken == nil)
    }

    @Test(.proves("CMD-040"))
    func `where the owner has set everything nobody needs it`() {
        let ready = CommandContext.stranger {
            $0.baseURL = "http://nas:5000"
            $0.botToken = Secret("shared-token-0123456")
        }
        let decision = type("/setapikey sk-abcdefghijkl", ready)
        let expected: [CommandEffect] = [
            .createUser(UserSettings(id: 4, name: "wang")), .setAPIKey(Secret("sk-abcdefghijkl")),
        ]
        #expect(decision.effects == expected)
        #expect(created(type("/newuser", ready)) == UserSettings(id: 4, name: "wang"), "created once, not twice")
        #expect(created(type("/whoami", ready)) != nil)
        #expect(ready.selfRegistering != nil)
        #expect(CommandContext.stranger { $0.baseURL = "http://nas" }.selfRegistering == nil)
        #expect(CommandContext.stranger { $0.botToken = Secret("t") }.selfRegistering == nil)
        #expect(
            CommandContext.regular {
                $0.baseURL = "http://nas"; $0.botToken = Secret("t")
            }.selfRegistering == nil
        )
        let byMessage = CommandContext.stranger { $0.baseURL = "http://nas" }.with { $0.messageToken = Secret("t") }
        #expect(byMessage.selfRegistering?.botToken == Secret("t"))
    }
}
