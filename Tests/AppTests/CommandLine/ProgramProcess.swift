import Foundation

/// The program as a process of its own, as it was built beside the tests; killed when the value goes.
final class ProgramProcess {
    private let process = Process()
    /// The first line of its output.
    let firstLine: String

    init(_ arguments: [String]) throws {
        process.executableURL = Self.program
        process.arguments = arguments
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        var line = ""
        while !line.hasSuffix("\n"), let piece = try output.fileHandleForReading.read(upToCount: 1), !piece.isEmpty {
            line += String(decoding: piece, as: UTF8.self)
        }
        firstLine = String(line.dropLast())
    }

    /// Runs the program to its end, on a thread of its own.
    static func run(_ arguments: [String]) async throws -> (code: Int32, output: String) {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(
                    with: Result {
                        let process = Process()
                        process.executableURL = Self.program
                        process.arguments = arguments
                        let output = Pipe()
                        process.standardOutput = output
                        try process.run()
                        let bytes = try output.fileHandleForReading.readToEnd() ?? Data()
                        process.waitUntilExit()
                        return (process.terminationStatus, String(decoding: bytes, as: UTF8.self))
                    }
                )
            }
        }
    }

    private static var program: URL {
        let own = CommandLine.arguments.compactMap { argument in
            argument.range(of: "/synology-chatgptPackageTests").map { argument[..<$0.lowerBound] }
        }
        return URL(filePath: "\(own.first ?? ".build/debug")/synology-chatgpt")
    }

    // The parent's test helper may block SIGTERM, and children inherit that.
    deinit { kill(process.processIdentifier, SIGKILL) }

    /// The address behind `listening on `.
    var address: String { String(firstLine.dropFirst("listening on ".count)) }
}
