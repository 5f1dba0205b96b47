import Bot
import Testing

/// One golden transcript: what was typed before, and the line whose bytes are recorded.
struct GoldenCase: Sendable, CustomTestStringConvertible {
    /// The folder below `Specs/goldens/commands`.
    let command: String
    /// The file's name without its suffix.
    let name: String
    /// The language of the sentences.
    var language = Language.zh
    /// Whether the user is registered before.
    var isRegistered = true
    /// Lines typed before, each settled before the next.
    var before: [String] = []
    /// Where the line is sent.
    var route = "/webhook"
    /// The line itself, `{DIR}` standing for the directory of the test.
    let line: String

    var testDescription: String { "\(command)/\(name)" }

    /// Every case, by command.
    static let all: [GoldenCase] = plain + keyed + settings + saving + retrying + talking

    private static func variants(of command: String, _ argument: String, before: [String] = []) -> [GoldenCase] {
        let tail = argument.isEmpty ? "" : " \(argument)"
        let wide = argument.isEmpty ? "" : "\u{3000}\(argument)"
        return [
            GoldenCase(command: command, name: "success-zh", before: before, line: "/\(command)\(tail)"),
            GoldenCase(command: command, name: "success-en", language: .en, before: before, line: "/\(command)\(tail)"),
            GoldenCase(command: command, name: "no-user-zh", isRegistered: false, line: "/\(command)\(tail)"),
            GoldenCase(
                command: command,
                name: "no-user-en",
                language: .en,
                isRegistered: false,
                line: "/\(command)\(tail)"
            ),
            GoldenCase(command: command, name: "upper-case", before: before, line: "/\(command.uppercased())\(tail)"),
            GoldenCase(command: command, name: "full-width", before: before, line: "／\(command)\(wide)"),
            GoldenCase(command: command, name: "bot-route", before: before, route: "/", line: "#\(command)\(tail)"),
            GoldenCase(command: command, name: "surplus", before: before, line: "/\(command)\(tail) one two three"),
        ]
    }

    private static func wrapped(_ command: String, _ argument: String) -> [GoldenCase] {
        [
            GoldenCase(command: command, name: "missing-zh", line: "/\(command)"),
            GoldenCase(command: command, name: "missing-en", language: .en, line: "/\(command)"),
            GoldenCase(command: command, name: "angle-brackets", line: "/\(command) <\(argument)>"),
            GoldenCase(command: command, name: "quotes", line: "/\(command) \"\(argument)\""),
            GoldenCase(command: command, name: "percent-22", line: "/\(command) %22\(argument)%22"),
        ]
    }

    private static let plain =
        ["clear", "totaltoken", "whoami"].flatMap { variants(of: $0, "", before: ["Hello"]) } + [
            GoldenCase(command: "clear", name: "empty", line: "/clear"),
            GoldenCase(command: "totaltoken", name: "empty", line: "/totaltoken"),
        ]

    private static let keyed =
        variants(of: "setapikey", "sk-test-0123456789abcdef") + wrapped("setapikey", "sk-test-0123456789abcdef")
        + variants(of: "setbotkey", "OtherBotToken-0123456789") + wrapped("setbotkey", "OtherBotToken-0123456789") + [
            GoldenCase(
                command: "setapikey",
                name: "full-width-colon",
                route: "/",
                line: "／setapikey：sk-test-0123456789abcdef"
            ),
            GoldenCase(command: "setapikey", name: "bare-chinese", route: "/", line: "设置密钥：sk-test-0123456789abcdef"),
            GoldenCase(
                command: "setapikey",
                name: "withheld-zh",
                route: "/",
                line: "/setapikeysk-test-0123456789abcdef"
            ),
            GoldenCase(
                command: "setapikey",
                name: "withheld-en",
                language: .en,
                route: "/",
                line: "/setapikeysk-test-0123456789abcdef"
            ),
        ]

    private static let settings =
        variants(of: "setbaseurl", "http://nas.example:5000/") + wrapped("setbaseurl", "http://nas.example:5000")
        + variants(of: "newuser", "http://nas.example:5000 OtherBotToken-0123456789") + [
            GoldenCase(command: "setbaseurl", name: "not-http", line: "/setbaseurl ftp://nas.example"),
            GoldenCase(
                command: "newuser",
                name: "angle-brackets",
                isRegistered: false,
                line: "/newuser <http://nas.example:5000> <OtherBotToken-0123456789>"
            ),
            GoldenCase(
                command: "newuser",
                name: "quotes",
                isRegistered: false,
                line: "/newuser \"http://nas.example:5000\" \"OtherBotToken-0123456789\""
            ),
            GoldenCase(command: "newuser", name: "nothing-given", isRegistered: false, line: "/newuser"),
            GoldenCase(
                command: "newuser",
                name: "incoming-url",
                isRegistered: false,
                line:
                    "/newuser http://nas.example:5000/webapi/entry.cgi?api=SYNO.Chat.External&method=chatbot&version=2"
                    + "&token=%22OtherBotToken-0123456789%22"
            ),
        ]

    private static let saving =
        variants(of: "setsavedir", "{DIR}") + wrapped("setsavedir", "{DIR}")
        + variants(of: "getsavedir", "", before: ["/setsavedir {DIR}"])
        + variants(of: "saveas", "notes", before: ["Hello", "/setsavedir {DIR}"])
        + variants(of: "savenow", "", before: ["Hello", "/setsavedir {DIR}"]) + [
            GoldenCase(
                command: "saveas",
                name: "quotes",
                before: ["Hello", "/setsavedir {DIR}"],
                line: "/saveas \"my notes\""
            ),
            GoldenCase(
                command: "saveas",
                name: "angle-brackets",
                before: ["Hello", "/setsavedir {DIR}"],
                line: "/saveas <notes.json>"
            ),
            GoldenCase(command: "setsavedir", name: "relative", line: "/setsavedir data"),
            GoldenCase(command: "setsavedir", name: "missing-directory", line: "/setsavedir {DIR}/none"),
            GoldenCase(command: "setsavedir", name: "outside", line: "/setsavedir /etc"),
            GoldenCase(command: "getsavedir", name: "none-set", line: "/getsavedir"),
            GoldenCase(command: "saveas", name: "missing", line: "/saveas"),
            GoldenCase(command: "saveas", name: "no-directory", before: ["Hello"], line: "/saveas notes"),
            GoldenCase(
                command: "saveas",
                name: "nothing-to-save",
                before: ["/setsavedir {DIR}"],
                line: "/saveas notes"
            ),
            GoldenCase(
                command: "saveas",
                name: "taken",
                before: ["Hello", "/setsavedir {DIR}", "/saveas notes"],
                line: "/saveas notes"
            ),
            GoldenCase(
                command: "saveas",
                name: "named-clear",
                before: ["Hello", "/setsavedir {DIR}"],
                line: "/saveas clear.txt"
            ),
            GoldenCase(
                command: "saveas",
                name: "markdown",
                before: ["Hello", "/setsavedir {DIR}"],
                line: "/saveas notes.md"
            ),
            GoldenCase(
                command: "saveas",
                name: "separator",
                before: ["Hello", "/setsavedir {DIR}"],
                line: "/saveas ../x"
            ),
            GoldenCase(command: "saveas", name: "hidden", before: ["Hello", "/setsavedir {DIR}"], line: "/saveas .x"),
            GoldenCase(command: "savenow", name: "no-directory", before: ["Hello"], line: "/savenow"),
            GoldenCase(command: "savenow", name: "nothing-to-save", before: ["/setsavedir {DIR}"], line: "/savenow"),
        ]

    private static let retrying =
        variants(of: "retry", "", before: ["Hello"]) + [
            GoldenCase(command: "retry", name: "nothing-zh", line: "/retry"),
            GoldenCase(command: "retry", name: "nothing-en", language: .en, line: "/retry"),
            GoldenCase(command: "retry", name: "after-failure", before: ["Hello #error 401"], line: "/retry"),
            GoldenCase(command: "retry", name: "second-of-two", before: ["One", "Two"], line: "/retry"),
            GoldenCase(command: "retry", name: "after-clear", before: ["Hello", "/clear"], line: "/retry"),
        ]

    /// The commands about the model, the conversation and the bot itself: success, a stranger, too much, and what is special.
    private static let talking =
        [
            ("stop", "", ["Hello"]), ("model", "gpt-4o", []), ("system", "You are a patient teacher.", []),
            ("usage", "", ["Hello"]), ("lang", "en", []), ("help", "", []),
        ].flatMap { command, argument, before in
            variants(of: command, argument, before: before).filter {
                ["success-zh", "success-en", "no-user-zh", "surplus"].contains($0.name)
            }
        }.filter { $0.testDescription != "system/surplus" } + [
            GoldenCase(command: "model", name: "show", line: "/model"),
            GoldenCase(command: "model", name: "default", before: ["/model gpt-4o"], line: "/model default"),
            GoldenCase(command: "model", name: "not-a-name", line: "/model ？"),
            GoldenCase(command: "system", name: "show", before: ["/system You are a poet."], line: "/system"),
            GoldenCase(command: "system", name: "off", before: ["/system You are a poet."], line: "/system off"),
            GoldenCase(command: "system", name: "two-lines", line: "/system You are a poet.\nWrite in verse."),
            GoldenCase(command: "usage", name: "empty", line: "/usage"),
            GoldenCase(command: "lang", name: "show", line: "/lang"),
            GoldenCase(command: "lang", name: "unknown", line: "/lang fr"),
        ]
}
