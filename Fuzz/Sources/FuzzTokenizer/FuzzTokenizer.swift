// Invariant: any bytes come back from their ids; counting, encoding and counting in two pieces agree.

import Tokenizer

/// The entry point of libFuzzer.
///
/// The first byte says where the rest is cut.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzTokenizer(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = Array(UnsafeBufferPointer(start: start, count: count))
    guard let choice = input.first else { return 0 }
    let text = Array(input.dropFirst())
    let cut = Int(choice) % (text.count + 1)
    for encoding in Encoding.allCases {
        let tokenizer = Tokenizer.shared(encoding)
        let ids = text.withUnsafeBufferPointer { tokenizer.encode(utf8: $0) }
        precondition(tokenizer.decode(ids) == text, "the bytes do not come back")
        precondition(tokenizer.count(utf8: text.span) == ids.count, "count and ids differ")
        var counter = IncrementalCounter(tokenizer)
        // Only whole characters are promised to be counted alike when they are cut.
        guard String(validating: text, as: UTF8.self) != nil else { continue }
        counter.append(utf8: text[..<cut])
        counter.append(utf8: text[cut...])
        precondition(counter.count == ids.count, "the cut changed the count")
    }
    return 0
}
