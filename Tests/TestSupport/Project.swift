public import Foundation

/// The places of the project that tests read, found from this file's own path.
public enum Project {
    /// The top folder of the checkout.
    public static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// The folder of requirements and vectors.
    public static let specs = root.appending(path: "Specs")

    /// The bytes of a file below the top folder.
    public static func bytes(_ path: String) throws -> [UInt8] {
        Array(try Data(contentsOf: root.appending(path: path)))
    }

    /// Every regular file below a folder, as sorted paths relative to the top folder.
    public static func files(below folder: String, suffix: String) -> [String] {
        let base = root.appending(path: folder).path
        guard let walker = FileManager.default.enumerator(atPath: base) else { return [] }
        return walker.compactMap { $0 as? String }.filter { $0.hasSuffix(suffix) }.map { "\(folder)/\($0)" }.sorted()
    }
}
