import Wire

/// A value inside a JSON text with the way to it, so that a fault can name its byte.
struct JSONCursor {
    /// The value.
    let value: JSONValue
    private let path: [JSONStep]
    private let text: [UInt8]
    /// Where the text begins in the input.
    private let base: Int

    /// Reads a text that must be an object (OAI-060).
    init(_ text: [UInt8], at base: Int = 0) throws(OpenAIError) {
        let start = text.firstIndex { ![0x20, 0x09, 0x0A, 0x0D].contains($0) } ?? text.count
        guard start < text.count, text[start] == UInt8(ascii: "{") else {
            throw OpenAIError(.notObject, at: base + start)
        }
        do { value = try JSONParser.parse(text) } catch { throw OpenAIError(json: error, at: base + error.offset) }
        path = []
        self.text = text
        self.base = base
    }

    private init(_ value: JSONValue, _ path: [JSONStep], _ parent: JSONCursor) {
        self.value = value
        self.path = path
        text = parent.text
        base = parent.base
    }

    /// A fault at this value's first byte.
    func fault(_ fault: OpenAIFault = .badMember) -> OpenAIError {
        OpenAIError(fault, at: base + JSONStep.offset(of: path, in: text))
    }

    /// A member, or `nil` without it.
    func optional(_ name: String) -> JSONCursor? {
        value[name].map { JSONCursor($0, path + [.member(name)], self) }
    }

    /// A member that is there and not `null`, or `nil`.
    func present(_ name: String) -> JSONCursor? {
        guard let member = optional(name), !member.value.isNull else { return nil }
        return member
    }

    /// A member that must be there (OAI-061).
    func required(_ name: String) throws(OpenAIError) -> JSONCursor {
        guard let member = optional(name) else { throw OpenAIError(.missingMember, at: base + text.count) }
        return member
    }

    /// The names of an object's members (OAI-062).
    func names() throws(OpenAIError) -> [String] {
        guard let object = value.object else { throw fault() }
        return object.members.map(\.name)
    }

    /// The elements of an array (OAI-062).
    func elements() throws(OpenAIError) -> [JSONCursor] {
        guard let array = value.array else { throw fault() }
        return array.enumerated().map { JSONCursor($1, path + [.element($0)], self) }
    }

    /// An object.
    func object() throws(OpenAIError) -> JSONCursor {
        guard value.object != nil else { throw fault() }
        return self
    }

    /// A string.
    func string() throws(OpenAIError) -> String {
        guard let string = value.string else { throw fault() }
        return string
    }

    /// A string or `null`.
    func stringOrNull() throws(OpenAIError) -> String? { value.isNull ? nil : try string() }

    /// `true` or `false`.
    func bool() throws(OpenAIError) -> Bool {
        guard let bool = value.bool else { throw fault() }
        return bool
    }

    /// A whole number from 0 to 2^53 − 1, which every reader of JSON holds exactly.
    func count() throws(OpenAIError) -> Int {
        guard let number = value.int64, (0..<(1 << 53)).contains(number) else { throw fault() }
        return Int(number)
    }

    /// A string of one value.
    func literal(_ wanted: String) throws(OpenAIError) {
        guard value.string == wanted else { throw fault() }
    }
}
