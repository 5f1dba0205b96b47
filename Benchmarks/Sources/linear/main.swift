import Bot
import Glibc
import Tokenizer

// What must take time in proportion to the length of a text, measured: each text at one length and at ten times that. Exit 1
// where the longer one takes more than 35 times as long.

/// Seconds that this thread has had a processor.
func processorTime() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

func text(_ length: Int, of piece: String) -> String {
    String(repeating: piece, count: max(1, length / piece.unicodeScalars.count))
}

/// The least of three.
func seconds(_ body: () -> Int) -> Double {
    (0..<3).map { _ in
        let start = processorTime()
        guard body() > 0 else { return 0 }
        return processorTime() - start
    }.min() ?? 0
}

let texts: [(name: String, make: @Sendable (Int) -> String)] = [
    ("one grapheme of marks", { "a" + String(repeating: "\u{301}", count: $0) }),
    ("one grapheme of joined faces", { String(repeating: "😀\u{200D}", count: $0 / 3) }),
    ("graphemes longer than a part", { text($0, of: "a" + String(repeating: "\u{301}", count: 4_000)) }),
    ("flags", { String(repeating: "🇨🇳", count: $0 / 4) }),
    ("no space", { String(repeating: "x", count: $0) }),
    ("only spaces", { String(repeating: " ", count: $0) }),
    ("spaces and a mark", { text($0, of: String(repeating: " ", count: 1_700) + "```") }),
    ("only newlines", { String(repeating: "\n", count: $0) }),
    ("only fences", { text($0, of: "```\n") }),
    ("only marks of fences", { String(repeating: "`", count: $0) }),
    ("a fence that no other closes", { "`````\n" + text($0, of: "```\n") }),
    ("only beginnings of links", { text($0, of: "<http") }),
]

let tokenizer = Tokenizer(.o200kBase)
let work: [(name: String, body: (String) -> Int)] = [
    ("splitter", { ReplySplitter.split($0).count }), ("tokens", { tokenizer.encode($0).count }),
]
var isLinear = true
for (name, body) in work {
    for (kind, make) in texts {
        let (short, long) = (make(20_000), make(200_000))
        let few = seconds { body(short) }
        let many = seconds { body(long) }
        let holds = many < 35 * few + 0.02
        isLinear = isLinear && holds
        print("\(holds ? "ok    " : "not ok") \(name), \(kind): \(Int(few * 1e6)) µs, \(Int(many * 1e6)) µs")
    }
}
exit(isLinear ? 0 : 1)
