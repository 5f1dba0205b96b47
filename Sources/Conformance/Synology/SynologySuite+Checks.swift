import SynoWire
import Wire

extension SynologySuite {
    /// The form of answers, and calls that post nothing.
    static let answers: [LiveCheck<Exchanges>] = [
        LiveCheck("SYN-110") { ofAnswers($0, "SYN-110") },
        LiveCheck("SYN-111") { ofAnswers($0, "SYN-111") },
        LiveCheck("SYN-170") { exchanges in .judged(all(exchanges).compactMap { $0.fault(unless: 200) }) },
        LiveCheck("SYN-120") { exchanges in
            .judged(
                all(exchanges).compactMap { answer in
                    guard let code = code(answer), !SynoErrorCode.known.contains(code) else { return nil }
                    return answer.fault("a code of the table", got: "\(code.rawValue)")
                }
            )
        },
        LiveCheck("SYN-171") { exchanges in
            let secrets = exchanges.secrets
            let leaks = all(exchanges).filter { answer in
                secrets.contains { answer.body.firstRange(of: Array($0.utf8)) != nil }
            }
            return .judged(leaks.map { $0.fault("no token", got: "the token") })
        },
        LiveCheck("SYN-071") { exchanges in .judged(fault(unlessSuccess: exchanges[.users])) },
        LiveCheck("SYN-176") { exchanges in .judged(fault(unlessSuccess: exchanges[.bareToken])) },
        LiveCheck("SYN-117") { exchanges in
            guard case .success(let success)? = try? SynoResponse.decode(exchanges[.users].body) else {
                return .skipped("the list of users was not given")
            }
            let rows = success.data["users"]?.array
            guard let rows, success.users?.count == rows.count else {
                return .judged(exchanges[.users].fault("users, each with user_id and username", got: "another form"))
            }
            return .judged([])
        },
    ]

    /// Calls at fault.
    static let refusals: [LiveCheck<Exchanges>] = [
        LiveCheck("SYN-076") { exchanges in .judged(fault(exchanges[.noMethod], unless: .noSuchMethod)) },
        LiveCheck("SYN-172") { exchanges in .judged(fault(exchanges[.noAPI], unless: .missingParameter)) },
        LiveCheck("SYN-173") { exchanges in .judged(fault(exchanges[.otherAPI], unless: .noSuchAPI)) },
        LiveCheck("SYN-174") { exchanges in .judged(fault(exchanges[.version], unless: .noSuchVersion)) },
        LiveCheck("SYN-175") { exchanges in .judged(fault(exchanges[.wrongToken], unless: .badToken)) },
        posting("SYN-177", .noPayload, .emptyPayload, .notJSON) { exchanges in
            .judged(
                [
                    fault(exchanges[.noPayload], unless: .badPayload),
                    fault(exchanges[.emptyPayload], unless: .missingParameter),
                    fault(exchanges[.notJSON], unless: .badPayload),
                ].compactMap { $0 }
            )
        },
        posting("SYN-178", .noText) { .judged(fault($0[.noText], unless: .badPayload)) },
        posting("SYN-179", .noTarget) { .judged(fault($0[.noTarget], unless: .noTarget)) },
        posting("SYN-180", .unknownUser) { .judged(fault($0[.unknownUser], unless: .unknownUser)) },
        posting("SYN-181", .tooLong) { .judged(fault($0[.tooLong], unless: .tooLong)) },
        posting("SYN-183", .badFile) { .judged(fault($0[.badFile], unless: .fileOrBusy)) },
    ]

    /// Posts.
    static let posts: [LiveCheck<Exchanges>] = [
        posting("SYN-090", .plain) { .judged(fault(unlessSuccess: $0[.plain])) },
        posting("SYN-115", .plain) { exchanges in
            guard fault(unlessSuccess: exchanges[.plain]) == nil else { return .skipped("the post was refused") }
            let isNamed = delivered(exchanges[.plain])?.userID == exchanges.user
            return .judged(
                isNamed ? nil : exchanges[.plain].fault("the user's id and that of the post", got: "neither")
            )
        },
        posting("SYN-182", .tooFast, .second) { exchanges in
            guard let code = code(exchanges[.tooFast]) else { return .skipped("the server did not find it too fast") }
            let isRight = code == .tooFast
            return .judged(
                isRight
                    ? fault(unlessSuccess: exchanges[.second]) : fault(exchanges[.tooFast], unless: .tooFast)
            )
        },
        posting("SYN-184", .plain, .second) { exchanges in
            guard let first = delivered(exchanges[.plain]), let second = delivered(exchanges[.second]) else {
                return .skipped("no two posts with ids")
            }
            return .judged(first.postID == second.postID ? exchanges[.second].fault("another id") : nil)
        },
        posting("SYN-021", .plain, .second) { exchanges in
            guard let first = delivered(exchanges[.plain]), let second = delivered(exchanges[.second]) else {
                return .skipped("no two posts with ids")
            }
            let isOne = first.postID >> 32 == second.postID >> 32 && first.postID >> 32 > 0
            return .judged(
                isOne ? nil : exchanges[.second].fault("the same channel in both ids", got: "another or none")
            )
        },
        posting("SYN-091", .marks) { .judged(fault(unlessSuccess: $0[.marks])) },
        posting("SYN-150", .link) { .judged(fault(unlessSuccess: $0[.link])) },
        posting("SYN-101", .button) { .judged(fault(unlessSuccess: $0[.button])) },
        posting("SYN-141", .long) { .judged(fault(unlessSuccess: $0[.long])) },
    ]

    private static func all(_ exchanges: Exchanges) -> [LiveAnswer] {
        SynologyProbe.allCases.filter(exchanges.has).map { exchanges[$0] }
    }

    /// The strict reading of every answer; what the JSON codec refuses is not a JSON object.
    private static func ofAnswers(_ exchanges: Exchanges, _ requirement: String) -> Outcome {
        .judged(
            all(exchanges).compactMap { answer in
                do throws(SynoError) { _ = try SynoResponse.decode(answer.body) } catch {
                    let broken = error.requirement.hasPrefix("JSON-") ? "SYN-111" : error.requirement
                    guard broken == requirement else { return nil }
                    return answer.fault(error.message, got: "\(error.codeName) at \(error.offset)")
                }
                return nil
            }
        )
    }
}
