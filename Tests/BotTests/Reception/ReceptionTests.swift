import Bot
import TestSupport
import Testing
import Wire

/// Whose message counts, and what comes of it, decided on facts in memory.
@Suite struct ReceptionTests {
    private static let token = "BotTokenForTests-0123456789"

    private static func message(
        _ text: String,
        _ route: CommandRoute = .bot,
        token: String = Self.token,
        user: Int64 = 4,
        post: Int64? = nil
    ) throws -> IncomingMessage {
        IncomingMessage(
            route: route,
            userID: user,
            userName: "alice",
            token: Secret(token),
            text: text,
            mark: post.map { DeliveryMark(.post($0), token: Secret(token), hash: SipHash(first: 1, last: 2)) },
            receivedAt: 1
        )
    }

    private static func reception(_ botToken: String? = Self.token) -> Reception {
        var defaults = BotDefaults()
        defaults.language = .en
        defaults.baseURL = "http://nas:5000"
        defaults.botToken = botToken.map { Secret($0) }
        defaults.apiKey = Secret("sk-0123456789abcdef")
        return Reception(defaults: defaults)
    }

    private static var registered: FactTable { FactTable(users: [4: UserSettings(id: 4, name: "alice")]) }

    @Test func `a message with a wrong token is refused and changes nothing`() throws {
        for text in ["hello", "/clear", "/setapikey sk-0123456789abcdef", ""] {
            let message = try Self.message(text, token: "another-token")
            let decision = Self.reception().decide(message, from: Self.registered)
            #expect(decision == ReceptionDecision(answer: .forbidden("wrong bot token")), "\(text)")
        }
    }

    @Test func `a message is kept, and creates its user where the owner has set the NAS`() throws {
        let message = try Self.message("  hello ")
        #expect(Self.reception().decide(message, from: Self.registered).effects == [.keep("hello")])
        let decision = Self.reception().decide(message, from: FactTable())
        #expect(decision.answer == .nothing)
        #expect(decision.effects == [.change(.createUser(UserSettings(id: 4, name: "alice"))), .keep("hello")])
    }

    @Test(.proves("SEC-091")) func `without a token to compare with, the first one is adopted, and then counts`() throws
    {
        var facts = Self.registered
        let first = try Self.message("hello")
        let decision = Self.reception(nil).decide(first, from: facts)
        #expect(decision.effects == [.change(.setBotToken(Secret(Self.token))), .keep("hello")])
        facts.perform(decision.effects, of: first)
        let other = try Self.message("hello", token: "another-token")
        #expect(Self.reception(nil).decide(other, from: facts).answer == .forbidden("wrong bot token"))
        #expect(Self.reception(nil).decide(first, from: facts).effects == [.keep("hello")])
    }

    @Test(.proves("SEC-092")) func `a slash command's token is pinned on first use, for this command alone`() throws {
        var facts = Self.registered
        let first = try Self.message("/whoami", .slash, token: "slash-token-1")
        let decision = Self.reception().decide(first, from: facts)
        #expect(decision.effects == [.pin(.whoami)])
        facts.perform(decision.effects, of: first)
        #expect(Self.reception().decide(first, from: facts).effects.isEmpty)
        let other = try Self.message("/whoami", .slash, token: "slash-token-2")
        guard case .forbidden(let reason) = Self.reception().decide(other, from: facts).answer else {
            Issue.record("not refused")
            return
        }
        #expect(reason.contains("unpin whoami"))
        let help = try Self.message("/help", .slash, token: "slash-token-2")
        #expect(Self.reception().decide(help, from: facts).effects == [.pin(.help)])
    }

    @Test func `listed slash tokens are the only ones, and nothing is pinned`() throws {
        var reception = Self.reception()
        reception.slashTokens = [Secret("listed")]
        let listed = reception.decide(try Self.message("/whoami", .slash, token: "listed"), from: Self.registered)
        #expect(listed.effects.isEmpty && listed.answer != .duplicate)
        let other = reception.decide(try Self.message("/whoami", .slash, token: "other"), from: Self.registered)
        #expect(other.answer == .forbidden("slash token is not in SYNOLOGY_SLASH_TOKENS"))
    }

    @Test(.proves("DLV-014")) func `a command that changes something is carried out once`() throws {
        var facts = Self.registered
        let message = try Self.message("/setapikey sk-0123456789abcdef", post: 7)
        let decision = Self.reception().decide(message, from: facts)
        #expect(decision.effects == [.change(.setAPIKey(Secret("sk-0123456789abcdef"))), .remember])
        facts.perform(decision.effects, of: message)
        #expect(Self.reception().decide(message, from: facts) == ReceptionDecision(answer: .duplicate))
    }

    @Test func `an unknown command and a file alone change nothing`() throws {
        let unknown = Self.reception().decide(try Self.message("/claer", .slash), from: Self.registered)
        #expect(unknown.effects.isEmpty)
        #expect(
            Self.reception().decide(try Self.message(" "), from: FactTable()) == ReceptionDecision(answer: .nothing)
        )
    }

    @Test(.proves("CMD-066")) func `a command sees the windows that the server has stated`() throws {
        var reception = Self.reception()
        let before = reception.decide(try Self.message("/totaltoken"), from: Self.registered)
        reception.statedWindows = ["gpt-4o-mini": 512]
        #expect(reception.decide(try Self.message("/totaltoken"), from: Self.registered) != before)
    }
}
