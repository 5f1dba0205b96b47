import Foundation
import TestSupport
import Wire

/// A case of `Specs/synology`, with its expected value as the project's own JSON.
struct SynoVector: Sendable, CustomStringConvertible {
    let identifier: String
    let requirement: String
    let kind: String
    let input: [UInt8]
    let expected: JSONValue?
    let error: String?
    let offset: Int?

    var description: String { identifier }

    /// Every case of `Specs/synology/valid` or `Specs/synology/invalid`.
    static func all(_ folder: String) throws -> [SynoVector] {
        try Project.files(below: "Specs/synology/\(folder)", suffix: ".jsonl").flatMap { file in
            let lines = try Project.bytes(file).split(separator: UInt8(ascii: "\n")).map(Array.init)
            return try zip(lines, VectorFile(file).cases).map { line, row in
                var members = JSONObject()
                if case .object(let object) = try JSONParser.parse(line) { members = object }
                return SynoVector(
                    identifier: row.identifier,
                    requirement: row.requirement,
                    kind: row.kind,
                    input: row.input,
                    expected: members["expected"],
                    error: row.error,
                    offset: row.offset
                )
            }
        }
    }
}
