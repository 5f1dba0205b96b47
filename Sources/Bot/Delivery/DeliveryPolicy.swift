internal import SynoWire

/// Decides what follows an attempt to post a part (Specs/delivery; codes: Specs/synology).
public enum DeliveryPolicy {
    /// The first wait after 411 "create post too fast", in milliseconds.
    public static let tooFastWait = 2_000
    /// The first wait after a failure of the network.
    public static let networkWait = 1_000
    /// The longest single wait after what is not an unknown outcome.
    public static let longestWait = 300_000
    /// Waits together after which a part is given up: one hour.
    ///
    /// No single wait is longer.
    public static let patience = 3_600_000
    /// The first wait after a POST of unknown outcome; after each later broken connection it is four times as long.
    ///
    /// Each repeat may show the part once more, so an hour of broken answers must not fill the screen. The death of the
    /// process says nothing about the NAS: after a start the wait is always this one.
    public static let unknownWait = 2_000

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
            // Chat has no client id for a message: one repeat for each break may double the part, and none may lose it.
            let milliseconds = unknownWait << min(2 * progress.unknowns, 24)
            progress.unknowns += 1
            return wait(exactly: milliseconds, orGiveUp: .unconfirmed, &progress)
        case .interrupted: return wait(exactly: unknownWait, orGiveUp: .unconfirmed, &progress)
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

    /// Doubles the wait with each failure, up to ``longestWait``.
    private static func wait(
        _ first: Int,
        orGiveUp failure: DeliveryFailure,
        _ progress: inout DeliveryProgress
    ) -> DeliveryStep {
        wait(exactly: min(longestWait, first << min(progress.failures, 12)), orGiveUp: failure, &progress)
    }

    /// Orders a wait, cut to what is left of ``patience``; where nothing is left, gives up.
    private static func wait(
        exactly milliseconds: Int,
        orGiveUp failure: DeliveryFailure,
        _ progress: inout DeliveryProgress
    ) -> DeliveryStep {
        let left = patience - progress.waited
        guard left > 0 else { return .giveUp(failure) }
        let milliseconds = min(milliseconds, left)
        progress.failures += 1
        progress.waited += milliseconds
        return .wait(milliseconds: milliseconds)
    }
}
