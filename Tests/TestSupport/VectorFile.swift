import Foundation

/// The cases of one `.jsonl` file below `Specs/`; their format stands in `Specs/README.md`.
public struct VectorFile {
    /// The cases, in file order.
    public let cases: [VectorCase]

    /// Reads a file, given by its path relative to the top folder.
    ///
    /// - Throws: an error that names the file and the line where a line is no JSON object.
    public init(_ path: String) throws {
        let lines = try Project.bytes(path).split(separator: UInt8(ascii: "\n"))
        cases = try lines.enumerated().map { number, line in
            guard let fields = try? JSONSerialization.jsonObject(with: Data(line)) as? [String: Any] else {
                throw VectorFileError(path: path, line: number + 1)
            }
            return VectorCase(fields: fields)
        }
    }
}

/// A line of a vector file that is no JSON object.
public struct VectorFileError: Error, Equatable {
    /// The file, relative to the top folder.
    public let path: String
    /// The line, counted from 1.
    public let line: Int
}

/// One case: an input with its expected value, or with the expected fault.
public struct VectorCase {
    /// The members of the JSON object, as Foundation reads them.
    public let fields: [String: Any]

    /// The case's name, unique over all files.
    public var identifier: String { fields["id"] as? String ?? "" }

    /// The requirement that the case shows.
    public var requirement: String { fields["requirement"] as? String ?? "" }

    /// The kind of `inspect` that reads it.
    public var kind: String { fields["kind"] as? String ?? "" }

    /// The input's bytes.
    public var input: [UInt8] {
        if let text = fields["input"] as? String { return Array(text.utf8) }
        guard let coded = fields["input_base64"] as? String, let data = Data(base64Encoded: coded) else { return [] }
        return Array(data)
    }

    /// The code of the expected fault.
    public var error: String? { fields["error"] as? String }

    /// The byte offset of the expected fault.
    public var offset: Int? { fields["offset"] as? Int }

    /// Whether every field that the format demands is there.
    public func isComplete(valid: Bool) -> Bool {
        let hasInput = (fields["input"] is String) != (fields["input_base64"] is String)
        let hasResult = valid ? fields["expected"] != nil : error != nil && offset != nil
        return hasInput && hasResult && SpecRequirement.isNumber(requirement) && !kind.isEmpty && !identifier.isEmpty
    }
}
