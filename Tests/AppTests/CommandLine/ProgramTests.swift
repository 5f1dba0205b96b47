import App
import Service
import Synchronization
import TestSupport
import Testing

@Suite struct ProgramTests {
    @Test func `version and help are everywhere`() {
        #expect(Run(["--version"]).output == "synology-chatgpt \(Product.version)\n")
        #expect(Run(["health", "--version"]).output == Run(["--version"]).output)
        for words in [["--help"], ["-h"], ["help"]] {
            #expect(Run(words).output.hasPrefix("synology-chatgpt \(Product.version):"))
        }
        for command in Subcommand.all {
            let name = command.name.split(separator: " ").map(String.init)
            let help = Run(["help"] + name)
            #expect(
                help.code == 0 && help.output.hasPrefix("Usage: synology-chatgpt \(command.name)")
                    && help.errors.isEmpty
            )
            #expect(Run(name + ["--help"]).output == help.output && Run(name + ["-h"]).output == help.output)
            #expect(Run(["--help"]).output.contains("  \(command.name)"))
        }
    }

    @Test func `the help lists every setting once, with its flag, its default and its aliases`() {
        let help = Run(["--help"]).output
        for name in SettingName.allCases {
            let lines = help.split(separator: "\n").filter { $0.hasPrefix("  \(name.rawValue), --\(name.flag) ") }
            #expect(lines.count == 1 && lines[0].hasSuffix("[\(name.setting.fallbackText)]"))
            for alias in name.setting.aliases { #expect(lines[0].contains(alias)) }
        }
    }

    @Test(arguments: [
        (["confg", "show"], "Did you mean `config show`?"), (["config"], "Did you mean `config show`?"),
        (["halth"], "Did you mean `health`?"), (["qwertyuiop"], "`qwertyuiop` is no command. See"),
        (["health", "--prot", "1"], "Did you mean --port?"), (["health", "-p"], "-p is no flag of `health`."),
        (["health", "--port"], "--port wants a value behind it."), (["health", "x"], "`health` does not take `x`."),
        (["health", "--port", "1", "--port=2"], "--port is given twice."), (["inspect"], "`inspect` wants KIND."),
        (["inspect", "--all=1", "json"], "--all is no flag of `inspect`."),
        (["inspect", "jsn"], "Did you mean `json`?"),
        (["help", "helth"], "Did you mean `health`?"),
        (["health", "--", "--help"], "`health` does not take `--help`."),
    ]) func `what is not understood is exit 64 and one line with the nearest name`(words: [String], expected: String) {
        let run = Run(words)
        #expect(run.code == 64 && run.output.isEmpty && run.errors.count == 1)
        #expect(run.errors[0].contains(expected), "\(run.errors[0])")
    }

    @Test func `flags reach the command in both forms, arguments behind two dashes are no flags`() {
        let seen = Mutex<[String]>([])
        let command = Subcommand(
            name: "go",
            arguments: "WORD",
            arity: 0...3,
            summary: "test",
            flags: [.init("fast", "quickly"), .init("to", value: "PLACE", "where")]
        ) { invocation in
            seen.withLock { $0 = invocation.arguments + invocation.flags.map { "\($0.key)=\($0.value)" }.sorted() }
            return 7
        }
        let program = Program(commands: [command])
        let run: ([String]) -> Int32 = { program.run($0, environment: [:], streams: Streams().streams) }
        #expect(run(["go", "--to", "--fast", "-", "--fast"]) == 7)
        #expect(seen.withLock { $0 } == ["-", "fast=", "to=--fast"])
        #expect(run(["--to=a=b", "x"]) == 7 && seen.withLock { $0 } == ["x", "to=a=b"])
        #expect(run(["go", "--", "--to", "--version"]) == 7 && seen.withLock { $0 } == ["--to", "--version"])
        #expect(run(["go", "--fast=1"]) == 64)
    }

    @Test func `config show prints every setting with its origin`() {
        let run = Run(["config", "show", "--port=9000"], ["OPENAI_API_KEY": "sk-abcdefghijklmnop", "APP_PROT": "x"])
        #expect(run.code == 0 && run.errors == ["APP_PROT is no setting; did you mean APP_PORT?"])
        let lines = run.output.split(separator: "\n").map { $0.split(separator: " ", omittingEmptySubsequences: true) }
        #expect(lines.map { String($0[0]) } == SettingName.allCases.map(\.rawValue))
        #expect(
            lines.contains(["APP_PORT", "9000", "--port"])
                && lines.contains(["OPENAI_API_KEY", "sk-…mnop", "OPENAI_API_KEY"])
        )
        #expect(lines.contains(["APP_LANG", "zh", "default"]))
    }

    @Test(.proves("SEC-070")) func `bad settings are exit 78 and one line each`() {
        let run = Run(["config", "show"], ["APP_PORT": "x", "STREAM": "maybe"])
        #expect(run.code == 78 && run.output.isEmpty && run.errors.count == 2)
    }
}
