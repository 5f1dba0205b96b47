package import SynoWire

/// One line on a user's screen.
package struct ChatEntry: Sendable, Equatable {
    /// Who wrote it, and who can see it.
    package enum Kind: String, Sendable {
        /// The user typed it.
        case typed
        /// The bot posted it.
        case bot
        /// A command's server answered it, to the caller alone.
        case commandAnswer = "command-answer"
        /// Synology Chat says that something went wrong, to the user alone.
        case notice
    }

    /// What the sender of a message reads when the bot does not answer with 200.
    package static let botFailure =
        "(Only visible to you) Failed to send a request to the bot server. Please contact the bot owner."

    /// What the caller of a slash command reads when its server does not answer with 200.
    ///
    /// The English wording was never seen.
    package static let commandFailure =
        "(Only visible to you) Unable to execute the command: the server did not respond."

    /// Who wrote it.
    package var kind: Kind
    /// Whose screen it is on.
    package var userID: Int64
    /// The post's number; answers to commands and notices have none.
    package var postID: Int64?
    /// The text.
    package var text: String
    /// The file that the bot wants posted.
    package var fileURL: String?
    /// The buttons below it.
    package var attachments: [ChatbotAttachment]
    /// When it appeared, in Unix milliseconds.
    package var time: Int64

    /// Creates a line.
    package init(
        _ kind: Kind,
        userID: Int64,
        postID: Int64? = nil,
        text: String,
        fileURL: String? = nil,
        attachments: [ChatbotAttachment] = [],
        time: Int64
    ) {
        self.kind = kind
        self.userID = userID
        self.postID = postID
        self.text = text
        self.fileURL = fileURL
        self.attachments = attachments
        self.time = time
    }
}
