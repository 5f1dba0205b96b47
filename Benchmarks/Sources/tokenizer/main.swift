// The tokenizer at work for Scripts/bench/tokenizer.py, which adds the peers.
//
//   tokenizer count|ids ENCODING        works off commands from standard input
//   tokenizer figures ENCODING FOLDER   the figures of messages, long pieces and memory
import Foundation
import Tokenizer

let arguments = CommandLine.arguments.dropFirst()
let encoding = arguments.dropFirst().first.flatMap(Encoding.init(rawValue:))
switch (arguments.first, encoding, arguments.count) {
case ("count", let encoding?, 2): try work(.shared(encoding), counting: true)
case ("ids", let encoding?, 2): try work(.shared(encoding), counting: false)
case ("figures", let encoding?, 3): figures(encoding, folder: arguments.last ?? "")
default:
    FileHandle.standardError.write(Data("usage: tokenizer count|ids|figures cl100k_base|o200k_base [FOLDER]\n".utf8))
    exit(64)
}
