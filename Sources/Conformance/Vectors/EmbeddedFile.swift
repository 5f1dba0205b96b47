import CSpecs

/// One file of `Specs/`, carried in the executable.
public struct EmbeddedFile: Sendable {
    /// The path from the top folder.
    public let path: String
    /// The content.
    public let bytes: [UInt8]

    /// Every file, sorted by path.
    public static let all: [EmbeddedFile] = UnsafeBufferPointer(start: cspecs_files(), count: cspecs_count()).map {
        EmbeddedFile(
            path: String(cString: $0.name),
            bytes: Array(UnsafeBufferPointer(start: $0.bytes, count: $0.size))
        )
    }

    /// The lines without the empty ones.
    var lines: [ArraySlice<UInt8>] { bytes.split(separator: UInt8(ascii: "\n")) }
}
