// Invariant: any bytes are a value or a JSONError inside the input, the same in pieces; a value survives writing and reading.

import Wire

/// The entry point of libFuzzer.
///
/// The first byte chooses the options and where the rest is cut.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzJSON(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = Array(UnsafeBufferPointer(start: start, count: count))
    guard let choice = input.first else { return 0 }
    let text = Array(input.dropFirst())
    let surrogates: JSONParser.Surrogates = choice & 1 == 0 ? .reject : .replace
    let names: JSONParser.RepeatedNames = choice & 2 == 0 ? .reject : .last
    let limits = JSONLimits(maximumDepth: choice & 4 == 0 ? 64 : 512)
    var parser = JSONParser(
        limits: limits,
        surrogates: surrogates,
        repeatedNames: names,
        acceptsByteOrderMark: choice & 8 != 0
    )

    let cut = Int(choice) % (text.count + 1)
    let inPieces = Result { () throws(JSONError) in
        try parser.receive(text[..<cut])
        try parser.receive(text[cut...])
        return try parser.finish()
    }
    let whole = Result { () throws(JSONError) in
        try JSONParser.parse(
            text,
            limits: limits,
            surrogates: surrogates,
            repeatedNames: names,
            acceptsByteOrderMark: choice & 8 != 0
        )
    }
    precondition(whole == inPieces, "the cut changed the result")
    switch whole {
    case .success(let value):
        let written = value.encoded()
        guard
            case .success(value) = Result(catching: { () throws(JSONError) in
                try JSONParser.parse(written, limits: limits)
            })
        else { preconditionFailure("what was written reads back as something else") }
        precondition(value.canonical().count == written.count, "the canonical form has another length")
    case .failure(let error):
        precondition((0...text.count).contains(error.offset), "the fault lies outside the input")
    }
    return 0
}
