import Foundation
public import Testing

/// A case of `Specs/http/cases.jsonl`.
public struct HTTPCase: Decodable, Sendable, CustomTestStringConvertible {
    /// Its name in the file.
    public let id: String
    /// What it shows.
    public let note: String
    /// Statuses that RFC 9110 and 9112 allow for the first answer.
    public let allowed: [String]
    /// Whether the connection is `open` or to `close` after the answers, or `any`.
    public let after: String
    /// All statuses in order and nothing more, where the case says so.
    public let sequence: [String]?
    /// The methods of the requests, where not all have a body in the answer.
    public let methods: [String]
    /// Whether the octets end inside a request.
    public let isIncomplete: Bool
    /// What is sent.
    public let bytes: [UInt8]

    /// The status asked for first; others may be allowed too.
    public let expected: String

    /// The name and the note.
    public var testDescription: String { "\(id): \(note)" }

    private enum CodingKeys: String, CodingKey {
        case id, note, expect, after, seq, methods, incomplete
        case alsoAllowed = "also_ok"
        case raw = "raw_b64"
    }

    /// Reads one line of the file.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        id = try values.decode(String.self, forKey: .id)
        note = try values.decode(String.self, forKey: .note)
        expected = try values.decode(String.self, forKey: .expect)
        allowed = try [expected] + (values.decodeIfPresent([String].self, forKey: .alsoAllowed) ?? [])
        after = try values.decode(String.self, forKey: .after)
        sequence = try values.decodeIfPresent([String].self, forKey: .seq)
        methods = try values.decodeIfPresent([String].self, forKey: .methods) ?? []
        isIncomplete = try values.decodeIfPresent(Bool.self, forKey: .incomplete) ?? false
        bytes = Array(try values.decode(Data.self, forKey: .raw))
    }

    /// Every case of the file.
    public static func all() throws -> [HTTPCase] {
        try Project.bytes("Specs/http/cases.jsonl").split(separator: UInt8(ascii: "\n")).map {
            try JSONDecoder().decode(Self.self, from: Data($0))
        }
    }
}

/// The little application that the cases assume (Specs/http/SPEC.md).
public enum HTTPCaseApplication {
    private static let token = "AbCdEfGhIjKlMnOpQrStUvWxYz0123456789AbCdEfGhIjKlMnOpQrStUvWxYz01"

    /// The status of its answer to a request.
    public static func status(method: String, path: String, contentType: String?, body: [UInt8]) -> Int {
        if method == "OPTIONS", path.isEmpty { return 204 }
        switch path {
        case "/healthz": return method == "GET" || method == "HEAD" ? 200 : 405
        case "/webhook":
            guard method == "POST" else { return 405 }
            let type = contentType?.split(separator: ";").first.map { $0.lowercased() }
            guard type == "application/x-www-form-urlencoded" else { return 415 }
            return body.starts(with: "token=\(token)&".utf8) ? 200 : 403
        default: return 404
        }
    }
}
