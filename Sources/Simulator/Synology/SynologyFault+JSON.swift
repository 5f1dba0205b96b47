internal import SynoWire
internal import Wire

extension SynologyFault {
    /// Reads a fault as the control route takes it:
    /// `{"kind":"code","code":411,"times":3,"after":0,"method":"chatbot"}`.
    ///
    /// The kinds are `code` (with `code`), `delay` (with `milliseconds`), `drop-before`, `drop-after`, `hang`, `hang-after`,
    /// `html` (with `status`), `flood` (with `bytes`) and `partial-failure`. Returns `nil` for anything else.
    init?(json: JSONValue) {
        guard case .object(let members) = json, case .string(let name) = members["kind"] else { return nil }
        let number = { (name: String) -> Int64? in
            guard case .number(let number) = members[name] else { return nil }
            return number.int64
        }
        guard let kind = Self.kind(name, number) else { return nil }
        self.init(kind, times: Int(number("times") ?? 1), after: Int(number("after") ?? 0))
        if case .string(let method) = members["method"] { self.method = ChatbotEntryPoint.Method(rawValue: method) }
    }

    private static func kind(_ name: String, _ number: (String) -> Int64?) -> Kind? {
        switch name {
        case "code": number("code").map { .code(SynoErrorCode(rawValue: $0)) }
        case "delay": number("milliseconds").map { .delay(Double($0) / 1000) }
        case "drop-before": .dropBefore
        case "drop-after": .dropAfter
        case "hang": .hang
        case "hang-after": .hangAfter
        case "html": number("status").map { .html(status: Int($0)) }
        case "flood": number("bytes").map { .flood(bytes: Int($0)) }
        case "partial-failure": .partialFailure
        default: nil
        }
    }
}
