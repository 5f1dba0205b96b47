/// The grammar `uri-host [ ":" port ]` of Host and of absolute targets (RFC 9110 §7.2, RFC 3986 §3.2).
enum HTTPAuthority {
    /// The position of the byte that breaks the grammar.
    struct Fault: Error, Equatable {
        let position: Int
    }

    /// Where `bytes` break the grammar, or `nil`.
    ///
    /// An empty host is a fault (RFC 9110 §4.2.1), and so is a comma, legal in a registered name but the mark of two Host
    /// lines that somebody merged.
    static func fault(in bytes: ArraySlice<UInt8>, portRequired: Bool) -> Fault? {
        guard let first = bytes.first else { return Fault(position: bytes.startIndex) }
        var port: Int
        if first == UInt8(ascii: "[") {
            guard let end = bytes.firstIndex(of: UInt8(ascii: "]")) else { return Fault(position: bytes.endIndex) }
            guard isLiteral(bytes[(bytes.startIndex + 1)..<end]) else { return Fault(position: bytes.startIndex + 1) }
            port = end + 1
        } else {
            port = bytes.firstIndex(of: ASCII.colon) ?? bytes.endIndex
            guard port > bytes.startIndex else { return Fault(position: port) }
            if let position = firstFault(in: bytes[..<port], allowing: HTTPByteClass.isRegisteredName) {
                return Fault(position: position)
            }
        }
        guard port < bytes.endIndex else { return portRequired ? Fault(position: port) : nil }
        guard bytes[port] == ASCII.colon else { return Fault(position: port) }
        port += 1
        return portFault(in: bytes[port...], required: portRequired)
    }

    /// The first byte that is neither allowed nor part of a whole percent triplet (RFC 3986 §2.1).
    static func firstFault(in bytes: ArraySlice<UInt8>, allowing isAllowed: (UInt8) -> Bool) -> Int? {
        var position = bytes.startIndex
        while position < bytes.endIndex {
            let byte = bytes[position]
            if isAllowed(byte) {
                position += 1
                continue
            }
            guard byte == ASCII.percent, bytes.endIndex - position >= 3,
                ASCII.hexValue(bytes[position + 1]) != nil, ASCII.hexValue(bytes[position + 2]) != nil
            else { return position }
            position += 3
        }
        return nil
    }

    /// `port = *DIGIT` (RFC 3986 §3.2.3), and no more than a port can be.
    private static func portFault(in digits: ArraySlice<UInt8>, required: Bool) -> Fault? {
        if digits.isEmpty, required { return Fault(position: digits.startIndex) }
        var value = 0
        for position in digits.indices {
            guard ASCII.isDigit(digits[position]) else { return Fault(position: position) }
            value = value * 10 + Int(digits[position] - 0x30)
            guard value <= 65535 else { return Fault(position: position) }
        }
        return nil
    }

    /// `IPv6address / IPvFuture`, the text between brackets (RFC 3986 §3.2.2).
    private static func isLiteral(_ bytes: ArraySlice<UInt8>) -> Bool {
        if let first = bytes.first, first | 0x20 == UInt8(ascii: "v") { return isFuture(bytes.dropFirst()) }
        return isIPv6(bytes)
    }

    /// `1*HEXDIG "." 1*( unreserved / sub-delims / ":" )` after the `v`.
    private static func isFuture(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard let point = bytes.firstIndex(of: ASCII.point) else { return false }
        let version = bytes[..<point]
        let address = bytes[(point + 1)...]
        return !version.isEmpty && version.allSatisfy { ASCII.hexValue($0) != nil } && !address.isEmpty
            && address.allSatisfy { HTTPByteClass.isRegisteredName($0) || $0 == ASCII.colon }
    }

    /// Eight groups of up to four digits, the last two also as an IPv4 address, one run of zeros as `::`.
    private static func isIPv6(_ bytes: ArraySlice<UInt8>) -> Bool {
        let groups = bytes.split(separator: ASCII.colon, omittingEmptySubsequences: false)
        var count = 0
        for (index, group) in groups.enumerated() where !group.isEmpty {
            if index == groups.count - 1, group.contains(ASCII.point) {
                guard isIPv4(group) else { return false }
                count += 2
            } else {
                guard group.count <= 4, group.allSatisfy({ ASCII.hexValue($0) != nil }) else { return false }
                count += 1
            }
        }
        let empty = groups.indices.filter { groups[$0].isEmpty }
        if empty.isEmpty { return count == 8 }
        // `::` leaves one empty group in the middle, two at an end, three alone; anything else is a stray colon.
        let first = empty[0]
        let atStart = first == 0
        let atEnd = empty[empty.count - 1] == groups.count - 1
        let expected = 1 + (atStart ? 1 : 0) + (atEnd ? 1 : 0)
        return empty.count == expected && empty == Array(first..<(first + expected)) && count <= 7
    }

    private static func isIPv4(_ bytes: ArraySlice<UInt8>) -> Bool {
        let parts = bytes.split(separator: ASCII.point, omittingEmptySubsequences: false)
        return parts.count == 4
            && parts.allSatisfy { part in
                guard (1...3).contains(part.count), part.allSatisfy(ASCII.isDigit) else { return false }
                let value = part.reduce(0) { $0 * 10 + Int($1 - 0x30) }
                return value <= 255 && (part.count == 1 || part.first != UInt8(ascii: "0"))
            }
    }
}
