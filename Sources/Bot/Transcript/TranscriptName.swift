/// The name of a transcript's file: checked, with its extension, and with the next names to try when it is taken.
public struct TranscriptName: Sendable, Equatable {
    /// Why a name is refused.
    public enum Fault: Error, Sendable, Equatable, CaseIterable {
        /// It is empty, or only an extension.
        case empty
        /// It holds `/` or `\`.
        case separator
        /// It begins with a dot.
        case leadingDot
        /// It holds a control character or one that turns the direction of writing.
        case control
        /// It is longer than ``TranscriptName/maximumLength``.
        case length
    }

    /// The longest name, in UTF-8 bytes with its extension.
    ///
    /// File systems take 255; room is left for `-2` and for the
    /// temporary file.
    public static let maximumLength = 200
    /// The last candidate tried: `name-999.txt`.
    public static let lastCandidate = 999

    /// The name without its extension.
    public let stem: String
    /// The format, which is also the extension.
    public let format: TranscriptFormat

    /// Checks a name that a user gave.
    ///
    /// Without a known extension `.txt` is added.
    ///
    /// - Throws: the first ``Fault``.
    public init(_ typed: String) throws(Fault) {
        guard !typed.isEmpty else { throw .empty }
        if typed.unicodeScalars.contains(where: Self.isControl) { throw .control }
        if typed.contains("/") || typed.contains("\\") { throw .separator }
        if typed.first == "." { throw .leadingDot }
        let dot = typed.lastIndex(of: ".")
        let ending = dot.map { typed[typed.index(after: $0)...].lowercased() }
        if let dot, let format = ending.flatMap(TranscriptFormat.init(rawValue:)) {
            stem = String(typed[..<dot])
            self.format = format
        } else {
            stem = typed
            format = .text
        }
        guard text.utf8.count <= Self.maximumLength else { throw .length }
    }

    /// The name of a moment: `2026-11-23-18-10-05.txt`.
    public init(time: LocalTime) {
        let numbers = [time.month, time.day, time.hour, time.minute, time.second].map { Self.padded($0, to: 2) }
        stem = ([Self.padded(time.year, to: 4)] + numbers).joined(separator: "-")
        format = .text
    }

    /// The name with its extension.
    public var text: String { candidate(1) }

    /// The n-th name to try, from 1.
    ///
    /// `name.txt`, then `name-2.txt`, `name-3.txt` …
    public func candidate(_ number: Int) -> String {
        number < 2 ? "\(stem).\(format.rawValue)" : "\(stem)-\(number).\(format.rawValue)"
    }

    private static func padded(_ number: Int, to width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    /// C0, DEL, C1, line and paragraph separators, and the marks of the bidirectional algorithm (UAX #9 §2).
    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0...0x1F, 0x7F...0x9F, 0x2028, 0x2029, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
        default: false
        }
    }
}
