// Invariant: any bytes are an answer that shows text or an error short enough for a log, or refused at a byte inside them; a stream the same however it is cut.

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
    switch choice & 7 {
    case 0: check(ChatResponse.decode(Array(body)))
    case 1:
        let error = APIError(status: 300 + Int(choice), body: Array(body))
        precondition(error.message.count <= 200, "the message is too long for a log")
        if let window = error.contextWindow { precondition((64...10_000_000).contains(window), "no such window") }
    case 2: checkRequest(Array(body))
    case 3: _ = strict(body.count) { () throws(OpenAIError) in try ChatCompletion.decode(Array(body)) }
    case 4: _ = strict(body.count) { () throws(OpenAIError) in try ErrorBody.decode(Array(body)) }
    case 5:
        let whole = assembled([body])
        precondition(whole == assembled([body[..<cut], body[cut...]]), "the cut changed the completion")
        precondition(whole == assembled(body.indices.map { body[$0...$0] }), "drops changed the completion")
        let faults = audited([body])
        precondition(faults == audited([body[..<cut], body[cut...]]), "the cut changed the faults")
        if case .failure(let first) = whole { precondition(faults.first == first, "another first fault") }
        if case .success = whole { precondition(faults.isEmpty, "a sound stream has faults") }
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

/// What a strict decoder gives, or its error, whose offset must lie inside the input.
private func strict<Value>(
    _ count: Int,
    _ decode: () throws(OpenAIError) -> Value
) -> Result<Value, OpenAIError> {
    do throws(OpenAIError) {
        return .success(try decode())
    } catch {
        precondition((0...count).contains(error.offset), "the offset lies outside the input")
        return .failure(error)
    }
}

/// A decoded request encodes to one that decodes to the same.
private func checkRequest(_ body: [UInt8]) {
    guard case .success(let request) = strict(body.count, { () throws(OpenAIError) in try ChatRequest.decode(body) })
    else { return }
    precondition((try? ChatRequest.decode(request.encoded()))?.encoded() == request.encoded(), "the request changes")
}

private func assembled(_ pieces: [ArraySlice<UInt8>]) -> Result<ChatCompletion, OpenAIError> {
    strict(pieces.reduce(0) { $0 + $1.count }) { () throws(OpenAIError) in
        var assembler = ChatCompletionAssembler()
        for piece in pieces { try assembler.receive(piece) }
        return try assembler.finish()
    }
}

private func audited(_ pieces: [ArraySlice<UInt8>]) -> [OpenAIError] {
    var assembler = ChatCompletionAssembler()
    let faults = pieces.flatMap { assembler.audit($0) }
    return faults + [assembler.auditEnd()].compactMap { $0 }
}

/// An answer has text that can be shown; an error's message fits into a log line.
private func check(_ outcome: ChatOutcome) {
    switch outcome {
    case .answer(let answer): precondition(!answer.text.isEmpty, "an empty answer is no answer")
    case .failure(let error, _): precondition(error.message.count <= 200, "the message is too long for a log")
    }
}
