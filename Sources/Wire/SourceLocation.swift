/// A place in a text as people count: line and column, both from 1.
///
/// Errors carry byte offsets; a location is computed when somebody wants to read one.
public struct SourceLocation: Sendable, Equatable, CustomStringConvertible {
    /// The line, from 1; LF, CR and CR LF end a line.
    public let line: Int
    /// The column, from 1, counted in Unicode scalars; an ill-formed byte counts as one.
    public let column: Int

    /// Finds the line and column of a byte.
    ///
    /// - Parameters:
    ///   - offset: The byte, from 0; past the end it is the place after the last byte.
    ///   - bytes: The whole text, in UTF-8.
    /// - Complexity: O(offset).
    public init(of offset: Int, in bytes: [UInt8]) {
        var line = 1
        var column = 1
        var previous: UInt8 = 0
        for byte in bytes.prefix(max(0, offset)) {
            if byte == ASCII.lineFeed, previous == ASCII.carriageReturn {
                column = 1
            } else if byte == ASCII.lineFeed || byte == ASCII.carriageReturn {
                line += 1
                column = 1
            } else if byte & 0xC0 != 0x80 {
                column += 1
            }
            previous = byte
        }
        self.line = line
        self.column = column
    }

    /// `line 3, column 14`.
    public var description: String { "line \(line), column \(column)" }
}
