import Wire

/// Why a text was refused as a base URL, a token, or an incoming URL.
///
/// SYN-072 to SYN-084.
public enum EntryPointError: Error, Equatable, Sendable, CaseIterable {
    /// Nothing is left after unwrapping.
    case empty
    /// The text does not begin with `http://` or `https://`.
    case scheme
    /// There is a user name or password before the host.
    case credentials
    /// The host is missing or has characters that no host has.
    case host
    /// The port is not 1 to 65535.
    case port
    /// The path has characters that no path has, an empty segment, `.` or `..`.
    case path
    /// A base URL has a query or fragment, and it is not that of an incoming URL.
    case query
    /// The incoming URL belongs to another API.
    case api
    /// The incoming URL has no token, or none that can be one.
    case token

    init(_ fault: HTTPOrigin.Fault) {
        switch fault {
        case .scheme: self = .scheme
        case .credentials: self = .credentials
        case .host: self = .host
        case .port: self = .port
        }
    }

    /// The fault and the remedy, in one English sentence.
    public var message: String {
        switch self {
        case .empty: "The URL is empty; write it as http://nas:5000 or https://nas:5001."
        case .scheme: "The URL must begin with http:// or https://, as in http://nas:5000."
        case .credentials: "The URL must not hold a user name or a password; remove everything before the @."
        case .host: "The URL has no valid host name or address after its scheme, as in http://192.168.1.2:5000."
        case .port: "The port of the URL must be a number from 1 to 65535; DSM's own are 5000 and 5001."
        case .path: "The path of the URL has characters or segments that are not allowed; write http://nas:5000/prefix."
        case .query: "The URL must end before ? and #; write http://nas:5000, or paste the bot's whole incoming URL."
        case .api: "The pasted URL does not call SYNO.Chat.External; copy the bot's incoming URL from Synology Chat."
        case .token: "The pasted URL has no valid token; copy the bot's whole incoming URL from Synology Chat."
        }
    }

    /// The requirement that is broken.
    public var requirement: String {
        switch self {
        case .empty, .scheme: "SYN-072"
        case .credentials, .host: "SYN-073"
        case .port: "SYN-074"
        case .path, .query: "SYN-075"
        case .api: "SYN-081"
        case .token: "SYN-083"
        }
    }
}
