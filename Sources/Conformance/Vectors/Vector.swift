import FoundationEssentials
import Wire

/// One line of a vector file (Specs/README.md).
struct Vector: Sendable {
    let identifier: String
    let requirement: String
    let kind: String
    let input: [UInt8]
    let limit: Int?
    /// The expected value in canonical JSON, or the expected fault as `code at offset`.
    let expected: String

    /// Reads a line; `nil` where a member is missing.
    init?(_ line: ArraySlice<UInt8>) {
        guard let json = Self.json(line), let identifier = json["id"]?.string,
            let requirement = json["requirement"]?.string, let kind = json["kind"]?.string,
            let input = Self.input(json)
        else { return nil }
        if let code = json["error"]?.string, let offset = json["offset"]?.int64 {
            expected = "\(code) at \(offset)"
        } else if let value = json["expected"] {
            // The parser under test must not stand on both sides: where the file holds the canonical form, its bytes count.
            expected = Self.written(line) ?? String(decoding: value.canonical(), as: UTF8.self)
        } else {
            return nil
        }
        self.identifier = identifier
        self.requirement = requirement
        self.kind = kind
        self.input = input
        limit = json["limit"]?.int64.map(Int.init)
    }

    /// Every line of every `valid` and `invalid` file, and the lines that are no vectors.
    static func all(_ files: [EmbeddedFile] = EmbeddedFile.all) -> (vectors: [Vector], faults: [Fault]) {
        var vectors: [Vector] = []
        var faults: [Fault] = []
        for file in files where file.path.contains("/valid/") || file.path.contains("/invalid/") {
            for (number, line) in file.lines.enumerated() {
                if let vector = Vector(line) {
                    vectors.append(vector)
                } else {
                    faults.append(
                        Fault(
                            "\(file.path) line \(number + 1)",
                            expected: "a vector",
                            got: "another line",
                            bytes: Array(line)
                        )
                    )
                }
            }
        }
        return (vectors, faults)
    }

    static func json(_ line: ArraySlice<UInt8>) -> JSONValue? {
        try? JSONParser.parse(Array(line), limits: JSONLimits(maximumDepth: 128))
    }

    /// The bytes of `input` or `input_base64`.
    static func input(_ json: JSONValue) -> [UInt8]? {
        if let text = json["input"]?.string { return Array(text.utf8) }
        return json["input_base64"]?.string.flatMap(base64)
    }

    static func base64(_ text: String) -> [UInt8]? { Data(base64Encoded: text).map(Array.init) }

    private static func written(_ line: ArraySlice<UInt8>) -> String? {
        let text = String(decoding: line, as: UTF8.self)
        guard let start = text.firstRange(of: "\"expected\":"), let end = text.ranges(of: ",\"note\":").last,
            start.upperBound < end.lowerBound, text[start.upperBound] != " "
        else { return nil }
        return String(text[start.upperBound..<end.lowerBound])
    }
}
