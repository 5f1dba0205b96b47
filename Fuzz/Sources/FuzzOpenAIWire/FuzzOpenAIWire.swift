// Invariant: any bytes are an answer that shows text or an error short enough for a log; a stream the same however it is cut.

import OpenAIWire

/// The entry point of libFuzzer.
///
/// The first byte chooses what the rest is, and where it is cut.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOpenAIWire(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = Array(UnsafeBufferPointer(start: start, count: count))
    guard let choice = input.first else { return 0 }
    let body = input.dropFirst()
    let cut = body.startIndex + Int(choice) % (body.count + 1)
    switch choice & 3 {
    case 0: check(ChatResponse.decode(Array(body)))
    case 1:
        let error = APIError(status: 300 + Int(choice), body: Array(body))
        precondition(error.message.count <= 200, "the message is too long for a log")
    default:
        let transport = choice & 1 == 0 ? ChatStreamDecoder.Transport.clean : .aborted
        let whole = outcome([body], transport)
        check(whole)
        precondition(whole == outcome([body[..<cut], body[cut...]], transport), "the cut changed the outcome")
        precondition(whole == outcome(body.indices.map { body[$0...$0] }, transport), "drops changed the outcome")
    }
    return 0
}

private func outcome(_ pieces: [ArraySlice<UInt8>], _ transport: ChatStreamDecoder.Transport) -> ChatOutcome {
    var decoder = ChatStreamDecoder()
    for piece in pieces { decoder.receive(piece) }
    return decoder.end(transport)
}

/// An answer has text that can be shown; an error's message fits into a log line.
private func check(_ outcome: ChatOutcome) {
    switch outcome {
    case .answer(let answer): precondition(!answer.text.isEmpty, "an empty answer is no answer")
    case .failure(let error, _): precondition(error.message.count <= 200, "the message is too long for a log")
    }
}
