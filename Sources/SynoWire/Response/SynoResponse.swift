public import Wire

/// What Synology Chat answers to a call of `SYNO.Chat.External`: always HTTP 200, so the body alone decides.
///
/// SYN-110.
public enum SynoResponse: Sendable, Equatable {
    /// The call succeeded, at least for some users.
    case success(Success)
    /// The call failed.
    case failure(Failure)

    /// `{"success":true}`, with what was posted.
    public struct Success: Sendable, Equatable {
        /// The users who received the post, and the post's id, in the order of the answer.
        public var posts: [Delivered]
        /// The users who did not, where the answer names some: a partial failure.
        ///
        /// SYN-114.
        public var failedUserIDs: [Int64]
        /// The whole member `data`, for the methods that list something.
        public var data: JSONValue

        /// Creates a success.
        public init(posts: [Delivered] = [], failedUserIDs: [Int64] = [], data: JSONValue = .null) {
            self.posts = posts
            self.failedUserIDs = failedUserIDs
            self.data = data
        }
    }

    /// A user, and the post that the user received.
    public struct Delivered: Sendable, Equatable {
        /// The user's id.
        public var userID: Int64
        /// The post's id.
        public var postID: Int64

        /// Creates a pair.
        public init(userID: Int64, postID: Int64) {
            self.userID = userID
            self.postID = postID
        }
    }

    /// `{"success":false,"error":{…}}`.
    public struct Failure: Sendable, Equatable {
        /// The code.
        public var code: SynoErrorCode
        /// What the server adds.
        public var detail: Detail

        /// Creates a failure.
        public init(code: SynoErrorCode, detail: Detail = .none) {
            self.code = code
            self.detail = detail
        }
    }

    /// The member `errors`: a string, an object, or nothing.
    ///
    /// SYN-112.
    public enum Detail: Sendable, Equatable {
        /// `null`, absent, or of another type.
        case none
        /// A sentence such as `record is not valid`.
        case text(String)
        /// The parameter at fault and the reason, as 120 gives them.
        case parameter(name: String, reason: String)

        /// The detail as the server words it, or `nil`.
        ///
        /// SYN-113.
        public var text: String? {
            switch self {
            case .none: nil
            case .text(let text): text
            case .parameter(let name, let reason): "\(name): \(reason)"
            }
        }
    }
}
