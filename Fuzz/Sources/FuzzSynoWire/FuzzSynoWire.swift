// Invariant: any bytes decode, or throw SynoError with an offset inside them; what decodes is written so that it decodes to itself, however it is cut.
import SynoWire
import Wire

/// The entry of libFuzzer: the first byte chooses the kind, the rest is the input.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzSynoWire(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    guard let start, count > 0 else { return 0 }
    let input = Array(UnsafeBufferPointer(start: start, count: count))
    let body = Array(input.dropFirst())
    switch input[0] & 7 {
    case 0: check(SynoMessage.self, body)
    case 1: check(SynoCommand.self, body)
    case 2: check(SynoOutgoing.self, body)
    case 3: check(SynoCallback.self, body)
    case 4: checkResponse(body)
    case 5: checkPost(body)
    case 6: checkEntryPoint(String(decoding: body, as: UTF8.self))
    default: _ = WebhookAnswer.decode(status: 200, body: body)
    }
    return 0
}

/// What `decode` gives, or `nil` for an error, whose offset must lie inside the body.
private func outcome<Value>(_ body: [UInt8], _ decode: () throws(SynoError) -> Value) -> Value? {
    do {
        return try decode()
    } catch {
        precondition((0...body.count).contains(error.offset), "the offset lies outside the body")
        return nil
    }
}

/// A decoded event encodes to a body that decodes to the same event; the cut does not count.
private func check<Value: SynoDecodable>(_ type: Value.Type, _ body: [UInt8]) {
    let value = outcome(body) { () throws(SynoError) in try Value.decode(body) }
    let pieces = outcome(body) { () throws(SynoError) in
        var decoder = SynoBodyDecoder<Value>(limit: .max)
        for byte in body { try decoder.receive(CollectionOfOne(byte)) }
        return try decoder.finish()
    }
    precondition(pieces == value, "the cut changes the value")
    guard let value else { return }
    let encoded = value.encoded()
    precondition((try? Value.decode(encoded))?.encoded() == encoded, "the encoding is not stable")
    _ = value.canonicalJSON.canonical()
}

/// A decoded answer encodes to an answer that decodes to the same.
private func checkResponse(_ body: [UInt8]) {
    let response = outcome(body) { () throws(SynoError) in try SynoResponse.decode(body) }
    guard let response else { return }
    precondition((try? SynoResponse.decode(response.encoded())) == response, "the answer changes")
}

/// A decoded post encodes to a body that decodes to the same.
private func checkPost(_ body: [UInt8]) {
    let post = outcome(body) { () throws(SynoError) in try ChatbotPost.decode(body) }
    guard let post else { return }
    precondition((try? ChatbotPost.decode(post.encoded())) == post, "the post changes")
}

/// The normal form of a URL is its own normal form, and the URL of an entry point can be pasted.
private func checkEntryPoint(_ text: String) {
    guard let pasted = try? PastedEntryPoint(text) else { return }
    precondition((try? SynoBaseURL(pasted.base.text)) == pasted.base, "the normal form changes")
    guard let token = pasted.token else { return }
    let entry = ChatbotEntryPoint(base: pasted.base, token: token)
    precondition(!entry.description.hasSuffix(token.exposed), "the token is shown")
    precondition((try? PastedEntryPoint(entry.url()))?.base == pasted.base, "the written URL cannot be pasted")
}
