import Wire

/// The length of a message as Synology Chat is taken to count it.
///
/// SYN-140 to SYN-142.
public enum MessageText {
    /// Above this many UTF-16 units a post is taken to be refused with 410 (E2).
    public static let limit = 2_000

    /// No part of an answer should be longer than this.
    public static let safeLimit = 1_800

    /// The length in UTF-16 units: the unit of Chat is not measured, and this one is never less than code points.
    ///
    /// - Complexity: O(n).
    public static func length(_ text: String) -> Int { text.utf16.count }
}

/// Links as Synology Chat writes them: `<https://url>` and `<https://url|label>`.
///
/// SYN-150 to SYN-153.
public struct MessageLink: Sendable, Equatable {
    /// The target, `http` or `https`, with every byte that would end the link percent-encoded.
    public let url: String
    /// What is shown instead of the target, on one line; `nil` shows the target.
    public let label: String?

    /// Creates a link, or `nil` unless the target is an http or https URL.
    ///
    /// `<`, `>`, `|`, `"` , white space and control characters of the target are percent-encoded; in a label `<`, `>` and
    /// `|` become their look-alikes `‹`, `›` and `¦`, and line ends become spaces, because Chat has no escape for them.
    public init?(url: String, label: String? = nil) {
        let start = url.prefix(8).lowercased()
        guard let scheme = ["http://", "https://"].first(where: start.hasPrefix), url.utf8.count > scheme.utf8.count
        else { return nil }
        self.url = Self.encoded(url)
        let shown = label.map(Self.label)
        self.label = shown?.isEmpty == true ? nil : shown
    }

    /// The link in the syntax of messages.
    public var text: String { label.map { "<\(url)|\($0)>" } ?? "<\(url)>" }

    private static func encoded(_ url: String) -> String {
        var bytes: [UInt8] = []
        for scalar in url.unicodeScalars {
            let isMark = scalar == "<" || scalar == ">" || scalar == "|" || scalar == "\""
            if isMark || scalar.properties.isWhitespace || scalar.properties.generalCategory == .control {
                PercentCoding.encode(Array(String(scalar).utf8), into: &bytes)
            } else {
                bytes += String(scalar).utf8
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func label(_ label: String) -> String {
        var text = String.UnicodeScalarView()
        for scalar in label.unicodeScalars {
            switch scalar {
            case "<": text.append("‹")
            case ">": text.append("›")
            case "|": text.append("¦")
            case "\u{2028}", "\u{2029}": text.append(" ")
            case _ where scalar.properties.generalCategory == .control: text.append(" ")
            default: text.append(scalar)
            }
        }
        return String(text)
    }
}
