extension OpenAISuite {
    /// Requests at fault (OAI-140 to OAI-149).
    static let refusals: [LiveCheck<OpenAIExchanges>] = [
        refused("OAI-140", [.malformed]),
        refused("OAI-141", [.array, .empty]),
        refused("OAI-142", [.noMessages, .emptyMessages]),
        refused("OAI-143", [.noModel]),
        refused("OAI-144", [.badRole]),
        refused("OAI-145", [.badContent]),
        LiveCheck("OAI-146") { exchanges in .judged(exchanges[.get].fault(unless: 405, 404)) },
        LiveCheck("OAI-147") { exchanges in .judged(exchanges[.unknownPath].fault(unless: 404)) },
        LiveCheck("OAI-148") { exchanges in .judged(exchanges[.plainType].fault(unless: 200, 400, 415, 422)) },
        LiveCheck("OAI-149") { exchanges in .judged(exchanges[.huge].fault(unless: 200, 400, 413)) },
    ]

    private static func refused(_ requirement: String, _ probes: [OpenAIProbe]) -> LiveCheck<OpenAIExchanges> {
        LiveCheck(requirement) { exchanges in .judged(probes.compactMap { exchanges[$0].fault(unless: 400, 422) }) }
    }
}
