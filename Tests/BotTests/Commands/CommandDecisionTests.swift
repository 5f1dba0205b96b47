import TestSupport
import Testing

@testable import Bot

@Suite struct CommandDecisionTests {
    @Test(.proves("CMD-048", "CMD-031"), arguments: CommandTable.entries.map(\.name))
    func `a caller without a user is told to register`(name: CommandName) {
        let decision = type(CommandTable.entry(name).sample, .stranger())
        switch name {
        case .help: #expect(decision.text?.contains("/clear") == true)
        case .whoami:
            #expect(decision.text?.contains("User id: 4") == true && decision.text?.contains("/newuser") == true)
        case .newuser: #expect(decision.effects.count == 1)
        default: #expect(decision == CommandDecision(answer: .text(Sentences(.en).noUser(id: 4))))
        }
    }

    @Test(.proves("CMD-020"), arguments: CommandTable.entries.filter { $0.rule == .words(1...1) }.map(\.name))
    func `a missing argument changes nothing`(name: CommandName) {
        for context in [CommandContext.regular(), .stranger()] {
            let decision = type("/\(name.rawValue)", context)
            #expect(decision.effects.isEmpty)
            #expect(decision.text?.contains(CommandTable.entry(name).sample) == true)
        }
    }

    @Test(.proves("CMD-021", "CMD-022"), arguments: CommandTable.entries.filter { $0.rule != .text }.map(\.name))
    func `a surplus argument changes nothing`(name: CommandName) {
        let decision = type("/\(name.rawValue) one two three", .regular())
        #expect(decision.effects.isEmpty)
        #expect(decision.text?.contains("/\(name.rawValue)") == true)
    }

    @Test(.proves("CMD-008"))
    func `what is no command is answered`() {
        #expect(type("/claer", .regular()).text?.contains("Did you mean /clear?") == true)
        #expect(type("/xyzzy", .regular()).text?.contains("/help") == true)
        #expect(type("", .regular()).text?.contains("/help") == true)
        #expect(CommandDecision(.message("hi"), in: .regular()).text?.contains("/help") == true)
    }

    @Test(.proves("CMD-049"))
    func `a failed delivery is told with the next command`() {
        for failure in DeliveryFailure.allCases {
            let decision = type("/usage", .regular().with { $0.undelivered = failure })
            #expect(decision.effects == [.forgetDeliveryFailure])
            #expect(decision.text?.hasPrefix(Sentences(.en).undelivered(failure)) == true)
            #expect(decision.text?.hasSuffix("No tokens used yet. Send me a question.") == true)
        }
    }

    @Test(.proves("CMD-049"))
    func `a command that needs file work tells it with its outcome`() {
        let context = CommandContext.regular().with { $0.undelivered = .user }
        let asked = type("/savenow", context)
        #expect(asked.effects.isEmpty)
        guard case .file(let request) = asked.answer else { return #expect(Bool(false), "no file work") }
        let decision = CommandDecision(outcome: .saved(path: "/x", exchanges: 3), of: request, in: context)
        #expect(decision.effects == [.forgetDeliveryFailure])
        #expect(decision.text?.contains("does not know your user id") == true)
        #expect(decision.text?.hasSuffix("Saved 3 turns (6 messages): /x") == true)
    }

    @Test(.proves("SEC-005"), arguments: Language.allCases)
    func `no answer holds a whole secret`(language: Language) {
        let key = "sk-0123456789abcdef"
        let token = "bot-token-0123456789"
        let lines =
            CommandTable.entries.map(\.sample) + [
                "/setapikey \(key)", "/setbotkey \(token)", "/newuser http://nas \(token)", "/whoami",
                "/newuser \(token) \(token)x",
                "/setbaseurl \(key)", "/setapikey \(key) \(key)", "/lang \(key)", "/setsavedir \(key)",
            ]
        for line in lines {
            for context in [CommandContext.regular(language), .stranger(language)] {
                let text = type(line, context).text ?? ""
                #expect(!text.contains(key) && !text.contains(token), "\(line): \(text)")
            }
        }
    }
}
