package import SynoWire
package import Wire
import Platform

/// How a simulated Synology Chat is set up.
package struct SynologyChatConfiguration: SimulatedConfiguration {
    /// A slash command, as its form in Synology Chat asks for it.
    package struct Command: Sendable, Equatable {
        /// The word that is typed, with its slash: `/clear`.
        package var name: String
        /// The command's own token.
        package var token: Secret
        /// Where the command is sent; `nil` until it is set, and then the caller reads that no server answers.
        package var url: String?

        /// Creates a command.
        package init(name: String, token: Secret, url: String? = nil) {
            self.name = name
            self.token = token
            self.url = url
        }
    }

    /// An incoming webhook, which posts in a channel.
    package struct Webhook: Sendable, Equatable {
        /// The webhook's token.
        package var token: Secret
        /// The channel, as a number.
        package var channelID: Int64

        /// Creates a webhook.
        package init(token: Secret, channelID: Int64) {
            self.token = token
            self.channelID = channelID
        }
    }

    /// The address to listen on.
    package var host = "127.0.0.1"
    /// The port; 0 picks a free one.
    package var port: UInt16 = 0
    /// The people, all of whom see the bot.
    package var users: [SynoUser]
    /// The bot's token.
    package var botToken: Secret
    /// The bot's outgoing URL; `nil` until it is set.
    package var botURL: String?
    /// The slash commands.
    package var commands: [Command] = []
    /// The incoming webhooks.
    package var webhooks: [Webhook] = []
    /// The longest text, in UTF-16 units; a longer one is answered with 410.
    package var textLimit = MessageText.limit
    /// Seconds that must lie between two posts of the bot; a nearer one is answered with 411.
    package var postInterval = 0.5
    /// Seconds that the bot or a command's server has for its answer.
    package var timeout = 10.0
    /// The time, in Unix milliseconds.
    package var now: @Sendable () -> Int64 = WallClock.milliseconds

    /// Creates a configuration with the defaults above.
    package init(users: [SynoUser], botToken: Secret) {
        self.users = users
        self.botToken = botToken
    }
}
