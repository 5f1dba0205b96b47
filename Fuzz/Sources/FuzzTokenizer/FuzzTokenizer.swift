// Invariant: any bytes come back from their ids; count, ids, a limit and counting or encoding in two pieces agree.

import Tokenizer

/// The entry point of libFuzzer.
///
/// The first byte says where the rest is cut and which limit is asked for.
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
        // Only whole characters are promised to be counted alike when they are cut.
        guard let string = String(validating: text, as: UTF8.self) else { continue }
        let limit = Int(choice)
        let expected = ids.count <= limit ? ids.count : nil
        precondition(tokenizer.count(string, limit: limit) == expected, "the limit is off")
        check(tokenizer, [text[..<cut], text[cut...]], ids)
        check(tokenizer, text.indices.map { text[$0...$0] }, ids)
    }
    return 0
}

/// A text that comes in pieces has the tokens of the whole.
private func check(_ tokenizer: Tokenizer, _ pieces: [ArraySlice<UInt8>], _ ids: [UInt32]) {
    var counter = IncrementalCounter(tokenizer)
    var encoder = IncrementalEncoder(tokenizer)
    var found: [UInt32] = []
    for piece in pieces {
        counter.append(utf8: piece)
        found += encoder.append(utf8: piece)
    }
    precondition(counter.count == ids.count, "the cut changed the count")
    precondition(found + encoder.finish() == ids, "the cut changed the ids")
}
