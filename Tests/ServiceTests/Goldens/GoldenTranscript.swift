import Bot
import Foundation
import ServiceSupport
import Simulator
import SynoWire
import TestSupport
import Wire

@testable import Service
@testable import Store

/// The text of a golden: real bytes, in which only what differs from run to run is replaced by a name.
enum GoldenTranscript {
    /// Plays the line of a case and writes down everything that comes of it.
    static func record(_ golden: GoldenCase, on stage: BotStage) async throws -> String {
        let before = try stage.rows()
        let asked = stage.model.requests.count
        let exchanged = stage.chat.exchanges.count
        let token = golden.route == "/" ? stage.token.exposed : "SlashToken-\(golden.command)"
        let command = SynoCommand(
            token: Secret(token: token) ?? stage.token,
            userID: 4,
            username: "alice",
            text: stage.placed(golden.line)
        )
        let request =
            "POST \(golden.route) HTTP/1.1\r\nHost: bot\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            + "Content-Length: \(command.encoded().count)\r\nConnection: close\r\n\r\n"
            + String(decoding: command.encoded(), as: UTF8.self)
        let response = try RawClient.exchange(request, port: stage.bot.port)
        try await stage.settle()
        var parts = ["== request\n\(request)\n", "== response\n\(response)\n"]
        for exchange in stage.model.requests.dropFirst(asked) {
            parts.append("== to the model\n\(exchange.transcript)")
        }
        for exchange in stage.chat.exchanges.dropFirst(exchanged) where exchange.direction != .toBot {
            parts.append("== to the NAS\n\(exchange.transcript)\n")
        }
        parts.append("== rows\n" + difference(before, try stage.rows()))
        return normalised(parts.joined(separator: "\n"), stage)
    }

    /// `-` for rows that are gone, `+` for rows that are new.
    private static func difference(_ before: [String], _ after: [String]) -> String {
        let old = Set(before)
        let new = Set(after)
        let lines =
            before.filter { !new.contains($0) }.map { "- \($0)" } + after.filter { !old.contains($0) }.map { "+ \($0)" }
        return lines.isEmpty ? "(none)\n" : lines.joined(separator: "\n") + "\n"
    }

    private static func normalised(_ text: String, _ stage: BotStage) -> String {
        var text = text.replacingOccurrences(of: "\r\n", with: "\n")
        let directory = stage.configuration.dataDirectory
        let coded = directory.replacingOccurrences(of: "/", with: "%2F")
        for (old, new) in [
            (directory, "{DIR}"), (coded, "{DIR}"), (stage.chat.baseURL, "http://NAS"),
            (stage.model.baseURL, "http://MODEL/v1"),
            (":\(stage.chat.port)", ":NAS"), ("%3A\(stage.chat.port)", "%3ANAS"), (":\(stage.bot.port)", ":BOT"),
        ] { text = text.replacingOccurrences(of: old, with: new) }
        let patterns = [
            ("(?m)^Date: .*$", "Date: (now)"), ("(?m)^Content-Length: .*$", "Content-Length: (n)"),
            (#"\d{4}-\d\d-\d\d-\d\d-\d\d-\d\d"#, "YYYY-MM-DD-HH-MM-SS"), (#"\d{4}-\d\d-\d\d  "#, "YYYY-MM-DD  "),
            (#"\d{4}-\d\d  "#, "YYYY-MM  "),
            (#"'\d{4}-\d\d-\d\d'"#, "'YYYY-MM-DD'"),
        ]
        for (pattern, name) in patterns {
            text = text.replacingOccurrences(of: pattern, with: name, options: .regularExpression)
        }
        return text
    }
}

extension BotStage {
    /// A line with the test's directory in the place of `{DIR}`.
    func placed(_ line: String) -> String { line.replacingOccurrences(of: "{DIR}", with: configuration.dataDirectory) }

    /// Waits until nothing is left to be answered or posted.
    func settle() async throws {
        try await Patience.until("the bot to settle") { await bot.isSettled() }
    }

    /// Every row of the tables that commands change, without columns of time.
    func rows() throws -> [String] {
        let database = try Database(path: "\(configuration.dataDirectory)/bot.sqlite3", readOnly: true)
        let passing: Set = ["received_at", "answered_at", "mark", "next_attempt_at", "day"]
        return try ["users", "conversations", "turns", "pins", "usage"].flatMap { table in
            let columns = try database.rows("SELECT name FROM pragma_table_info('\(table)')") { $0.text(0) }
            let kept = columns.filter { !passing.contains($0) }
            let values = kept.map { "'\($0)=' || quote(\($0))" }.joined(separator: " || ' ' || ")
            return try database.rows("SELECT '\(table): ' || \(values) FROM \(table)") { $0.text(0) }
        }
    }
}
