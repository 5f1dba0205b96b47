import Foundation
import TestSupport
import Testing
import Wire

/// One case of `Specs/json`, `Specs/form` or `Specs/sse`, ready for a codec.
struct CodecVector: Sendable, CustomTestStringConvertible {
    let identifier: String
    let input: [UInt8]
    /// The expected value in canonical JSON, or the expected fault as `code at offset`.
    let result: String
    /// The size limit that the case assumes.
    let limit: Int?

    var testDescription: String { identifier }

    /// Every case of a folder.
    static func all(in folder: String) throws -> [CodecVector] {
        try Project.files(below: "Specs/\(folder)", suffix: ".jsonl").flatMap { path in
            let lines = try Project.bytes(path).split(separator: UInt8(ascii: "\n"))
            return try zip(lines, VectorFile(path).cases).map { line, fields in
                CodecVector(
                    identifier: fields.identifier,
                    input: fields.input,
                    result: try expectation(fields, line: Array(line)),
                    limit: fields.fields["limit"] as? Int
                )
            }
        }
    }

    private static func expectation(_ fields: VectorCase, line: [UInt8]) throws -> String {
        if let error = fields.error, let offset = fields.offset { return "\(error) at \(offset)" }
        // The expected value as it is written in the file, which is canonical: read with the parser under test, a fault of that
        // parser would stand on both sides.
        let text = String(decoding: line, as: UTF8.self)
        let start = try #require(text.range(of: "\"expected\":", options: .literal)).upperBound
        let end = try #require(text.range(of: ",\"note\":", options: [.literal, .backwards])).lowerBound
        return String(text[start..<end])
    }
}

extension JSONValue {
    var canonicalText: String { String(decoding: canonical(), as: UTF8.self) }
}

extension WireError {
    /// The form in which a ``CodecVector`` expects a fault.
    var asResult: String { "\(codeName) at \(offset)" }
}

/// Feeds every cut of `input` to a codec and returns the results that differ from the whole's, each once.
func resultsOfCuts(of input: [UInt8], _ decode: ([ArraySlice<UInt8>]) -> String) -> Set<String> {
    Set(splits(of: input).map(decode))
}
