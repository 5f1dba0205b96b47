import Bot
import Foundation
import Tokenizer

/// The figures that no peer is needed for, each the median of 7; one JSON object.
func figures(_ encoding: Encoding, folder: String) {
    var texts = Texts()
    var result: [(name: String, value: Double)] = []

    // First of all, as nothing has been used yet; only what reads the sizes has.
    _ = residentKilobytes("VmRSS")
    let greeting = Array("Hello! 你好，请问今天天气怎么样？ It's a fine day.".utf8)
    let kinds = ["VmRSS", "RssAnon"]
    let before = kinds.map(residentKilobytes)
    var tokens = Tokenizer.shared(encoding).count(utf8: greeting.span)
    for (kind, size) in zip(kinds, before) {
        result.append(("first use \(kind) MB", Double(residentKilobytes(kind) - size) / 1000))
    }

    for name in ["english", "chinese"] {
        let warm = texts.read("\(folder)/\(name).warm.txt")
        let text = texts.read("\(folder)/\(name).new.txt")
        let tokenizer = Tokenizer(encoding)
        tokens += tokenizer.count(utf8: warm.span)
        let new = messages(text, characters: 1000).map { message in
            processorTime { tokens += tokenizer.count(utf8: message.span) } * 1e6
        }
        result.append(("new message \(name) µs", median(new)))
        let message = messages(text, bytes: 1024)
        let calls = 1000
        let again = (0..<7).map { _ in
            processorTime { for _ in 0..<calls { tokens += tokenizer.count(utf8: message.span) } } / Double(calls) * 1e6
        }
        result.append(("warm 1 KB \(name) µs", median(again)))
    }

    let sizes = [1_000_000, 10_000_000].map { size in
        let letters = [UInt8](repeating: UInt8(ascii: "a"), count: size)
        return median((0..<7).map { _ in processorTime { tokens += Tokenizer(encoding).count(utf8: letters.span) } })
    }
    result.append(("1 MB of one letter ms", sizes[0] * 1e3))
    result.append(("10 MB of one letter times 1 MB", sizes[1] / sizes[0]))

    // A window full of the shortest exchanges there are: two messages of one token.
    let stored = [Int](repeating: 2 * (ContextWindow.messageOverhead + 1), count: 409)
    let checks = (0..<7).map { _ in
        processorTime {
            for _ in 0..<1000 {
                let window = ContextWindow(window: 4096, reserve: 1024, exchanges: stored)
                if case .send(let dropped, _) = window.plan(question: 10) { tokens += dropped }
            }
        } / 1000 * 1e6
    }
    result.append(("window check µs", median(checks)))
    precondition(tokens > 0)
    print("{\(result.map { "\"\($0.name)\": \($0.value)" }.joined(separator: ", "))}")
}

/// A text cut into messages of so many characters; the last, shorter one is left out.
private func messages(_ text: [UInt8], characters: Int) -> [[UInt8]] {
    var found: [[UInt8]] = []
    var start = 0
    var seen = 0
    for (place, byte) in text.enumerated() where byte & 0xC0 != 0x80 {
        if seen == characters {
            found.append(Array(text[start..<place]))
            (start, seen) = (place, 0)
        }
        seen += 1
    }
    return found
}

/// One message of so many bytes, or a few fewer so that no character is cut.
private func messages(_ text: [UInt8], bytes: Int) -> [UInt8] {
    var message = text.prefix(bytes + 1)
    while let last = message.popLast(), last & 0xC0 == 0x80 {}
    return Array(message)
}

/// What a line of /proc/self/status says.
private func residentKilobytes(_ name: String) -> Int {
    let status = FileManager.default.contents(atPath: "/proc/self/status") ?? Data()
    let line = String(decoding: status, as: UTF8.self).split(separator: "\n").first { $0.hasPrefix(name + ":") }
    return line.flatMap { Int($0.filter(\.isNumber)) } ?? 0
}
