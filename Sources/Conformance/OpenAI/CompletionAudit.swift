import OpenAIWire
import Wire

/// Everything in one answer that breaks the strict reading (OAI-060 to OAI-073), by requirement.
///
/// The strict decoders stop at the first fault, a report should name them all. The decoder has the last word: what it
/// refuses is a fault here, too, whether this audit has seen it or not.
struct CompletionAudit: Sendable {
    /// What the answer is called in the report.
    let name: String
    /// The faults in the order in which they were found.
    private(set) var faults: [(requirement: String, fault: Fault)] = []
    /// The answer's JSON, or that of each chunk.
    private(set) var objects: [JSONValue] = []

    /// Audits the body of an answer without stream.
    init(_ name: String, body: [UInt8]) {
        self.name = name
        if let root = object(body) { audit(root) }
        do throws(OpenAIError) { _ = try ChatCompletion.decode(body) } catch { add(error, body) }
    }

    /// Audits the body of a stream.
    init(_ name: String, stream: [UInt8]) {
        self.name = name
        auditStream(stream)
        var assembler = ChatCompletionAssembler()
        do throws(OpenAIError) {
            try assembler.receive(stream)
            _ = try assembler.finish()
        } catch { add(error, stream) }
    }

    /// The faults of one requirement.
    func faults(_ requirement: String) -> [Fault] { faults.filter { $0.requirement == requirement }.map(\.fault) }

    /// Adds a fault; the same one is said once.
    mutating func add(_ requirement: String, _ expected: String, got: String, _ bytes: [UInt8]) {
        let fault = Fault(name, expected: expected, got: got, bytes: bytes)
        guard !faults.contains(where: { $0.requirement == requirement && $0.fault.expected == expected }) else {
            return
        }
        faults.append((requirement, fault))
    }

    /// What the decoder refused, where nothing was found for its requirement.
    private mutating func add(_ error: OpenAIError, _ bytes: [UInt8]) {
        // What the JSON and event-stream codecs refuse is no object of the API.
        let requirement = error.requirement.hasPrefix("OAI-") ? error.requirement : "OAI-060"
        guard faults(requirement).isEmpty else { return }
        let end = Array(bytes.dropFirst(max(0, error.offset - 60)).prefix(120))
        add(requirement, error.message, got: "\(error.codeName) at \(error.offset)", end)
    }

    /// Reads a text that must be a JSON object (OAI-060).
    mutating func object(_ text: [UInt8]) -> JSONValue? {
        do throws(JSONError) {
            let value = try JSONParser.parse(text)
            if value.object != nil {
                objects.append(value)
                return value
            }
            add("OAI-060", "a JSON object", got: "another JSON value", text)
        } catch {
            add("OAI-060", "a JSON object", got: "\(error.codeName) at \(error.offset)", text)
        }
        return nil
    }

    /// A member that must be there (OAI-061) and have a type (OAI-062).
    mutating func member(_ object: JSONValue, _ place: String, _ name: String, _ type: MemberType) -> JSONValue? {
        guard let value = object[name] else {
            add("OAI-061", "\(place)\(name)", got: "no such member", object.encoded())
            return nil
        }
        return check(value, place + name, type) ? value : nil
    }

    /// A member that may be absent (OAI-062).
    mutating func optional(_ object: JSONValue, _ place: String, _ name: String, _ type: MemberType) -> JSONValue? {
        guard let value = object[name], check(value, place + name, type) else { return nil }
        return value
    }

    private mutating func check(_ value: JSONValue, _ place: String, _ type: MemberType) -> Bool {
        if type.holds(value) { return true }
        add("OAI-062", "\(place): \(type.name)", got: "another value", value.encoded())
        return false
    }

    /// How a choice ends (OAI-061, OAI-065); `nil` where it does not.
    mutating func finishReason(_ choice: JSONValue, inChunk: Bool) -> String? {
        guard let reason = choice["finish_reason"] else {
            add("OAI-061", "choices[].finish_reason", got: "no such member", choice.encoded())
            return nil
        }
        if inChunk, reason.isNull { return nil }
        let words = ["stop", "length", "content_filter", "tool_calls", "function_call"]
        if let word = reason.string, words.contains(word) { return word }
        add("OAI-065", "one of the five words for finish_reason", got: "another value", choice.encoded())
        return nil
    }

    /// The usage where there is one (OAI-061, OAI-062, OAI-066).
    mutating func usage(_ root: JSONValue) -> JSONValue? {
        guard let value = root["usage"], !value.isNull, check(value, "usage", .object) else { return nil }
        let names = ["prompt_tokens", "completion_tokens", "total_tokens"]
        let counts = names.compactMap { member(value, "usage.", $0, .count)?.int64 }
        if counts.count == 3, counts[0] + counts[1] != counts[2] {
            add("OAI-066", "total_tokens \(counts[0] + counts[1])", got: "\(counts[2])", value.encoded())
        }
        return value
    }

    private mutating func audit(_ root: JSONValue) {
        if let error = root["error"], !error.isNull {
            return add("OAI-067", "no error in an answer of status 200", got: "an error", error.encoded())
        }
        _ = member(root, "", "id", .string)
        _ = member(root, "", "object", .literal("chat.completion"))
        _ = member(root, "", "created", .count)
        _ = member(root, "", "model", .string)
        let choices = member(root, "", "choices", .array)?.array
        if choices?.isEmpty == true { add("OAI-063", "a choice", got: "none", root.encoded()) }
        var indexes: [Int64] = []
        for choice in choices ?? [] where check(choice, "choices[]", .object) {
            if let index = member(choice, "choices[].", "index", .count)?.int64 {
                if indexes.contains(index) { add("OAI-064", "another index", got: "\(index)", choice.encoded()) }
                indexes.append(index)
            }
            if let message = member(choice, "choices[].", "message", .object) {
                _ = member(message, "message.", "role", .literal("assistant"))
                _ = member(message, "message.", "content", .stringOrNull)
                _ = optional(message, "message.", "refusal", .stringOrNull)
            }
            _ = finishReason(choice, inChunk: false)
        }
        _ = usage(root)
    }
}
