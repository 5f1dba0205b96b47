import Foundation
public import Testing

/// Compares a text with the file that holds the expected one.
///
/// With `RECORD_GOLDENS=1` in the environment the file is written instead, and the test fails all the same: a recording
/// run is never green.
public enum Golden {
    /// Fails the running test unless `text` equals the file at `path`, relative to the top folder.
    public static func expect(
        _ text: String,
        equals path: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let file = Project.root.appending(path: path)
        if ProcessInfo.processInfo.environment["RECORD_GOLDENS"] == "1" {
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try Data(text.utf8).write(to: file)
            Issue.record("recorded \(path): read it, then run without RECORD_GOLDENS", sourceLocation: sourceLocation)
            return
        }
        guard let data = try? Data(contentsOf: file) else {
            Issue.record("\(path) is missing: record it with RECORD_GOLDENS=1", sourceLocation: sourceLocation)
            return
        }
        let expected = String(decoding: data, as: UTF8.self)
        guard expected != text else { return }
        let difference = firstDifference(expected, text)
        Issue.record("\(path) differs at line \(difference)", sourceLocation: sourceLocation)
    }

    private static func firstDifference(_ expected: String, _ actual: String) -> String {
        let old = expected.split(separator: "\n", omittingEmptySubsequences: false)
        let new = actual.split(separator: "\n", omittingEmptySubsequences: false)
        for number in 0..<max(old.count, new.count) {
            let before = number < old.count ? String(old[number]) : "(no line)"
            let after = number < new.count ? String(new[number]) : "(no line)"
            if before != after { return "\(number + 1)\n  expected: \(before)\n  actual:   \(after)" }
        }
        return "ends: the texts differ in their line ends alone"
    }
}
