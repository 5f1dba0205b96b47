import Bot
import Foundation
import ServiceSupport
import Simulator
import SynoWire
import TestSupport
import Testing

@testable import Service

/// Transcripts of every command: the request's bytes, the response's bytes, every outbound request, the rows changed.
@Suite(.aside) struct CommandGoldenTests {
    @Test func `every command has some, each of its own name`() {
        #expect(Set(GoldenCase.all.map(\.command)) == Set(CommandName.allCases.map(\.rawValue)))
        let names = GoldenCase.all.map(\.testDescription)
        #expect(Set(names).count == names.count)
    }

    @Test(arguments: GoldenCase.all)
    func `a command's transcript is the golden one`(golden: GoldenCase) async throws {
        let stage = try BotStage { configuration in
            configuration.bot.language = golden.language
            if !golden.isRegistered { configuration.bot.baseURL = nil }
        }
        defer { stage.stop() }
        if golden.isRegistered {
            _ = await stage.chat.type("/newuser \(stage.chat.baseURL) \(stage.token.exposed)", as: 4)
        }
        for line in golden.before {
            _ = await stage.chat.type(stage.placed(line), as: 4)
            try await stage.settle()
        }
        let transcript = try await GoldenTranscript.record(golden, on: stage)
        try Golden.expect(transcript, equals: "Specs/goldens/commands/\(golden.command)/\(golden.name).txt")
    }
}
