import HTTPClient
import SynoWire
import Wire

/// The requests that a bot is judged by, in the order in which they are sent.
enum BotProbe: String, Sendable, CaseIterable {
    case message = "a message"
    case again = "the message again"
    case reversed = "a message with its fields in reverse"
    case unknownField = "a message with an unknown field"
    case least = "a message without post_id, thread_id and timestamp"
    case plus = "a message with + for spaces"
    case slash = "a message that begins with a slash"
    case unicode = "a message in many scripts, of 2,000 units"
    case file = "a file without text"
    case parameters = "a message whose type has a charset"
    case callback = "a pressed button"
    case textualIDs = "a pressed button, its ids as strings"
    case wrongToken = "a wrong token"
    case noToken = "no token"
    case noUser = "no user_id"
    case badUser = "a user_id with a sign"
    case noName = "no username"
    case noText = "neither text nor file"
    case emptyUser = "an empty user_id"
    case repeated = "a field twice"
    case badPercent = "a broken percent sign"
    case badUTF8 = "a byte that is no UTF-8"
    case json = "JSON instead of a form"
    case empty = "an empty body"
    case badCallback = "a button's payload that is half a JSON text"
    case tooLong = "a body of 70,000 bytes"
    case delete = "DELETE"
    case head = "HEAD"
    case get = "GET"
    case last = "a message at the end"

    /// The messages that must be acknowledged.
    static let sound: [BotProbe] = [
        .message, .again, .reversed, .unknownField, .least, .plus, .slash, .unicode, .file, .parameters, .callback,
        .textualIDs, .last,
    ]

    /// The token that no bot has.
    static let falseToken = "conformance-0123456789abcdef"

    /// The request.
    func request(_ target: BotTarget) -> HTTPClientRequest {
        let number = Int64(Self.allCases.firstIndex(of: self) ?? 0)
        var fields = target.fields(number)
        func without(_ names: String...) -> HTTPClientRequest {
            target.request(FormEncoder.encode(fields.filter { !names.contains($0.name) }))
        }
        func with(_ name: String, _ value: String) -> HTTPClientRequest {
            target.request(FormEncoder.encode(fields.map { $0.name == name ? (name, value) : $0 }))
        }
        switch self {
        case .message, .last: return with("token", target.token.exposed)
        case .again: return Self.message.request(target)
        case .reversed: return target.request(FormEncoder.encode(fields.reversed()))
        case .unknownField:
            fields.append(("conformance_unknown", "1"))
            return target.request(FormEncoder.encode(fields))
        case .least: return without("post_id", "thread_id", "timestamp")
        case .plus:
            return target.request(FormEncoder.encode(fields).replacing(Array("%20".utf8), with: Array("+".utf8)))
        case .slash: return with("text", "/conformance-test")
        case .unicode: return with("text", String(repeating: "Grüße 你好 👩‍👩‍👧 ", count: 114).utf16Prefix(2_000))
        case .file:
            fields = fields.filter { $0.name != "text" } + [("file_name", "conformance.txt")]
            return target.request(FormEncoder.encode(fields))
        case .parameters:
            return target.request(
                FormEncoder.encode(fields),
                type: "application/x-www-form-urlencoded; charset=utf-8"
            )
        case .callback, .textualIDs: return target.request(Self.callback(target, asText: self == .textualIDs))
        case .wrongToken: return with("token", Self.falseToken)
        case .noToken: return without("token")
        case .noUser: return without("user_id")
        case .badUser: return with("user_id", "+\(target.user)")
        case .noName: return without("username")
        case .noText: return without("text")
        case .emptyUser: return with("user_id", "")
        default: return faulty(target, fields)
        }
    }

    /// Requests that are no right form at all.
    private func faulty(_ target: BotTarget, _ fields: [(name: String, value: String)]) -> HTTPClientRequest {
        let form = FormEncoder.encode(fields)
        switch self {
        case .repeated: return target.request(form + Array("&user_id=\(target.user)".utf8))
        case .badPercent: return target.request(form + Array("%zz".utf8))
        case .badUTF8: return target.request(form + Array("%FF".utf8))
        case .json:
            let members = fields.reduce(into: JSONObject()) { $0.append($1.name, .string($1.value)) }
            return target.request(JSONValue.object(members).encoded(), type: "application/json")
        case .empty: return target.request([])
        case .badCallback: return target.request(FormEncoder.encode([("payload", "{\"token\":")]))
        case .tooLong: return target.request(form + [UInt8](repeating: UInt8(ascii: "x"), count: 70_000))
        case .delete: return target.request([], type: nil, method: "DELETE")
        case .head: return target.request([], type: nil, method: "HEAD")
        default: return target.request([], type: nil, method: "GET")
        }
    }

    private static func callback(_ target: BotTarget, asText: Bool) -> [UInt8] {
        func id(_ number: Int64) -> JSONValue {
            asText ? .string(String(number)) : .number(JSONNumber(number))
        }
        let action: JSONValue = ["type": "button", "name": "a", "value": "b", "text": "Nothing", "style": "grey"]
        let payload: JSONValue = [
            "actions": [action], "callback_id": "conformance", "post_id": id(7 << 32 + 1),
            "token": .string(target.token.exposed), "user": ["user_id": id(target.user), "username": "conformance"],
        ]
        return FormEncoder.encode([("payload", String(decoding: payload.encoded(), as: UTF8.self))])
    }
}

extension String {
    /// The longest beginning of whole characters of no more UTF-16 units.
    fileprivate func utf16Prefix(_ limit: Int) -> String {
        var length = 0
        let end = firstIndex { character in
            length += character.utf16.count
            return length > limit
        }
        return String(self[..<(end ?? endIndex)])
    }
}
