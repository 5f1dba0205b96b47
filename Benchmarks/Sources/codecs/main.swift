import Foundation
import Wire

// codecs [--corpus DIR] [--only TEXT]: measures the codecs, megabytes of input a second, the median of eleven rounds.
// With --corpus the texts are also written to DIR, so that the peers of Scripts/bench/codecs.sh read the same bytes.
// With --only, lines without TEXT are not measured: for a profiler.

/// What JSONDecoder decodes to: the shape of a chat completion, as a client would declare it.
struct Completion: Decodable {
    struct Choice: Decodable {
        struct Message: Decodable { let role, content: String }
        let index: Int
        let message: Message
        let finish_reason: String?
    }
    struct Usage: Decodable { let prompt_tokens, completion_tokens, total_tokens: Int }
    let id, object, model: String
    let created: Int
    let choices: [Choice]
    let usage: Usage
}

/// What JSONDecoder decodes the chunks to.
struct Chunk: Decodable {
    struct Choice: Decodable {
        struct Delta: Decodable { let content: String? }
        let index: Int
        let delta: Delta
        let finish_reason: String?
    }
    let id, object, model: String
    let created: Int
    let choices: [Choice]
}

func measure(_ name: String, _ corpus: Corpus, rounds: Int = 11, _ body: () throws -> Int) rethrows {
    if let only, !"\(name)\t\(corpus.name)".contains(only) { return }
    var seconds: [Double] = []
    var result = 0
    let clock = ContinuousClock()
    for _ in 0..<rounds {
        var times = 0
        let elapsed = try clock.measure {
            while times < 8 {
                result &+= try body()
                times += 1
            }
        }
        let parts = elapsed.components
        seconds.append((Double(parts.seconds) + Double(parts.attoseconds) * 1e-18) / Double(times))
    }
    let rate = Double(corpus.bytes.count) / seconds.sorted()[rounds / 2] / 1e6
    print("\(name)\t\(corpus.name)\t\(Int(rate.rounded()))")
    precondition(result != 0)
}

let arguments = CommandLine.arguments
let only = arguments.firstIndex(of: "--only").flatMap { $0 + 1 < arguments.count ? arguments[$0 + 1] : nil }
let json = Corpus.json()
let stream = Corpus.stream()
if let index = arguments.firstIndex(of: "--corpus"), index + 1 < arguments.count {
    for (number, corpus) in (json + [stream]).enumerated() {
        let file = URL(filePath: arguments[index + 1]).appending(path: "\(number)")
        try Data(corpus.bytes).write(to: file)
        try Data(corpus.name.utf8).write(to: file.appendingPathExtension("name"))
    }
}

for corpus in json {
    try measure("Wire JSONParser", corpus) {
        if case .null = try JSONParser.parse(corpus.bytes) { 0 } else { 1 }
    }
    let data = Data(corpus.bytes)
    if corpus.name.hasPrefix("answer") {
        try measure("Foundation JSONDecoder", corpus) {
            try JSONDecoder().decode(Completion.self, from: data).choices.count
        }
    } else {
        try measure("Foundation JSONDecoder", corpus) { try JSONDecoder().decode([Chunk].self, from: data).count }
    }
    let value = try JSONParser.parse(corpus.bytes)
    measure("Wire JSONWriter", corpus) { value.encoded().count }
}
for size in [16_384, 1_000] {
    try measure("Wire ServerSentEventParser (pieces of \(size))", stream) {
        var parser = ServerSentEventParser()
        var count = 0
        for start in stride(from: 0, to: stream.bytes.count, by: size) {
            parser.receive(stream.bytes[start..<min(start + size, stream.bytes.count)])
            while let event = try parser.next() { count += event.data.utf8.count }
        }
        return count
    }
}
let form = Corpus(
    name: "form of 1 MB",
    bytes: Array(
        FormEncoder.encode((0..<60).map { ("f\($0)", String(repeating: "你好 hello ", count: 600)) }).prefix(1 << 20)
    )
)
try measure("Wire FormParser", form) { try FormParser.parse(form.bytes).count }
