import Bot
import Foundation
import HTTPClient
import ServiceSupport
import TestSupport
import Testing
import Wire

@testable import Service
@testable import Store

/// Keys that are typed slightly wrong, sent to the whole bot: nobody but their owner ever sees them.
@Suite struct KeptAtHomeTests {
    @Test(.proves("SEC-007", "SEC-008", "SEC-009"), arguments: [1, 2] as [UInt64])
    func `the model never sees a key, and no table but the settings keeps one`(seed: UInt64) async throws {
        let stage = try BotStage { $0.bot.botToken = Secret("BotTokenForTests-0123456789") }
        defer { stage.stop() }
        _ = await stage.chat.type("/newuser", as: 4)
        var random = SeededGenerator(seed: seed)
        var withheld: [String] = []
        var keys: [String] = []
        for number in 0..<60 {
            let typed = WronglyTypedKey(marked: number.isMultiple(of: 2), using: &random)
            let text = typed.text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
            // Without a number of its own, a message is known again by what stands in it.
            let form = "token=\(stage.token.exposed)&user_id=4&username=alice&timestamp=\(1_000 + number)&text=\(text)"
            let answer = try await stage.send("POST", "/", body: form)
            #expect(answer.status == 200 && !answer.body.isEmpty, "\(typed.text.debugDescription)")
            #expect(!String(decoding: answer.body, as: UTF8.self).contains(typed.key))
            keys.append(typed.key)
            if case .withheld = CommandParser.parse(typed.text, route: .bot) { withheld.append(typed.key) }
        }
        try await stage.settle()
        #expect(stage.model.requests.isEmpty)
        #expect(!withheld.isEmpty && withheld.count < keys.count)
        for key in keys { #expect(!stage.lines.text.contains(key)) }
        for row in try stage.everyRow() where !row.hasPrefix("users ") {
            #expect(!keys.contains { row.contains($0) }, "\(row)")
        }
        let directory = stage.configuration.dataDirectory
        for file in try FileManager.default.contentsOfDirectory(atPath: directory) {
            guard let bytes = FileManager.default.contents(atPath: "\(directory)/\(file)") else { continue }
            for key in withheld { #expect(bytes.range(of: Data(key.utf8)) == nil, "\(file)") }
        }
    }
}

extension BotStage {
    /// Every row of every table, as `table value value …`.
    fileprivate func everyRow() throws -> [String] {
        let database = try Database(path: "\(configuration.dataDirectory)/bot.sqlite3", readOnly: true)
        let tables = try database.rows("SELECT name FROM sqlite_master WHERE type = 'table'") { $0.text(0) }
        return try tables.flatMap { table in
            let columns = try database.rows("SELECT name FROM pragma_table_info('\(table)')") { $0.text(0) }
            let values = columns.map { "quote(\"\($0)\")" }.joined(separator: " || ' ' || ")
            return try database.rows("SELECT '\(table) ' || \(values) FROM \"\(table)\"") { $0.text(0) }
        }
    }
}
