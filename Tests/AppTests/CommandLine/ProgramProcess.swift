import Foundation
import Glibc
import Synchronization

/// The program as a process of its own, as it was built beside the tests; killed when the value goes.
///
/// Foundation's `Process` is not used: its `run` was seen to crash while other tests held thousands of connections.
final class ProgramProcess {
    let identifier: pid_t
    /// The first line of its output that was waited for; where it ended before, its last.
    let firstLine: String
    private let hasEnded = Mutex(false)

    /// Starts it and waits for a line of its output, or of the stream named.
    ///
    /// A launcher, its path and its own words, is started with the program and its words behind, and becomes it.
    init(
        _ arguments: [String],
        environment: [String: String] = [:],
        below launcher: [String] = [],
        reading stream: Int32 = STDOUT_FILENO,
        until isMet: (String) -> Bool = { _ in true }
    ) throws {
        let (identifier, output) = try Self.spawn(launcher, arguments, environment, stream)
        self.identifier = identifier
        var line = ""
        repeat { line = Self.line(output) ?? "" } while !line.isEmpty && !isMet(line)
        firstLine = line
        // Nobody reads on: a full pipe must not stop the process.
        Thread.detachNewThread {
            while Self.line(output) != nil {}
            close(output)
        }
    }

    private static func line(_ output: Int32) -> String? {
        var line: [UInt8] = []
        var byte: UInt8 = 0
        while read(output, &byte, 1) == 1 {
            if byte == UInt8(ascii: "\n") { return String(decoding: line, as: UTF8.self) }
            line.append(byte)
        }
        return nil
    }

    // The parent's test helper may block SIGTERM, and children inherit that.
    deinit {
        guard !hasEnded.withLock({ $0 }) else { return }
        kill(identifier, SIGKILL)
        _ = Self.exitCode(identifier)
    }

    /// Asks it to end and waits until it has, on a thread of its own; the exit code, or -1 where a signal ended it.
    func stop() async -> Int32 {
        kill(identifier, SIGTERM)
        hasEnded.withLock { $0 = true }
        return await withCheckedContinuation { [identifier] continuation in
            Thread.detachNewThread { continuation.resume(returning: Self.exitCode(identifier)) }
        }
    }

    private static func exitCode(_ identifier: pid_t) -> Int32 {
        var status: Int32 = 0
        waitpid(identifier, &status, 0)
        return status & 0x7F == 0 ? (status >> 8) & 0xFF : -1
    }

    /// The address behind `listening on `.
    var address: String { String(firstLine.dropFirst("listening on ".count)) }

    /// Runs the program to its end, on a thread of its own.
    static func run(
        _ arguments: [String],
        below launcher: [String] = [],
        reading stream: Int32 = STDOUT_FILENO
    ) async throws -> (code: Int32, output: String) {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(with: Result { try wait(spawn(launcher, arguments, [:], stream)) })
            }
        }
    }

    private static func wait(_ child: (identifier: pid_t, output: Int32)) -> (code: Int32, output: String) {
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 65_536)
        while case let count = read(child.output, &piece, piece.count), count > 0 { bytes += piece[..<count] }
        close(child.output)
        return (exitCode(child.identifier), String(decoding: bytes, as: UTF8.self))
    }

    /// One child at a time is started: no other one can get a pipe that is not marked yet.
    private static let starting = Mutex(())

    /// Starts the program with nothing to read and nothing inherited but the stream that is read.
    private static func spawn(
        _ launcher: [String],
        _ arguments: [String],
        _ environment: [String: String],
        _ stream: Int32
    ) throws -> (identifier: pid_t, output: Int32) {
        try starting.withLock { _ in try start(launcher + [path] + arguments, environment, stream) }
    }

    private static func start(
        _ words: [String],
        _ more: [String: String],
        _ stream: Int32
    ) throws -> (identifier: pid_t, output: Int32) {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { throw POSIXError(.EMFILE) }
        defer { close(ends[1]) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        let other = stream == STDOUT_FILENO ? STDERR_FILENO : STDOUT_FILENO
        posix_spawn_file_actions_adddup2(&actions, ends[1], stream)
        posix_spawn_file_actions_addopen(&actions, other, "/dev/null", O_WRONLY, 0)
        let variables = ProcessInfo.processInfo.environment.merging(more) { $1 }.map { "\($0.key)=\($0.value)" }
        let path = words.first ?? ""
        var words = words.map { strdup($0) } + [nil]
        var environment = variables.map { strdup($0) } + [nil]
        defer { for text in words + environment { free(text) } }
        var identifier: pid_t = 0
        guard posix_spawn(&identifier, path, &actions, nil, &words, &environment) == 0 else {
            close(ends[0])
            throw POSIXError(.ENOENT)
        }
        return (identifier, ends[0])
    }

    private static var path: String {
        let own = CommandLine.arguments.compactMap { argument in
            argument.range(of: "/synology-chatgptPackageTests").map { argument[..<$0.lowerBound] }
        }
        return "\(own.first ?? ".build/debug")/synology-chatgpt"
    }
}
