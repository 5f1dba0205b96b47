package import Bot
package import HTTPClient
package import Wire

/// What the service needs to know; the values of ``init()`` are those of an owner who sets nothing.
package struct Configuration: Sendable, Equatable {
    /// Addresses to listen on.
    package var hosts = ["0.0.0.0"]
    /// The port; 0 for a free one.
    package var port: UInt16 = 8000
    /// The data directory, as given.
    package var dataDirectory = "./data"
    /// Host names accepted, in lower case; empty for all.
    package var allowedHosts: Set<String> = []
    /// Origins of web pages that may post, as browsers write them; empty for none.
    package var allowedOrigins: Set<String> = []
    /// User ids accepted; empty for all.
    package var allowedUsers: Set<Int64> = []
    /// What the bot's decisions depend on, the save roots among them.
    package var bot = BotDefaults()
    /// Seconds for a whole answer of the model.
    package var answerTimeout = 600.0
    /// Seconds without a byte of the answer.
    package var idleTimeout = 60.0
    /// Whether requests go out with `stream` and answers arrive by paragraph.
    package var isStreaming = true
    /// Tokens of slash commands; empty pins on first use.
    package var slashTokens: [Secret] = []
    /// How an https NAS is judged.
    package var synologyTLS = TLSPolicy.verify(caFile: nil)
    /// Seconds between two posts to one NAS.
    package var sendInterval = 0.6
    /// Seconds until the database is asked again after a failure; no setting.
    package var storeWait = 1.0
    /// Model calls at a time.
    package var maximumCalls = 64

    /// The configuration of an owner who sets nothing.
    package init() {}
}
