public import SynoWire

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

/// What to do with a part after an attempt.
public enum DeliveryStep: Sendable, Equatable {
    /// It is delivered: go on with the next part.
    case done
    /// Send the same part again after this many milliseconds; later parts wait.
    case wait(milliseconds: Int)
    /// Replace it by its two halves (``ReplySplitter/halves(of:)``) and send those in order; where it cannot be halved,
    /// give up with ``DeliveryFailure/tooLong``.
    case halve
    /// Give the whole answer up: drop its parts, keep the reason for the log and the user's next command.
    case giveUp(DeliveryFailure)
}

/// What is remembered of one part between attempts; kept in the outbox, so that a restart goes on.
public struct DeliveryProgress: Sendable, Equatable {
    /// Attempts so far that failed and are repeated.
    public var failures: Int = 0
    /// Connections that broke with an unknown outcome so far.
    public var unknowns: Int = 0
    /// Milliseconds waited so far between attempts, as ordered by the policy.
    public var waited: Int = 0

    /// Nothing has been tried yet.
    public init() {}
}

/// What became of one POST to Synology Chat.
public enum DeliveryOutcome: Sendable, Equatable {
    /// `"success":true`, and nobody in `fail`.
    case delivered
    /// `"success":false` with this code.
    case refused(code: Int64)
    /// An answer that did not come from Synology Chat: HTML of a proxy, an empty body.
    case notChat
    /// Nothing was sent: no address, no connection, no TLS.
    case notSent
    /// The connection broke after the request went out: the part may have arrived.
    case unknown
    /// The process died with the POST under way: the part may have arrived.
    case interrupted
}

extension DeliveryOutcome {
    /// Judges the body of an answer to a post for one user.
    ///
    /// `success` decides (SYN-110): a post that was taken is not repeated because the list of its readers has a form that
    /// nobody has seen yet (SYN-114, SYN-115).
    ///
    /// - Returns: `nil` for a body that Synology Chat would not send.
    public init?(answer body: [UInt8], user: Int64) {
        do {
            self.init(try SynoResponse.decode(body), user: user)
        } catch {
            guard error.requirement == "SYN-114" || error.requirement == "SYN-115" else { return nil }
            let isReached = SynoResponse.reaches(user, body)
            self = isReached ? .delivered : .refused(code: SynoErrorCode.unknownUser.rawValue)
        }
    }

    /// Judges an answer of Synology Chat to a post for one user.
    ///
    /// A success that names the user among those it failed for is a refusal (SYN-114).
    public init(_ response: SynoResponse, user: Int64) {
        switch response {
        case .failure(let failure): self = .refused(code: failure.code.rawValue)
        case .success(let success):
            let isMissed = success.failedUserIDs.contains(user)
            self = isMissed ? .refused(code: SynoErrorCode.unknownUser.rawValue) : .delivered
        }
    }
}

/// Why a delivery was given up: written to the log, and told with the user's next command.
public enum DeliveryFailure: String, Sendable, Equatable, CaseIterable {
    /// 404: the bot's token is wrong, or the bot is switched off.
    case token
    /// 407: the NAS does not know the user, or the bot may not see them.
    case user
    /// 800: the post names no user.
    case target
    /// Any other refusal that will not go away by itself.
    case refused
    /// Something other than Synology Chat answered for an hour, or the package was stopped that long.
    case notChat
    /// The NAS could not be reached for an hour.
    case unreachable
    /// The NAS said for an hour that posts come too fast.
    case tooFast
    /// For an hour connections broke after the part was sent: whether it arrived is not known.
    case unconfirmed
    /// A part of one grapheme was still too long.
    case tooLong
}
