/// An `http(s)://host[:port][/path][?query]` as an owner writes it, without its trailing slashes.
package struct WebAddress: Sendable, Equatable {
    /// The address, ready to be joined with a path.
    package let text: String

    /// Checks an address; `nil` where it is something else, or holds a user name.
    package init?(_ typed: String, allowsQuery: Bool) {
        guard typed.utf8.allSatisfy({ (0x21...0x7E).contains($0) }), !typed.contains("#") else { return nil }
        let lower = typed.lowercased()
        guard let scheme = ["http://", "https://"].first(where: { lower.hasPrefix($0) }) else { return nil }
        let rest = typed.dropFirst(scheme.count)
        let authority = rest.prefix { $0 != "/" && $0 != "?" }
        guard Self.isHostAndPort(authority) else { return nil }
        let query = rest.firstIndex(of: "?")
        guard allowsQuery || query == nil else { return nil }
        var path = rest[authority.endIndex..<(query ?? rest.endIndex)]
        while path.last == "/" { path.removeLast() }
        text = scheme + authority + path + (query.map { rest[$0...] } ?? "")
    }

    private static func isHostAndPort(_ authority: Substring) -> Bool {
        var host = authority
        var port: Substring?
        if authority.first == "[" {
            guard let close = authority.firstIndex(of: "]") else { return false }
            let after = authority[authority.index(after: close)...]
            guard after.isEmpty || after.first == ":" else { return false }
            host = authority[authority.index(after: authority.startIndex)..<close]
            port = after.isEmpty ? nil : after.dropFirst()
            guard host.utf8.allSatisfy({ $0 == 0x3A || $0 == 0x2E || Self.isHexDigit($0) }), host.contains(":") else {
                return false
            }
        } else {
            if let colon = authority.firstIndex(of: ":") {
                host = authority[..<colon]
                port = authority[authority.index(after: colon)...]
            }
            guard host.utf8.allSatisfy({ $0 == 0x2D || $0 == 0x2E || $0 == 0x5F || Self.isLetterOrDigit($0) }) else {
                return false
            }
        }
        guard !host.isEmpty else { return false }
        guard let port else { return true }
        return SettingKind.whole(String(port)).map((1...65_535).contains) ?? false
    }

    private static func isHexDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x46).contains(byte) || (0x61...0x66).contains(byte)
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }
}
