package import HTTPServer
package import Wire

/// What a simulated server is about, as a value without sockets and threads.
package protocol SimulatedWorld: Sendable {
    /// How it is set up.
    associatedtype Configuration: SimulatedConfiguration
    /// In which ways it can be made to misbehave.
    associatedtype Planned: Misbehaviour

    /// The longest request taken.
    static var limits: HTTPParserLimits { get }
    /// How it is set up now.
    var configuration: Configuration { get set }
    /// What calls to come meet.
    var plan: MisbehaviourPlan<Planned> { get set }
    /// Exchanges that have ended since the start or the last reset.
    var exchangeCount: Int { get }

    /// Creates a world in which nothing has happened.
    init(_ configuration: Configuration)

    /// Carries out a request.
    mutating func answer(_ request: HTTPRequest) -> SimulatedAnswer

    /// Keeps a request and its answer, at the moment at which it is answered.
    mutating func record(_ request: HTTPRequest, _ answer: SimulatedAnswer)

    /// Changes the set-up by the members of a control request; false where they cannot be used.
    mutating func configure(_ members: JSONObject) -> Bool

    /// Forgets what happened, and every misbehaviour still to come.
    mutating func reset()

    /// Answers a control route that only this world has.
    static func control(
        _ route: String,
        _ request: HTTPRequest,
        _ exchange: HTTPExchange,
        _ server: SimulatedServer<Self>
    )
}

/// Where a simulated server listens.
package protocol SimulatedConfiguration: Sendable {
    /// The address to listen on.
    var host: String { get }
    /// The port; 0 picks a free one.
    var port: UInt16 { get }
}

/// What a simulated server does about a request, and when.
package struct SimulatedAnswer: Sendable {
    /// What is done.
    enum Act: Sendable {
        /// A whole answer.
        case respond(HTTPResponse)
        /// An answer in pieces, with seconds before each.
        case stream(head: HTTPResponse, pieces: [[UInt8]], pause: Double, End)
        /// The connection is closed without an answer.
        case drop
        /// The connection stays open without an answer.
        case hang
    }

    /// How an answer in pieces ends.
    enum End: Sendable {
        /// As an answer ends.
        case whole
        /// The connection is closed.
        case drop
        /// The connection stays open.
        case stall
    }

    let act: Act
    /// Seconds before it is done.
    let delay: Double
    /// What was done in place of an answer, such as `drop-before`.
    let remark: String?

    init(_ act: Act, after delay: Double = 0, remark: String? = nil) {
        self.act = act
        self.delay = delay
        self.remark = remark
    }

    /// The status; `nil` where no answer comes.
    var status: Int? {
        switch act {
        case .respond(let response), .stream(let response, _, _, _): response.status
        case .drop, .hang: nil
        }
    }

    /// The body; of an answer in pieces all of them.
    var body: [UInt8] {
        switch act {
        case .respond(let response): response.body
        case .stream(_, let pieces, _, _): pieces.flatMap(\.self)
        case .drop, .hang: []
        }
    }
}
