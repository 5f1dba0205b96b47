public import HTTPClient
import SynoWire

/// The requirements of `Specs/synology` that a bot is held to.
public enum BotSuite {
    typealias Exchanges = LiveExchanges<BotProbe>

    /// Every check, in the order of the report.
    static let checks: [LiveCheck<Exchanges>] = [
        acknowledged("SYN-162", .message),
        LiveCheck("SYN-163") { exchanges in
            // A text is shown; any other body shows nothing and says that the bot takes this for another wire.
            let odd = BotProbe.sound.map { exchanges[$0] }.filter { answer in
                answer.status == 200 && !answer.body.isEmpty
                    && WebhookAnswer.decode(status: 200, body: answer.body) == .nothing
            }
            return .judged(odd.map { $0.fault("an empty body or {\"text\":…}", got: "another body") })
        },
        LiveCheck("SYN-190") { exchanges in
            let slow = BotProbe.sound.map { exchanges[$0] }.filter { $0.seconds > 1 }
            return .judged(slow.map { $0.fault("an answer within 1 s", got: "after \($0.seconds) s") })
        },
        acknowledged("SYN-022", .again),
        acknowledged("SYN-003", .reversed),
        acknowledged("SYN-005", .unknownField),
        acknowledged("SYN-016", .least),
        acknowledged("SYN-002", .plus),
        acknowledged("SYN-019", .slash, .unicode),
        acknowledged("SYN-020", .file),
        acknowledged("SYN-059", .callback),
        acknowledged("SYN-055", .textualIDs),
        LiveCheck("SYN-001") { exchanges in
            .judged([exchanges[.parameters].fault(unless: 200), refused(exchanges[.json])].compactMap { $0 })
        },
        LiveCheck("SYN-191") { exchanges in .judged(exchanges[.wrongToken].fault(unless: 401, 403)) },
        refused("SYN-192", .noToken),
        refused("SYN-014", .noUser),
        refused("SYN-010", .badUser),
        refused("SYN-015", .noName),
        refused("SYN-008", .emptyUser),
        refused("SYN-004", .repeated),
        refused("SYN-006", .badPercent, .badUTF8),
        refused("SYN-193", .noText, .empty),
        refused("SYN-051", .badCallback),
        refused("SYN-007", .tooLong),
        LiveCheck("SYN-165") { exchanges in
            .judged([BotProbe.head, .get].compactMap { exchanges[$0].fault(unless: 200) })
        },
        LiveCheck("SYN-196") { exchanges in .judged(exchanges[.delete].fault(unless: 405)) },
        LiveCheck("SYN-194") { exchanges in
            .judged(
                BotProbe.allCases.map { exchanges[$0] }.filter { $0.failure != nil || $0.status >= 500 }.map {
                    $0.fault("an answer below 500")
                }
            )
        },
        LiveCheck("SYN-171") { exchanges in
            let leaks = BotProbe.allCases.map { exchanges[$0] }.filter { answer in
                exchanges.secrets.contains { answer.body.firstRange(of: Array($0.utf8)) != nil }
            }
            return .judged(leaks.map { $0.fault("no token", got: "the token") })
        },
        acknowledged("SYN-195", .last),
    ]

    /// Sends every probe and judges the answers.
    ///
    /// - Returns: the report; none of its faults shows the token.
    /// - Throws: an error of the client where not even the first request could be sent.
    public static func run(_ target: BotTarget) throws(HTTPClientError) -> Report {
        try run(target, LiveClient())
    }

    /// The same with a client of its own.
    static func run(_ target: BotTarget, _ client: LiveClient) throws(HTTPClientError) -> Report {
        var answers: [BotProbe: LiveAnswer] = [:]
        for probe in BotProbe.allCases {
            let answer = client.send(probe.rawValue, probe.request(target))
            if answers.isEmpty, answer.status == 0, let failure = answer.failure { throw failure }
            answers[probe] = answer
        }
        let secrets = [target.token.exposed, BotProbe.falseToken]
        let exchanges = Exchanges(answers: answers, user: target.user, secrets: secrets)
        return Report(checks, of: exchanges, note: "\(answers.count) requests to \(target.url).").hiding(secrets)
    }

    private static func acknowledged(_ requirement: String, _ probes: BotProbe...) -> LiveCheck<Exchanges> {
        LiveCheck(requirement) { exchanges in .judged(probes.compactMap { exchanges[$0].fault(unless: 200) }) }
    }

    private static func refused(_ requirement: String, _ probes: BotProbe...) -> LiveCheck<Exchanges> {
        LiveCheck(requirement) { exchanges in .judged(probes.compactMap { refused(exchanges[$0]) }) }
    }

    /// A fault unless the answer is a refusal below 500.
    private static func refused(_ answer: LiveAnswer) -> Fault? {
        (400...499).contains(answer.status) ? nil : answer.fault("a status from 400 to 499")
    }
}
