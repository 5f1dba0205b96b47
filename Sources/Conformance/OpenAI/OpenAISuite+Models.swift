import Wire

extension OpenAISuite {
    /// The list of models (OAI-160 to OAI-162).
    static let models: [LiveCheck<OpenAIExchanges>] = [
        LiveCheck("OAI-160") { exchanges in
            let answer = exchanges[.models]
            if let fault = answer.fault(unless: 200) { return .judged(fault) }
            guard let json = exchanges.json(.models), json["object"]?.string == "list", let rows = json["data"]?.array,
                rows.allSatisfy({ $0["id"]?.string?.isEmpty == false })
            else { return .judged(answer.fault("a list of models with ids", got: "another form")) }
            return .judged([])
        },
        LiveCheck("OAI-161") { exchanges in
            guard let rows = exchanges.json(.models)?["data"]?.array, !rows.isEmpty else {
                return .skipped("no models are listed")
            }
            let members: [(String, MemberType)] = [
                ("object", .literal("model")), ("created", .count), ("owned_by", .string),
            ]
            let faults = members.compactMap { name, type -> Fault? in
                let bad = rows.first { row in !(row[name].map(type.holds) ?? false) }
                let title = OpenAIProbe.models.rawValue
                return bad.map {
                    Fault(title, expected: "\(name): \(type.name)", got: "another value or none", bytes: $0.encoded())
                }
            }
            return .judged(faults)
        },
        LiveCheck("OAI-162") { exchanges in
            guard let rows = exchanges.json(.models)?["data"]?.array else { return .skipped("no models are listed") }
            let isListed = rows.contains { $0["id"]?.string == exchanges.target.model }
            return .judged(isListed ? nil : exchanges[.models].fault(exchanges.target.model, got: "not in the list"))
        },
    ]
}
