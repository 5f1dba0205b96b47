import Foundation
import Wire

// codec-lines: each line of standard input is KIND and base64, json, form-whatwg, form, sse or http-request; each line of output is the
// value in canonical JSON, or ! with code and offset. For Scripts/compare/, which ask a hundred thousand times.

func decode(_ kind: Substring, _ bytes: [UInt8]) throws -> JSONValue {
    switch kind {
    case "json": return try JSONParser.parse(bytes)
    case "form": return .array(try FormParser.parse(bytes, rules: .synology).map(\.json))
    case "form-whatwg": return .array(try FormParser.parse(bytes, rules: .whatwg).map(\.json))
    case "http-request": return try HTTPRequestParser.parse(bytes).json
    default:
        var parser = ServerSentEventParser()
        parser.receive(bytes)
        var events: [JSONValue] = []
        while let event = try parser.next() { events.append(event.json) }
        return .array(events)
    }
}

while let line = readLine() {
    let words = line.split(separator: " ")
    let bytes = Array(Data(base64Encoded: words.count > 1 ? String(words[1]) : "") ?? Data())
    do {
        print(String(decoding: try decode(words[0], bytes).canonical(), as: UTF8.self))
    } catch let error as any WireError {
        print("! \(error.codeName) \(error.offset)")
    }
}
