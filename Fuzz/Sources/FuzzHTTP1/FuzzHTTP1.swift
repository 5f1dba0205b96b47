// Invariant: whole, cut in two, and byte by byte, the same requests and the same error come out; an error lies inside the input.
import Wire

/// What came of the bytes of a connection.
private struct Trace: Equatable {
    var requests: [HTTPRequest] = []
    var error: HTTPRequestError?

    init(_ pieces: some Sequence<ArraySlice<UInt8>>) {
        // Small limits, so that the fuzzer reaches them.
        let limits = HTTPParserLimits(requestLine: 128, headerSection: 256, fields: 8, body: 64, chunkExtensions: 32)
        var parser = HTTPRequestParser(limits: limits)
        do throws(HTTPRequestError) {
            for var piece in pieces {
                while let event = try parser.next(&piece) {
                    guard case .request(let request) = event else { continue }
                    precondition(request.body.count <= limits.body && request.headers.count <= limits.fields)
                    requests.append(request)
                }
            }
        } catch {
            self.error = error
        }
    }
}

/// The entry point of libFuzzer.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzHTTP1(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    let whole = Trace([bytes[...]])
    let cut = bytes.isEmpty ? 0 : Int(bytes[count / 2]) % (count + 1)
    precondition(Trace([bytes[..<cut], bytes[cut...]]) == whole, "a cut at \(cut) changes what is read")
    precondition(Trace(bytes.indices.map { bytes[$0...$0] }) == whole, "single bytes change what is read")
    if let error = whole.error { precondition((0...count).contains(error.offset), "\(error)") }
    return 0
}
