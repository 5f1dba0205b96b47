import Foundation
import Glibc
import HTTPClient
import ServiceSupport
import Simulator
import SynoWire
import TestSupport
import Testing
import Wire

/// The program's `serve` as a process of its own, between a simulated Synology Chat and a simulated model server.
final class ServeProcess {
    static let token = "BotTokenForTests-0123456789"

    let chat: SynologyChatServer
    private let model: OpenAIServer
    private let client: HTTPClient
    private let process: ProgramProcess
    private let port: UInt16

    /// Starts it on a data directory and waits until it listens.
    ///
    /// The launcher becomes the program, see ``ProgramProcess``; settings beside its own may depend on the two servers' ports.
    init(
        _ directory: String,
        below launcher: [String] = [],
        settings more: (_ chat: UInt16, _ model: UInt16) throws -> [String: String] = { _, _ in [:] }
    ) throws {
        var people = SynologyChatConfiguration(
            users: [SynoUser(userID: 4, username: "alice")],
            botToken: try #require(Secret(token: Self.token))
        )
        people.postInterval = 0
        people.timeout = Patience.seconds
        chat = try SynologyChatServer(configuration: people)
        model = try OpenAIServer(configuration: OpenAIConfiguration())
        client = try HTTPClient()
        let environment = [
            "SYNOLOGY_BOT_TOKEN": Self.token, "SYNOLOGY_BASE_URL": chat.baseURL, "OPENAI_API_BASE": model.baseURL,
            "SYNOLOGY_SEND_INTERVAL": "0", "APP_LANG": "en",
        ]
        process = try ProgramProcess(
            Self.arguments(directory),
            environment: environment.merging(try more(chat.port, model.port)) { $1 },
            below: launcher,
            reading: STDERR_FILENO
        ) { $0.contains(" listening ") }
        let word = process.firstLine.split(separator: " ").first { $0.hasPrefix("port=") }
        port = try #require(word.flatMap { UInt16($0.dropFirst(5)) }, "\(process.firstLine)")
    }

    deinit {
        chat.stop()
        model.stop()
        client.shutdown()
    }

    private static func arguments(_ directory: String) -> [String] {
        ["serve", "--host", "127.0.0.1", "--port", "0", "--data-dir", directory]
    }

    /// Runs a start that must fail.
    static func refusal(
        _ directory: String,
        below launcher: [String] = []
    ) async throws -> (code: Int32, message: String) {
        let end = try await ProgramProcess.run(arguments(directory), below: launcher, reading: STDERR_FILENO)
        return (end.code, end.output)
    }

    /// Asks it to end with SIGTERM; its exit code.
    func stop() async -> Int32 { await process.stop() }

    /// Sends a message as Synology Chat does.
    func say(_ text: String, post: Int) async throws -> HTTPClientResponse {
        let text = try #require(text.addingPercentEncoding(withAllowedCharacters: .alphanumerics))
        return try await client.exchange(
            "POST",
            "/",
            port: port,
            body: "token=\(Self.token)&user_id=4&username=alice&post_id=\(post)&text=\(text)"
        )
    }

    /// What `/healthz` says of the database, with its status.
    func health() async throws -> String {
        let answer = try await client.exchange("GET", "/healthz", port: port)
        let json = try JSONSerialization.jsonObject(with: Data(answer.body)) as? [String: Any]
        return "\(answer.status) \(json?["database"] as? String ?? "")"
    }

    /// Waits until `/healthz` says so.
    func wait(forHealth wanted: String) async throws {
        try await Patience.until("health \(wanted)") { try await health() == wanted }
    }

    /// Waits until the model has answered `count` questions.
    func answered(_ count: Int) async throws {
        try await Patience.until("\(count) answers of the model") { model.requests.count >= count }
    }

    /// Bytes that it gave the disk to write so far, by proc_pid_io(5).
    func writtenBytes() throws -> Int {
        let text = try String(contentsOfFile: "/proc/\(process.identifier)/io", encoding: .utf8)
        let line = text.split(separator: "\n").first { $0.hasPrefix("write_bytes: ") }
        return try #require(line.flatMap { Int($0.dropFirst(13)) })
    }

    /// Its threads now.
    func threads() throws -> Int {
        try FileManager.default.contentsOfDirectory(atPath: "/proc/\(process.identifier)/task").count
    }

    /// The heaps of its allocator beside the main one: each begins a range of 64 MiB at a multiple of that (glibc).
    func extraArenas() throws -> Int {
        let maps = try String(contentsOfFile: "/proc/\(process.identifier)/maps", encoding: .utf8)
        let ranges = maps.split(separator: "\n").compactMap { line -> (start: UInt, end: UInt, isHeap: Bool)? in
            let bounds = line.prefix { $0 != " " }.split(separator: "-").compactMap { UInt($0, radix: 16) }
            return bounds.count == 2 ? (bounds[0], bounds[1], line.contains(" rw-p 00000000 00:00 0")) : nil
        }
        let size: UInt = 64 << 20
        return zip(ranges, ranges.dropFirst()).count { heap, reserve in
            heap.isHeap && heap.start % size == 0 && heap.end == reserve.start && reserve.end == heap.start + size
        }
    }
}
