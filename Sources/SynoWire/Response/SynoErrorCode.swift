/// The codes of `SYNO.Chat.External`, and those of every DSM API that it can answer with.
///
/// SYN-120 to SYN-140.
///
/// Chat's 4xx codes are its own: the meanings that FileStation gives the same numbers do not apply.
public struct SynoErrorCode: RawRepresentable, Sendable, Hashable {
    /// The number.
    public let rawValue: Int64

    /// Creates a code from any number; an unknown one is kept.
    public init(rawValue: Int64) { self.rawValue = rawValue }

    /// 404: the token is invalid, the bot inactive, or the token of the other kind.
    public static let badToken = SynoErrorCode(rawValue: 404)
    /// 407: the user id is unknown, deleted, or not visible to the bot.
    public static let unknownUser = SynoErrorCode(rawValue: 407)
    /// 410: the text is too long.
    public static let tooLong = SynoErrorCode(rawValue: 410)
    /// 411: posts came too fast.
    public static let tooFast = SynoErrorCode(rawValue: 411)
    /// 117: the file's URL cannot be fetched, or the server is busy.
    public static let fileOrBusy = SynoErrorCode(rawValue: 117)
    /// 120: the payload is malformed or lacks a parameter.
    public static let badPayload = SynoErrorCode(rawValue: 120)
    /// 800: no user was named.
    public static let noTarget = SynoErrorCode(rawValue: 800)
    /// 100: unknown error.
    public static let unknown = SynoErrorCode(rawValue: 100)
    /// 101: the payload is empty, or api, method or version is missing.
    public static let missingParameter = SynoErrorCode(rawValue: 101)
    /// 102: the API does not exist: the package is stopped or not installed.
    public static let noSuchAPI = SynoErrorCode(rawValue: 102)
    /// 103: the method does not exist.
    public static let noSuchMethod = SynoErrorCode(rawValue: 103)
    /// 104: the version is not supported.
    public static let noSuchVersion = SynoErrorCode(rawValue: 104)

    private struct Row {
        let name: String
        let meaning: String
        let retry: RetryClass

        init(_ name: String, _ meaning: String, _ retry: RetryClass = .never) {
            self.name = name
            self.meaning = meaning
            self.retry = retry
        }
    }

    private static let table: [Int64: Row] = [
        100: Row("unknown", "Synology Chat reports an unknown error; the token may be wrong."),
        101: Row("missing-parameter", "The payload is empty, or api, method or version is missing."),
        102: Row("no-such-api", "The Synology Chat Server package is stopped or not installed.", .later),
        103: Row("no-such-method", "The method does not exist."),
        104: Row("no-such-version", "The version of the API is not supported."),
        105: Row("no-privilege", "The token has no privilege for this call."),
        106: Row("session-timeout", "The session has timed out."),
        107: Row("duplicate-login", "The session was ended by another log-in."),
        114: Row("parameter-lost", "A required parameter is missing."),
        117: Row("file-or-busy", "The NAS cannot fetch the file's URL, or it is busy.", .once),
        119: Row("no-session", "The session is invalid, or the user has no access."),
        120: Row("bad-payload", "The payload is malformed or lacks a required parameter."),
        400: Row("bad-parameter", "A parameter is invalid."),
        401: Row("not-a-member", "The bot is not a member of that channel."),
        404: Row("bad-token", "The token is wrong, the bot is disabled, or the token is that of a webhook."),
        407: Row("unknown-user", "The user id is unknown, deleted, or hidden from the bot."),
        408: Row("permanent-408", "Synology Chat refuses the post; the meaning of this code is not known."),
        409: Row("file-too-large", "The file is larger than Synology Chat allows."),
        410: Row("too-long", "The text is too long.", .shorten),
        411: Row("too-fast", "Posts came too fast.", .wait),
        414: Row("permanent-414", "Synology Chat refuses the post; the meaning of this code is not known."),
        415: Row("too-late", "The post can no longer be deleted."),
        418: Row("permanent-418", "Synology Chat refuses the post; the meaning of this code is not known."),
        419: Row("permanent-419", "Synology Chat refuses the post; the meaning of this code is not known."),
        420: Row("permanent-420", "Synology Chat refuses the post; the meaning of this code is not known."),
        800: Row("no-target", "No user was named to receive the post."),
    ]

    /// Every code that the specification lists, in ascending order.
    public static let known: [SynoErrorCode] = table.keys.sorted().map(SynoErrorCode.init(rawValue:))

    /// The code's name in kebab case; `code-N` for an unknown one.
    public var name: String { Self.table[rawValue]?.name ?? "code-\(rawValue)" }

    /// What it means in Synology Chat, in one English sentence.
    public var meaning: String { Self.table[rawValue]?.meaning ?? "Synology Chat answers with the code \(rawValue)." }

    /// What a sender does; an unknown code is taken for permanent.
    ///
    /// SYN-131.
    public var retry: RetryClass { Self.table[rawValue]?.retry ?? .never }
}

/// What a sender does after a failure.
///
/// SYN-130.
public enum RetryClass: String, Sendable, CaseIterable {
    /// The same post can only fail again: tell the user.
    case never
    /// Post once more, then give up.
    case once
    /// Posts came too fast: wait at least 2 s, then post the same again.
    case wait
    /// The service is away: keep the post and try with growing pauses.
    case later
    /// The text is too long: cut it in two and post the halves.
    case shorten
}
