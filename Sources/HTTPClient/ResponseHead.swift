/// The status line and fields of a response, gathered from the lines that libcurl reports.
struct ResponseHead {
    enum Progress { case more, complete, tooLong }

    /// The longest header section taken, in bytes.
    static let limit = 65_536

    private(set) var status = 0
    private(set) var fields: [(name: String, value: String)] = []
    private var size = 0

    /// The declared length of the body, where it is a number.
    var contentLength: Int? { fields.last { $0.name.lowercased() == "content-length" }.flatMap { Int($0.value) } }

    /// Takes one line with its line end.
    mutating func receive(_ line: UnsafeBufferPointer<UInt8>) -> Progress {
        size += line.count
        guard size <= Self.limit else { return .tooLong }
        let text = line.prefix { $0 != 0x0D && $0 != 0x0A }
        if text.isEmpty {
            // RFC 9110 §15.2: any number of interim responses may precede the final one.
            if (200...599).contains(status) { return .complete }
        } else if text.starts(with: "HTTP/".utf8) && (fields.isEmpty || status < 200) {
            let code = text.drop { $0 != 0x20 }.drop { $0 == 0x20 }.prefix { $0 != 0x20 }
            status = Int(String(decoding: code, as: UTF8.self)) ?? 0
            fields = []
        } else if let colon = text.firstIndex(of: UInt8(ascii: ":")) {
            fields.append((string(text[..<colon]), string(text[(colon + 1)...])))
        } else if let last = fields.popLast() {
            // RFC 9112 §5.2: a user agent replaces obsolete folding by a space.
            fields.append((last.name, last.value + " " + string(text)))
        }
        return .more
    }

    private func string(_ bytes: some BidirectionalCollection<UInt8>) -> String {
        let isBlank: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 }
        let trimmed = bytes.drop(while: isBlank).reversed().drop(while: isBlank).reversed()
        return String(decoding: trimmed, as: UTF8.self)
    }
}
