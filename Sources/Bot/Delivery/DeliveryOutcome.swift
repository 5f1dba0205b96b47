public import SynoWire

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
