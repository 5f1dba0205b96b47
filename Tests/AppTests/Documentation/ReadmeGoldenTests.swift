import App
import Bot
import Foundation
import TestSupport
import Testing

/// The tables of the READMEs are those of the program; `make golden` writes them anew.
@Suite struct ReadmeGoldenTests {
    @Test(arguments: [("README.md", Language.en), ("README.zh-CN.md", .zh)])
    func `the commands are those of the table`(path: String, language: Language) throws {
        try MarkdownBlock("commands", in: path).expect(
            head: language == .en ? ["Command", "Also", "Does"] : ["命令", "别名", "作用"],
            rows: CommandTable.entries.map { ["`\($0.usage)`", $0.alias, $0.summary(language)] }
        )
    }

    @Test func `the settings are those of the table`() throws {
        try MarkdownBlock("settings", in: "README.md").expect(
            head: ["Variable", "Flag", "Default", "Meaning"],
            rows: SettingName.allCases.map { name in
                let aliases = name.setting.aliases.map { "; also \($0)" }.joined()
                return Self.columns(name) + [name.setting.meaning + aliases]
            }
        )
    }

    @Test func `the Chinese README has the same settings, each with a meaning`() throws {
        let rows = try MarkdownBlock("settings", in: "README.zh-CN.md").rows()
        #expect(rows.map { Array($0.prefix(3)) } == SettingName.allCases.map(Self.columns))
        #expect(rows.allSatisfy { $0.count == 4 && !$0[3].isEmpty })
    }

    @Test func `the subcommands are those of the program`() throws {
        try MarkdownBlock("subcommands", in: "README.md").expect(
            head: ["Subcommand", "Does"],
            rows: Subcommand.all.map { command in
                let usage = command.arguments.isEmpty ? command.name : "\(command.name) \(command.arguments)"
                return ["`\(usage)`", command.summary]
            }
        )
    }

    @Test func `the make targets are those of the Makefile`() throws {
        let makefile = String(decoding: try Project.bytes("Makefile"), as: UTF8.self)
        let targets = makefile.matches(of: #/(?m)^([a-z-]+):.*? ## (.+)$/#).map { ["`make \($0.1)`", String($0.2)] }
        try MarkdownBlock("make", in: "README.md").expect(head: ["Target", "Does"], rows: targets)
    }

    @Test func `a slash command of the set-up table is a command of the program, with its arguments`() throws {
        for path in ["README.md", "README.zh-CN.md"] {
            let readme = String(decoding: try Project.bytes(path), as: UTF8.self)
            let rows = readme.matches(of: #/(?m)^\| `/([a-z]+)` \| `http[^`]*` \| (?:`([^`]*)`)? ?\| /#)
            #expect(
                rows.map { String($0.1) } == CommandName.allCases.filter(\.hasSlashCommand).map(\.rawValue),
                "\(path)"
            )
            for row in rows {
                let entry = try #require(CommandTable.entries.first { $0.name.rawValue == row.1 }, "\(path): \(row.1)")
                #expect(entry.arguments == row.2.map(String.init) ?? "", "\(path): \(row.1)")
            }
        }
    }

    private static func columns(_ name: SettingName) -> [String] {
        ["`\(name.rawValue)`", "`--\(name.flag)`", name.setting.fallbackText]
    }
}
