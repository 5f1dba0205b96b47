// tokenizer ENCODING FILE…: one line of JSON a file with medians in MB/s; Scripts/bench-tokenizer.py adds the peers.
import Foundation
import Tokenizer

let rounds = 7
let arguments = CommandLine.arguments.dropFirst()
guard let name = arguments.first, let encoding = Encoding(rawValue: name) else {
    FileHandle.standardError.write(Data("usage: tokenizer cl100k_base|o200k_base FILE…\n".utf8))
    exit(64)
}

/// Seconds that a call takes.
func time(_ body: () -> Void) -> Double {
    let clock = ContinuousClock()
    return clock.measure(body) / .seconds(1)
}

func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }

for path in arguments.dropFirst() {
    let bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
    // The first half warms a new tokenizer; the second is then text of the kind that it has not seen.
    let half = bytes.count / 2
    let size = Double(bytes.count - half) / 1e6
    var figures: [String: [Double]] = [:]
    var tokens = 0
    bytes.withUnsafeBufferPointer { all in
        let warm = UnsafeBufferPointer(rebasing: all[..<half])
        let text = UnsafeBufferPointer(rebasing: all[half...])
        for _ in 0..<rounds {
            let cold = Tokenizer(encoding)
            figures["cold", default: []].append(size / time { tokens = cold.count(utf8: text) })
            let first = Tokenizer(encoding)
            tokens = first.count(utf8: warm)
            figures["first count", default: []].append(size / time { tokens = first.count(utf8: text) })
            figures["repeat count", default: []].append(size / time { tokens = first.count(utf8: text) })
            let second = Tokenizer(encoding)
            tokens = second.count(utf8: warm)
            var ids: [UInt32] = []
            ids.reserveCapacity(text.count)
            figures["first ids", default: []].append(size / time { second.encode(utf8: text, into: &ids) })
            ids.removeAll(keepingCapacity: true)
            figures["repeat ids", default: []].append(size / time { second.encode(utf8: text, into: &ids) })
            let short = UnsafeBufferPointer(rebasing: text.prefix(1024))
            let calls = 1000
            figures["1 KB µs", default: []].append(
                time { for _ in 0..<calls { tokens = first.count(utf8: short) } } * 1e6 / Double(calls)
            )
        }
        tokens = Tokenizer(encoding).count(utf8: text)
    }
    let fields = figures.sorted { $0.key < $1.key }.map { "\"\($0.key)\":\(String(format: "%.1f", median($0.value)))" }
    print("{\"file\":\"\(path)\",\"tokens\":\(tokens),\(fields.joined(separator: ","))}")
}
