import TestSupport
import Testing

@testable import Wire

/// Offsets as people count.
@Suite struct SourceLocationTests {
    @Test(
        .proves("JSON-030"),
        arguments: [
            ("abc", 0, 1, 1), ("abc", 2, 1, 3), ("abc", 3, 1, 4), ("abc", 99, 1, 4), ("abc", -1, 1, 1),
            ("a\nb", 2, 2, 1), ("a\r\nb", 3, 2, 1), ("a\r\nb", 2, 2, 1), ("a\rb", 2, 2, 1), ("a\n\nb", 3, 3, 1),
            ("a\r\rb", 3, 3, 1), ("你好b", 6, 1, 3), ("😀b", 4, 1, 2), ("é\né!", 5, 2, 2), ("", 0, 1, 1),
        ]
    )
    func `an offset has a line and a column`(text: String, offset: Int, line: Int, column: Int) {
        let location = Wire.SourceLocation(of: offset, in: Array(text.utf8))
        #expect(location.line == line)
        #expect(location.column == column)
        #expect(location.description == "line \(line), column \(column)")
    }
}
