import Foundation

/// What the specifications demand and what the tests cite, read from the files themselves.
public struct Traceability: Sendable {
    /// Every requirement of every `Specs/*/SPEC.md`, in file order.
    public let requirements: [SpecRequirement]
    /// For each cited number, the test files that cite it, sorted.
    public let citations: [String: [String]]

    /// Reads all specifications and all test sources of the project.
    public init() throws {
        requirements = try Project.files(below: "Specs", suffix: "/SPEC.md").flatMap { file in
            try Self.lines(of: file).compactMap { SpecRequirement(row: $0, file: file) }
        }
        var cited: [String: Set<String>] = [:]
        for file in Project.files(below: "Tests", suffix: ".swift") where !file.contains("/TestSupport/") {
            for number in Self.citations(in: try Self.lines(of: file)) { cited[number, default: []].insert(file) }
        }
        citations = cited.mapValues { $0.sorted() }
    }

    /// The requirement numbers inside the `proves(…)` calls of a source, which may run over several lines.
    public static func citations(in lines: [String]) -> [String] {
        let text = lines.joined(separator: "\n")
        return text.components(separatedBy: ".proves(").dropFirst().flatMap { rest in
            let arguments = rest.prefix { $0 != ")" }
            return arguments.split(separator: "\"").map(String.init).filter { SpecRequirement.isNumber($0) }
        }
    }

    private static func lines(of file: String) throws -> [String] {
        String(decoding: try Project.bytes(file), as: UTF8.self).split(
            separator: "\n",
            omittingEmptySubsequences: false
        )
        .map(String.init)
    }
}
