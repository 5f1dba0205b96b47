internal import SynoWire

/// Decides what follows an attempt to post a part (DLV; codes: SYN, facts of Synology Chat's answers).
public enum DeliveryPolicy {
    /// The first wait after 411 "create post too fast", in milliseconds.
    public static let tooFastWait = 2_000
    /// The first wait after a failure of the network.
    public static let networkWait = 1_000
    /// The longest single wait.
    public static let longestWait = 300_000
    /// Waits together after which a part is given up: one hour.
    public static let patience = 3_600_000
    /// The wait before a POST of unknown outcome is sent again.
    public static let unknownWait = 2_000
    /// How many unknown outcomes of one part are followed by a repeat: one per crash or broken connection, and no more than
    /// so many, lest a proxy that breaks every answer multiply a message for an hour.
    public static let unknownRepeats = 5

    /// The step after an outcome.
    ///
    /// - Parameters:
    ///   - outcome: what became of the POST.
    ///   - progress: what is remembered of the part; brought up to date.
    /// - Returns: what to do with the part.
    public static func step(after outcome: DeliveryOutcome, _ progress: inout DeliveryProgress) -> DeliveryStep {
        switch outcome {
        case .delivered: return .done
        case .refused(let code): return step(code: code, &progress)
        case .notChat: return wait(networkWait, orGiveUp: .notChat, &progress)
        case .notSent: return wait(networkWait, orGiveUp: .unreachable, &progress)
        case .unknown:
            // Chat has no client id for a message: each repeat may double the part once, none may lose it.
            guard progress.unknowns < unknownRepeats else { return .giveUp(.unconfirmed) }
            progress.unknowns += 1
            return wait(unknownWait, orGiveUp: .unconfirmed, &progress)
        }
    }

    private static func step(code: Int64, _ progress: inout DeliveryProgress) -> DeliveryStep {
        let code = SynoErrorCode(rawValue: code)
        switch code.retry {
        case .wait: return wait(tooFastWait, orGiveUp: .tooFast, &progress)
        case .later: return wait(networkWait, orGiveUp: .notChat, &progress)
        case .shorten: return .halve
        case .once where progress.failures == 0: return wait(networkWait, orGiveUp: .refused, &progress)
        case .once, .never: return .giveUp(failure(code))
        }
    }

    private static func failure(_ code: SynoErrorCode) -> DeliveryFailure {
        switch code {
        case .badToken: .token
        case .unknownUser: .user
        case .noTarget: .target
        default: .refused
        }
    }

    /// Doubles the wait with each failure, up to ``longestWait``, until ``patience`` is used up.
    private static func wait(
        _ first: Int,
        orGiveUp failure: DeliveryFailure,
        _ progress: inout DeliveryProgress
    ) -> DeliveryStep {
        guard progress.waited < patience else { return .giveUp(failure) }
        let milliseconds = min(longestWait, first << min(progress.failures, 12))
        progress.failures += 1
        progress.waited += milliseconds
        return .wait(milliseconds: milliseconds)
    }
}
