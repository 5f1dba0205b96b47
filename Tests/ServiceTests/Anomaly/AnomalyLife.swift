import FaultDisk
import Foundation
import HTTPClient
import ServiceSupport
import TestSupport
import Testing

@testable import Service
@testable import Store

/// One life of the bot on a data directory of its own, in which the n-th call of a kind fails.
final class AnomalyLife {
    private let process: AnomalyProcess
    private let fault: DiskFault
    private let persists: Bool
    private let name: String
    private let configuration: Configuration
    private let lines = LogLines()
    private var log: Log { Log(level: .info) { [lines] line in lines.add(line) } }
    /// Requests answered with 503.
    private(set) var refusals = 0

    init(_ fault: DiskFault, _ n: Int, persists: Bool, _ process: AnomalyProcess) throws {
        self.process = process
        self.fault = fault
        self.persists = persists
        name = "\(fault.rawValue)-\(n)-\(persists ? "on" : "once")"
        configuration = try process.configuration(name)
        fault_arm(fault.kind, n, fault.code, persists ? 1 : 0)
    }

    /// Lives it.
    ///
    /// - Returns: whether a call failed.
    func run() async throws -> Bool {
        defer { fault_disarm() }
        let bot = try start()
        try await ask(AnomalyProcess.form("one-\(name)", post: 1), bot)
        try await answered("You said: one-\(name)", bot)
        let command = try await ask(AnomalyProcess.form("/totaltoken", post: 2), bot)
        #expect(!command.body.isEmpty, "\(name)")
        try await ask(AnomalyProcess.form("two-\(name)", post: 3), bot)
        // A disk that fails until the process has ended leaves the outcome of a post unknown, as a crash does (DLV-044).
        if persists { fault_disarm() }
        // The second message is acknowledged and no more: it must be found by the next start.
        bot.stop(seconds: Patience.seconds)
        fault_disarm()
        let wasHit = fault_hits() > 0
        try await check()
        try? FileManager.default.removeItem(atPath: configuration.dataDirectory)
        return wasHit
    }

    private func start() throws -> BotServer {
        let bot: BotServer
        do throws(StartError) {
            bot = try BotServer(configuration, log: log)
        } catch {
            #expect(fault_hits() > 0, "\(name): \(error.message)")
            #expect(error.message.hasSuffix(".") && !error.message.contains("\n"), "\(name): \(error.message)")
            // What must be possible once the cause is gone, whatever the failed start has left.
            fault_disarm()
            bot = try BotServer(configuration, log: log)
        }
        bot.start()
        return bot
    }

    /// Sends until it is acknowledged, as the person types again.
    @discardableResult
    private func ask(_ body: String, _ bot: BotServer) async throws -> HTTPClientResponse {
        while true {
            let answer = try await process.send("POST", "/", bot.port, body: body)
            if answer.status == 200 { return answer }
            try #require(answer.status == 503, "\(name)")
            #expect(answer.header("Retry-After") != nil, "\(name)")
            #expect(fault_hits() > 0, "\(name)")
            refusals += 1
            guard persists else { continue }
            let health = try await process.send("GET", "/healthz", bot.port)
            #expect(health.status == 503, "\(name): \(String(decoding: health.body, as: UTF8.self))")
            fault_disarm()
            try await recovered(bot)
        }
    }

    /// Waits for a post; where the fault stands in its way, takes the fault away.
    private func answered(_ ending: String, _ bot: BotServer) async throws {
        while await !process.wait(for: ending, seconds: 0.05) {
            guard persists, fault_hits() > 0 else { continue }
            fault_disarm()
        }
    }

    /// Waits until `/healthz` is well again, without a restart and without a message.
    private func recovered(_ bot: BotServer) async throws {
        try await Patience.until("health") { try await process.send("GET", "/healthz", bot.port).status == 200 }
    }

    /// What must be true of the file, and of the next start.
    private func check() async throws {
        let bot = try BotServer(configuration, log: log)
        bot.start()
        try #require(
            await process.wait(for: "You said: two-\(name)", seconds: Patience.seconds),
            "\(name): the second message is lost"
        )
        try await Patience.until { await bot.isSettled() }
        bot.stop(seconds: Patience.seconds)
        let file = try Database(path: "\(configuration.dataDirectory)/bot.sqlite3")
        #expect(try file.rows("PRAGMA integrity_check") { $0.text(0) } == ["ok"], "\(name)")
        let questions = try file.rows("SELECT question FROM turns ORDER BY id") { $0.text(0) }
        #expect(questions == ["one-\(name)", "two-\(name)"], "\(name)")
        #expect(try file.number("SELECT count(*) FROM inbox WHERE is_done = 1") == 2, "\(name)")
        // A disk that fails is no reason to say anything twice.
        #expect(process.posts("You said: one-\(name)") == 1, "\(name): \(lines.text)")
        #expect(process.posts("You said: two-\(name)") == 1, "\(name): \(lines.text)")
    }
}

extension BotServer {
    func isSettled() async -> Bool {
        await withCheckedContinuation { continuation in
            isSettled { continuation.resume(returning: $0) }
        }
    }
}
