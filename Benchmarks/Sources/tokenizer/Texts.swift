import Foundation

/// The bytes of files, each read once and lying ready in memory.
struct Texts {
    private var texts: [String: [UInt8]] = [:]

    /// The bytes of a file; ends the process with a sentence where there is none.
    mutating func read(_ path: String) -> [UInt8] {
        if let text = texts[path] { return text }
        guard let data = FileManager.default.contents(atPath: path) else {
            FileHandle.standardError.write(Data("\(path) cannot be read\n".utf8))
            exit(66)
        }
        let text = [UInt8](data)
        texts[path] = text
        return text
    }
}
