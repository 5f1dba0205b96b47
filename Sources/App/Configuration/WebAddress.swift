import Wire

/// The base URL of a model server as an owner writes it: `http(s)://host[:port][/path][?query]`, without trailing slashes.
package struct WebAddress: Sendable, Equatable {
    /// The address, ready to be joined with a path.
    package let text: String

    /// Checks an address; `nil` where it is something else, or holds a user name.
    package init?(_ typed: String) {
        guard typed.utf8.allSatisfy({ (0x21...0x7E).contains($0) }), !typed.contains("#") else { return nil }
        var rest = Array(typed.utf8)[...]
        guard let origin = try? HTTPOrigin(takenFrom: &rest) else { return nil }
        var path = rest.prefix { $0 != UInt8(ascii: "?") }
        let query = rest.dropFirst(path.count)
        while path.last == UInt8(ascii: "/") { path.removeLast() }
        text = origin.text + String(decoding: path + query, as: UTF8.self)
    }
}
