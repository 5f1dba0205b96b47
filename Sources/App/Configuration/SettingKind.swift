import HTTPClient
import SynoWire
import Wire

/// The form that a setting's value must have.
package enum SettingKind: Sendable, Equatable {
    /// Any text.
    case text
    /// Printable ASCII without spaces.
    case token
    /// Tokens separated by commas.
    case tokens
    /// Any text without spaces and control characters.
    case word
    /// Words separated by commas.
    case list
    /// `http(s)://host[:port]`, separated by commas.
    case origins
    /// `*`, or user ids separated by commas.
    case userIDs
    /// A file or directory.
    case path
    /// Absolute paths separated by `:`.
    case paths
    /// A whole number of these.
    case whole(ClosedRange<Int>)
    /// A number of these, with a point where it is not whole.
    case decimal(ClosedRange<Double>)
    /// One of these words.
    case choice([String])
    /// `http(s)://host[:port][/path][?query]`.
    case webAddress
    /// The URL of a NAS, `http(s)://host[:port][/prefix]`.
    case nasAddress
    /// `verify`, `insecure` or `pin:` and the keys.
    case tls
    /// One to four octal digits.
    case octal

    /// What is allowed, as the end of the sentence "… must be".
    package var allowed: String {
        switch self {
        case .text: "a text without NUL"
        case .token: "printable ASCII without spaces, at most 4096 characters"
        case .tokens: "printable ASCII without spaces, separated by commas"
        case .word: "a word without spaces"
        case .list: "words separated by commas, for example a,b"
        case .origins:
            "http:// or https://, a host, and at most a port, separated by commas, for example https://a.example"
        case .userIDs: "user ids separated by commas, for example 4,7, or * for everybody"
        case .path: "a path"
        case .paths: "absolute paths separated by a colon, for example /volume1/chat:/data"
        case .whole(let range): "a whole number from \(range.lowerBound) to \(range.upperBound)"
        case .decimal(let range): "a number from \(Self.short(range.lowerBound)) to \(Self.short(range.upperBound))"
        case .choice(let words): words.joined(separator: " or ")
        case .webAddress:
            "http:// or https://, a host, and at most a port, a path and a query, without user name or password"
        case .nasAddress: "http:// or https://, a host, and at most a port and a path, without user name or password"
        case .tls: "verify, insecure, or pin:sha256// and the 44 characters of a key's Base64 digest"
        case .octal: "octal digits, for example 022"
        }
    }

    /// Whether a value, which is not empty, has the form.
    package func accepts(_ value: String) -> Bool {
        guard value.utf8.allSatisfy({ $0 != 0 }) else { return false }
        switch self {
        case .text: return true
        case .token:
            return (1...4096).contains(value.utf8.count) && value.utf8.allSatisfy { (0x21...0x7E).contains($0) }
        case .tokens: return Self.items(value).allSatisfy { SettingKind.token.accepts($0) }
        case .word: return Self.isWord(value)
        case .list: return Self.items(value).allSatisfy(Self.isWord)
        case .origins: return Self.items(value).allSatisfy { HTTPOrigin($0) != nil }
        case .userIDs: return value == "*" || Self.items(value).allSatisfy { (Self.whole($0) ?? 0) > 0 }
        case .path: return true
        case .paths: return value.split(separator: ":").allSatisfy { $0.hasPrefix("/") }
        case .whole(let range): return Self.whole(value).map(range.contains) ?? false
        case .decimal(let range): return Self.decimal(value).map(range.contains) ?? false
        case .choice(let words): return words.contains(value)
        case .webAddress: return WebAddress(value) != nil
        case .nasAddress: return (try? SynoBaseURL(value)) != nil
        case .tls: return Self.tlsPolicy(value, caFile: nil) != nil
        case .octal:
            return (1...4).contains(value.utf8.count) && Int(value, radix: 8).map((0...0o777).contains) ?? false
        }
    }

    /// The items between commas, blanks around them dropped; an empty item stays.
    static func items(_ value: String) -> [String] {
        value.split(separator: ",", omittingEmptySubsequences: false).map { item in
            String(item.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
        }
    }

    /// Digits alone: no sign, no blank.
    static func whole(_ value: String) -> Int? {
        value.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(value) : nil
    }

    /// Digits with at most one point between them.
    static func decimal(_ value: String) -> Double? {
        let parts = value.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count <= 2, parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } })
        else {
            return nil
        }
        return Double(value)
    }

    /// The policy that a value of ``tls`` means.
    static func tlsPolicy(_ value: String, caFile: String?) -> TLSPolicy? {
        switch value {
        case "verify": return .verify(caFile: caFile)
        case "insecure": return .insecure
        default:
            let pin = String(value.dropFirst(4))
            return value.hasPrefix("pin:") && TLSPolicy.isWellFormed(pin: pin) ? .pin(pin) : nil
        }
    }

    private static func isWord(_ value: String) -> Bool {
        !value.isEmpty && value.unicodeScalars.allSatisfy { $0.value > 0x20 && $0.value != 0x7F }
    }

    private static func short(_ number: Double) -> String {
        number == number.rounded() ? String(Int(number)) : String(number)
    }
}
