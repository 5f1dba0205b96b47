import Foundation
public import Testing

/// A part of a page that is made from the program's own tables: what stands between `<!-- NAME:begin -->` and
/// `<!-- NAME:end -->`.
public struct MarkdownBlock: Sendable {
    private let path: String
    private let begin: String
    private let end: String

    /// Names a block of a file, given by its path relative to the top folder.
    public init(_ name: String, in path: String) {
        self.path = path
        begin = "<!-- \(name):begin -->\n"
        end = "<!-- \(name):end -->"
    }

    /// The rows of the block's table as cells, without the two lines of its head.
    ///
    /// - Throws: where the file cannot be read or has no such block.
    public func rows() throws -> [[String]] {
        let page = try Page(self)
        return page.text[page.range].split(separator: "\n").dropFirst(2).map { line in
            line.replacing("\\|", with: "\u{0}").split(separator: "|").map {
                $0.trimmingCharacters(in: .whitespaces).replacing("\u{0}", with: "|")
            }
        }
    }

    /// Fails the running test unless the block is a table of these rows; with `RECORD_GOLDENS=1` writes it, and fails, too.
    public func expect(
        head: [String],
        rows: [[String]],
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let rule = "|" + String(repeating: "---|", count: head.count)
        let table = ([Self.line(head), rule] + rows.map(Self.line)).joined(separator: "\n") + "\n"
        var page = try Page(self)
        guard page.text[page.range] != table else { return }
        guard ProcessInfo.processInfo.environment["RECORD_GOLDENS"] == "1" else {
            Issue.record("a table of \(path) is not the program's: run make golden", sourceLocation: sourceLocation)
            return
        }
        page.text.replaceSubrange(page.range, with: table)
        try Data(page.text.utf8).write(to: Project.root.appending(path: path))
        Issue.record("wrote a table of \(path): read it, then run make test", sourceLocation: sourceLocation)
    }

    private static func line(_ cells: [String]) -> String {
        "| " + cells.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ") + " |"
    }

    private struct Page {
        var text: String
        let range: Range<String.Index>

        init(_ block: MarkdownBlock) throws {
            text = String(decoding: try Project.bytes(block.path), as: UTF8.self)
            let start = try #require(text.range(of: block.begin), "\(block.path) has no \(block.begin)").upperBound
            let stop = try #require(text.range(of: block.end, range: start..<text.endIndex)).lowerBound
            range = start..<stop
        }
    }
}
