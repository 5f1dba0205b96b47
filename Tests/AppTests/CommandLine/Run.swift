import App
import Foundation
import Synchronization

/// What one run of the program printed.
struct Run: Sendable {
    let code: Int32
    let output: String
    let errors: [String]

    init(_ words: [String], _ environment: [String: String] = [:], input: [UInt8] = []) {
        let streams = Streams(input: input)
        code = Program().run(words, environment: environment, streams: streams.streams)
        output = String(decoding: streams.output.withLock { $0 }, as: UTF8.self)
        errors = streams.errors.withLock { $0 }
    }

    /// Runs on a thread of its own what waits for others: tests share few threads.
    static func apart(_ words: [String], input: [UInt8] = []) async -> Run {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread { continuation.resume(returning: Run(words, input: input)) }
        }
    }
}

/// Streams in memory.
final class Streams: Sendable {
    let output = Mutex<[UInt8]>([])
    let errors = Mutex<[String]>([])
    private let input: Mutex<[UInt8]>

    init(input: [UInt8] = []) { self.input = Mutex(input) }

    var streams: StandardStreams {
        StandardStreams(
            write: { bytes in self.output.withLock { $0 += bytes } },
            writeError: { line in self.errors.withLock { $0.append(line) } },
            // In small pieces, as a pipe gives them.
            read: {
                self.input.withLock { input in
                    let piece = Array(input.prefix(1000))
                    input.removeFirst(piece.count)
                    return piece
                }
            }
        )
    }
}
