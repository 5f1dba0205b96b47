import TestSupport
import Testing

@testable import Bot

@Suite struct CommandTableTests {
    @Test(.proves("CMD-013"))
    func `every command stands in the table once, under names of its own`() {
        #expect(CommandTable.entries.map(\.name.rawValue).sorted() == CommandName.allCases.map(\.rawValue).sorted())
        let names = CommandTable.entries.flatMap { [$0.name.rawValue] + $0.aliases }
        #expect(Set(names).count == names.count)
        for entry in CommandTable.entries {
            #expect(CommandTable.entry(entry.name) == entry)
            #expect(entry.arguments.isEmpty == (entry.rule == .none))
            #expect(entry.arguments.isEmpty == entry.example.isEmpty)
            let parsed = CommandParser.parse(entry.sample, route: .bot)
            guard case .command(let command) = parsed else {
                Issue.record("\(entry.sample) is not understood")
                continue
            }
            #expect(command.name == entry.name)
        }
    }

    @Test func `distances are those of a typing hand`() {
        func distance(_ one: String, _ other: String) -> Int { NearestName.distance(Array(one), Array(other)) }
        #expect(distance("", "") == 0)
        #expect(distance("abc", "") == 3)
        #expect(distance("", "abc") == 3)
        #expect(distance("clear", "clear") == 0)
        #expect(distance("claer", "clear") == 1)
        #expect(distance("cler", "clear") == 1)
        #expect(distance("clearr", "clear") == 1)
        #expect(distance("clesr", "clear") == 1)
        #expect(distance("help", "stop") == 3)
    }
}
