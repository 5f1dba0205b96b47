internal import SynoWire
internal import Wire

extension SynologyFault: PlannedFault {
    /// Reads a fault as the control route takes it:
    /// `{"kind":"code","code":411,"times":3,"after":0,"method":"chatbot"}`.
    ///
    /// The kinds are `code` (with `code`), `delay` (with `milliseconds`), `drop-before`, `drop-after`, `hang`, `hang-after`,
    /// `html` (with `status`), `flood` (with `bytes`) and `partial-failure`; instead of `times` a `probability` with a `seed`
    /// (``FaultSchedule``). Returns `nil` for anything else.
    init?(json: JSONValue) {
        guard let members = json.object, let name = members["kind"]?.string,
            let kind = Self.kind(name, { members[$0]?.int64 }), let schedule = FaultSchedule(members)
        else { return nil }
        self.init(kind, schedule)
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
