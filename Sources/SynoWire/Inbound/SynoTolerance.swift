/// Deviations from the wire that programs in the field accept and no capture has ever shown.
///
/// A decoder accepts none of them unless asked to; a decoded value says which of them it needed. Source: the survey of
/// receivers, and the decision E11.
public struct SynoTolerance: OptionSet, Sendable, Hashable {
    /// The bits, one for each deviation.
    public let rawValue: UInt8

    /// Creates a set from its bits.
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// SYN-061: the body is a JSON object with the same names.
    public static let jsonBody = SynoTolerance(rawValue: 1)

    /// SYN-062: `userId`, `user`, `message`, `content`, `user_name`, `name`, `triggerWord` for the names of the wire.
    public static let aliasNames = SynoTolerance(rawValue: 2)

    /// SYN-063: the token comes in a header instead of the body.
    public static let headerToken = SynoTolerance(rawValue: 4)

    /// SYN-064: the token is wrapped in quotes, `%22` or `<>`.
    public static let quotedToken = SynoTolerance(rawValue: 8)

    /// SYN-065: `username` is missing.
    public static let missingUsername = SynoTolerance(rawValue: 16)

    /// Every deviation that a decoder can be told to accept.
    public static let all: SynoTolerance = [.jsonBody, .aliasNames, .headerToken, .quotedToken, .missingUsername]

    private static let numbers: [(SynoTolerance, String)] = [
        (.jsonBody, "SYN-061"), (.aliasNames, "SYN-062"), (.headerToken, "SYN-063"), (.quotedToken, "SYN-064"),
        (.missingUsername, "SYN-065"),
    ]

    /// The requirement numbers of the deviations in this set, in ascending order.
    public var requirements: [String] { Self.numbers.filter { contains($0.0) }.map(\.1) }
}
