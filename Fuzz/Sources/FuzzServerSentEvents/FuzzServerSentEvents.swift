// Invariant: any bytes are the same events, and end in the same SSEError or none, whole, cut in two and byte by byte.

import Wire

private struct Outcome: Equatable {
    var events: [ServerSentEvent] = []
    var error: SSEError?
    var isPending = false
}

private func read(_ pieces: [ArraySlice<UInt8>], limit: Int) -> Outcome {
    var parser = ServerSentEventParser(maximumEventBytes: limit)
    var outcome = Outcome()
    do throws(SSEError) {
        for piece in pieces {
            parser.receive(piece)
            while let event = try parser.next() { outcome.events.append(event) }
        }
        outcome.isPending = parser.finish()
    } catch {
        outcome.error = error
    }
    return outcome
}

/// The entry point of libFuzzer.
///
/// The first byte chooses the limit and where the rest is cut.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzServerSentEvents(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = Array(UnsafeBufferPointer(start: start, count: count))
    guard let choice = input.first else { return 0 }
    let stream = input.dropFirst()
    let limit = choice & 1 == 0 ? 1 << 20 : Int(choice)
    let cut = stream.startIndex + Int(choice) % (stream.count + 1)

    let whole = read([stream], limit: limit)
    precondition(whole == read([stream[..<cut], stream[cut...]], limit: limit), "the cut changed the result")
    precondition(whole == read(stream.indices.map { stream[$0...$0] }, limit: limit), "drops changed the result")
    if let error = whole.error { precondition((0...stream.count).contains(error.offset), "the fault lies outside") }
    return 0
}
