// Invariant: any bytes have pairs; strict ones have the same or a FormError inside the input; pairs survive writing and reading.

import Wire

/// The entry point of libFuzzer.
///
/// The first byte says where the rest is cut.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzForm(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = Array(UnsafeBufferPointer(start: start, count: count))
    guard let choice = input.first else { return 0 }
    let form = Array(input.dropFirst())
    guard let pairs = try? FormParser.parse(form, rules: .whatwg) else {
        preconditionFailure("the URL Standard refuses nothing")
    }

    var encoder = FormEncoder()
    for pair in pairs { encoder.append(pair.name, pair.value) }
    let written = (try? FormParser.parse(encoder.bytes, rules: .whatwg)) ?? []
    precondition(written.map(\.json) == pairs.map(\.json), "what was written reads back as something else")

    let cut = Int(choice) % (form.count + 1)
    let strict = Result { () throws(FormError) in try FormParser.parse(form, rules: .synology) }
    let inPieces = Result { () throws(FormError) in
        var parser = FormParser(rules: .synology)
        try parser.receive(form[..<cut])
        try parser.receive(form[cut...])
        return try parser.finish()
    }
    precondition(strict == inPieces, "the cut changed the result")
    switch strict {
    case .success(let value): precondition(value == pairs, "the strict profile changed a pair")
    case .failure(let error): precondition((0...form.count).contains(error.offset), "the fault lies outside the input")
    }
    return 0
}
