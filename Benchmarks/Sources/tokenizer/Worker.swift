import Foundation
import Tokenizer

/// Works off the commands of Scripts/bench/tokenizer.py, a line each: `pass FILE` answers the seconds of processor time
/// that one pass took, its ids in an array that is used again; `ids FILE OUT` writes the ids as 32-bit numbers and answers
/// how many there are.
func work(_ tokenizer: Tokenizer, counting: Bool) throws {
    var texts = Texts()
    var ids: [UInt32] = []
    let answer = { (line: String) in FileHandle.standardOutput.write(Data("\(line)\n".utf8)) }
    answer("ready")
    while let line = readLine() {
        let words = line.split(separator: " ").map(String.init)
        let bytes = texts.read(words[1])
        try bytes.withUnsafeBufferPointer { text in
            if words[0] == "pass" {
                var tokens = 0
                ids.removeAll(keepingCapacity: true)
                let seconds = processorTime {
                    if counting {
                        tokens = tokenizer.count(utf8: text)
                    } else {
                        tokenizer.encode(utf8: text, into: &ids)
                    }
                }
                precondition(tokens + ids.count > 0)
                answer("\(seconds)")
            } else {
                let ids = tokenizer.encode(utf8: text)
                precondition(!counting || tokenizer.count(utf8: text) == ids.count, "count and ids differ")
                try ids.withUnsafeBytes { try Data($0).write(to: URL(filePath: words[2])) }
                answer("\(ids.count)")
            }
        }
    }
}
