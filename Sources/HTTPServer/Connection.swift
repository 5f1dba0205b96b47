import Wire

/// Names a connection of a loop; a later connection in the same slot has another generation.
struct ConnectionToken: Hashable, Sendable {
    let slot: Int
    let generation: UInt32

    /// The form in which a poll queue carries it.
    var packed: UInt64 { UInt64(generation) << 32 | UInt64(UInt32(slot)) }

    init(slot: Int, generation: UInt32) {
        self.slot = slot
        self.generation = generation
    }

    init(packed: UInt64) {
        slot = Int(UInt32(truncatingIfNeeded: packed))
        generation = UInt32(packed >> 32)
    }
}

/// One client.
///
/// Its arrays are empty, and own no memory, unless a request is incomplete or an answer unsent.
struct Connection {
    /// What the connection does.
    ///
    /// Valid transitions: `reading → handling → reading | streaming | closing`,
    /// `streaming → reading | closing`, `reading → closing`, `closing → lingering`.
    enum Phase {
        /// Waits for requests.
        case reading
        /// Waits for the handler's answer.
        case handling
        /// Sends an answer piece by piece.
        case streaming
        /// Sends the last answer.
        case closing
        /// Has sent the last answer and waits for the client to close.
        case lingering
    }

    /// What the client is waited for, with a deadline.
    enum Wait { case nothing, idle, head, body, linger }

    var descriptor: Int32 = -1
    var generation: UInt32 = 1
    var address = RemoteAddress()
    var phase = Phase.reading
    var parser: HTTPRequestParser
    var writer = HTTPResponseWriter(context: .init())
    var closesAfterAnswer = false
    /// Bytes received while an answer was awaited.
    var input: [UInt8] = []
    var output: [UInt8] = []
    var outputSent = 0
    /// Bytes of body, input and output at the last count.
    var held = 0
    var interest: EventInterest = .read
    var wait = Wait.nothing
    var waitStart: MonotonicTime = 0
    var waitDeadline = MonotonicTime.never
    var writeDeadline = MonotonicTime.never
    var lingered = 0

    init(limits: HTTPParserLimits) { parser = HTTPRequestParser(limits: limits) }

    /// Bytes written but not sent.
    var unsent: Int { output.count - outputSent }

    /// Whether no request is under way and everything is sent.
    var isIdle: Bool { phase == .reading && parser.isBetweenRequests && unsent == 0 && input.isEmpty }
}
