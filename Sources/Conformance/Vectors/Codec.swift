import OpenAIWire
import Wire

/// How a kind of input is read.
///
/// A result is canonical JSON, or `code at offset`.
struct Codec: Sendable {
    /// Reads an input whole; the second argument is the vector's size limit.
    let whole: @Sendable ([UInt8], Int?) -> String
    /// Reads it in pieces; `nil` where the codec takes whole inputs only.
    let pieces: (@Sendable ([ArraySlice<UInt8>], Int?) -> String)?

    /// The codec of a vector's `kind`.
    static func of(_ kind: String) -> Codec? {
        switch kind {
        case "json": Codec(json)
        case "form": Codec(form)
        case "sse": Codec(events)
        case "openai-stream": Codec(completion)
        default: InspectKind.all.first { $0.name == kind }.map(Codec.init)
        }
    }

    /// Checks one vector: whole, byte by byte, in pieces of seven and, where it is short, cut in two at every place.
    func fault(of vector: Vector) -> Fault? {
        let input = vector.input
        let got = whole(input, vector.limit)
        guard got == vector.expected else {
            return Fault("\(vector.identifier), whole", expected: vector.expected, got: got, bytes: input)
        }
        guard let pieces else { return nil }
        let reference = pieces([input[...]], vector.limit)
        for (name, cut) in Self.cuts(of: input) {
            let other = pieces(cut, vector.limit)
            guard other != reference else { continue }
            return Fault("\(vector.identifier), \(name)", expected: reference, got: other, bytes: input)
        }
        return nil
    }

    /// The ways to cut an input, each with its name.
    static func cuts(of input: [UInt8]) -> [(name: String, pieces: [ArraySlice<UInt8>])] {
        var cuts = [("byte by byte", pieces(of: input, size: 1)), ("in pieces of 7", pieces(of: input, size: 7))]
        if input.count < 300 {
            cuts += input.indices.map { ("cut at \($0)", [input[..<$0], input[$0...]]) }
        }
        return cuts
    }

    static func pieces(of input: [UInt8], size: Int) -> [ArraySlice<UInt8>] {
        stride(from: 0, to: input.count, by: size).map { input[$0..<min($0 + size, input.count)] }
    }

    /// What a request parser makes of a connection's bytes.
    static func trace(_ pieces: [ArraySlice<UInt8>]) -> (events: [HTTPRequestEvent], error: HTTPRequestError?) {
        var parser = HTTPRequestParser()
        var events: [HTTPRequestEvent] = []
        do throws(HTTPRequestError) {
            for var piece in pieces { while let event = try parser.next(&piece) { events.append(event) } }
        } catch { return (events, error) }
        return (events, nil)
    }
}

extension Codec {
    private init(_ read: @escaping @Sendable ([ArraySlice<UInt8>], Int?) -> String) {
        whole = { bytes, limit in read([bytes[...]], limit) }
        pieces = read
    }

    /// What `inspect` decodes, whole; of requests on one connection also in pieces.
    private init(_ kind: InspectKind) {
        whole = { bytes, _ in
            do throws(InspectKind.Fault) { return Self.text(try kind.decode(bytes)) } catch { return error.text }
        }
        if kind.name == "http-request" {
            pieces = { pieces, _ in Self.requests(pieces) }
        } else {
            pieces = nil
        }
    }

    private static func text(_ value: JSONValue) -> String { String(decoding: value.canonical(), as: UTF8.self) }
    private static func text(_ error: some WireError) -> String { "\(error.codeName) at \(error.offset)" }

    private static func json(_ pieces: [ArraySlice<UInt8>], _ limit: Int?) -> String {
        var parser = JSONParser(limits: JSONLimits(maximumBytes: limit ?? 1 << 24))
        do throws(JSONError) {
            for piece in pieces { try parser.receive(piece) }
            return text(try parser.finish())
        } catch { return text(error) }
    }

    private static func form(_ pieces: [ArraySlice<UInt8>], _ limit: Int?) -> String {
        var rules = FormRules.synology
        if let limit { rules.maximumBytes = limit }
        return form(pieces, rules)
    }

    static func form(_ pieces: [ArraySlice<UInt8>], _ rules: FormRules) -> String {
        var parser = FormParser(rules: rules)
        do throws(FormError) {
            for piece in pieces { try parser.receive(piece) }
            return text(.array(try parser.finish().map(\.json)))
        } catch { return text(error) }
    }

    private static func events(_ pieces: [ArraySlice<UInt8>], _ limit: Int?) -> String {
        var parser = limit.map { ServerSentEventParser(maximumEventBytes: $0) } ?? ServerSentEventParser()
        var events: [JSONValue] = []
        do throws(SSEError) {
            for piece in pieces {
                parser.receive(piece)
                while let event = try parser.next() { events.append(event.json) }
            }
        } catch { return text(error) }
        return text(.array(events))
    }

    private static func completion(_ pieces: [ArraySlice<UInt8>], _ limit: Int?) -> String {
        var assembler = ChatCompletionAssembler()
        do throws(OpenAIError) {
            for piece in pieces { try assembler.receive(piece) }
            return text(try assembler.finish().canonicalJSON)
        } catch { return text(error) }
    }

    private static func requests(_ pieces: [ArraySlice<UInt8>]) -> String {
        let (events, error) = trace(pieces)
        let requests = events.compactMap { event -> JSONValue? in
            if case .request(let request) = event { request.json } else { nil }
        }
        return text(.array(requests)) + (error.map { " then " + text($0) } ?? "")
    }
}
