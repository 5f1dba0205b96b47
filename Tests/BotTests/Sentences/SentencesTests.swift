import SynoWire
import TestSupport
import Testing

@testable import Bot

@Suite struct SentencesTests {
    private static let failures: [TurnFailure] = [
        .wrongKey, .noCredit, .forbidden, .rateLimited(seconds: 30), .rateLimited(seconds: nil), .modelUnknown("gpt-9"),
        .noEndpoint,
        .unreachable, .timedOut, .contentRefused, .tooLongForServer, .emptyAnswer, .brokenOff, .overloaded,
        .serverFault,
        .requestRefused,
    ]

    /// Every sentence of a language, with plausible values.
    private func all(_ language: Language) -> [String] {
        let say = Sentences(language)
        let regular = CommandContext.regular(language)
        let lines = CommandTable.entries.filter { $0.name != .system }.flatMap {
            ["/\($0.name.rawValue)", $0.sample, "/\($0.name.rawValue) a b c"]
        }
        var texts = (lines + ["/claer", "/xyzzy", "/setapikeysk-x"]).flatMap { line in
            [regular, .stranger(language)].compactMap { type(line, $0).text }
        }
        texts += Self.failures.map(say.failure)
        texts += DeliveryFailure.allCases.map(say.undelivered)
        texts += MissingSetting.allCases.map { say.incomplete([$0]) }
        texts += EntryPointError.allCases.map { say.badBaseURL($0, CommandTable.entry(.newuser)) }
        texts += FileFault.allCases.map { say.fileFault($0, path: "/app/data/x", roots: ["/app/data"]) }
        texts += TranscriptName.Fault.allCases.map(say.badName)
        texts += [
            say.notAllowed(id: 4), say.emptyCommand, say.stillWorking, say.cutByLength, say.cutByFilter,
            say.trimmed(exchanges: 1),
            say.messageTooLong(tokens: 5_000, limit: 3_000), say.incomingOfChannel, say.newUserTwice,
            say.nothingToClear,
            say.clearedUnderWay, say.stopped, say.waiting(1), say.saved(path: "/x", exchanges: 1),
            say.saveDirectorySet("/x"),
            say.systemTooLong(tokens: "9", limit: 8), say.systemDefault("x"), say.systemOff, say.systemIs(nil),
            say.systemSet(tokens: "9"), say.badModel,
            say.badLanguage,
            say.nothingToSave, say.nothingToRetry, say.nothingToStop, say.rateLimitedSample,
        ]
        return texts
    }

    @Test(.proves("CMD-030"))
    func `each sentence is in its language`() {
        for text in all(.zh) where text != Sentences(.en).languageSet() {
            #expect(text.contains { ("\u{4E00}"..."\u{9FFF}").contains($0) }, "\(text)")
        }
        let aliases = CommandTable.entries.map(\.alias)
        for text in all(.en) {
            var rest = text
            for alias in aliases { rest = rest.replacing(alias, with: "") }
            #expect(!rest.contains { ("\u{4E00}"..."\u{9FFF}").contains($0) }, "\(text)")
        }
        #expect(all(.zh).count == all(.en).count)
    }

    @Test(.proves("CMD-031"))
    func `a fault says what to do`() {
        for language in Language.allCases {
            let say = Sentences(language)
            let words = ["/", "再问", "管理员", "输入", "发送", "腾出", "Try", "owner", "Free some room", "log"]
            let faults = Self.failures.map(say.failure) + DeliveryFailure.allCases.map(say.undelivered)
            for text in faults { #expect(words.contains { text.contains($0) }, "\(text)") }
        }
    }

    @Test(.proves("CMD-033"), arguments: Language.allCases)
    func `no sentence is formatted by accident`(language: Language) {
        for text in all(language) {
            for line in text.split(separator: "\n") {
                for mark in ["*", "~~", "`"] { #expect(!line.contains(mark), "\(line)") }
                #expect(!line.contains(" _") && !line.hasPrefix("_"), "\(line)")
                #expect(!line.contains("<"), "\(line)")
            }
        }
    }

    @Test(arguments: Language.allCases)
    func `no sentence is longer than a post`(language: Language) {
        for text in all(language) { #expect((1...ReplySplitter.limit).contains(text.utf16.count)) }
    }

    @Test(.proves("CMD-030"), arguments: Language.allCases)
    func `the sentences are those that were read`(language: Language) throws {
        var seen: Set<String> = []
        let texts = all(language).filter { seen.insert($0).inserted }
        try Golden.expect(
            texts.joined(separator: "\n\n") + "\n",
            equals: "Specs/goldens/sentences/\(language.rawValue).txt"
        )
    }

    /// What a question may be answered with beside the model's words: scripts that judge answers read it there.
    @Test(.proves("CMD-030"))
    func `the sentences of a turn are those that were read`() throws {
        let say = Sentences(.en)
        let notes = [say.trimmed(exchanges: 2), say.cutByLength, say.cutByFilter]
        let lines =
            Self.failures.map { "failure: \(say.failure($0))" } + notes.map { "note: \($0)" }
            + ["notice: \(say.stillWorking)"]
        try Golden.expect(lines.joined(separator: "\n") + "\n", equals: "Specs/goldens/sentences/turn-en.txt")
    }
}

extension Sentences {
    fileprivate var rateLimitedSample: String { failure(.rateLimited(seconds: 1)) }
}
