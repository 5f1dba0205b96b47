import TestSupport
import Wire

/// A case of `Specs/openai`, with its expected value as the project's own JSON.
struct OpenAIVector: Sendable, CustomStringConvertible {
    let description: String
    let requirement: String
    let kind: String
    let input: [UInt8]
    let expected: JSONValue?
    let error: String?
    let offset: Int?

    /// Every case of `Specs/openai/valid` or `Specs/openai/invalid`.
    static func all(_ folder: String) throws -> [OpenAIVector] {
        try Project.files(below: "Specs/openai/\(folder)", suffix: ".jsonl").flatMap { file in
            let lines = try Project.bytes(file).split(separator: UInt8(ascii: "\n")).map(Array.init)
            return try zip(lines, VectorFile(file).cases).map { line, row in
                OpenAIVector(
                    description: row.identifier,
                    requirement: row.requirement,
                    kind: row.kind,
                    input: row.input,
                    expected: try JSONParser.parse(line)["expected"],
                    error: row.error,
                    offset: row.offset
                )
            }
        }
    }
}
