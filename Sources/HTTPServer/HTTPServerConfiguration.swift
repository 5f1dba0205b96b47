public import Wire

extension HTTPServer {
    /// Where a server listens and what it grants a client.
    public struct Configuration: Sendable {
        /// Addresses or names of this machine; `::` is IPv6 and IPv4 together, `0.0.0.0` IPv4 alone.
        public var hosts: [String]
        /// The port of all addresses; 0 picks a free one.
        public var port: UInt16
        /// Event loops, each on a thread of its own.
        public var loops: Int
        /// Connections open at a time; beyond it the longest idle one is closed, or the new one answered 503.
        public var maxConnections: Int
        /// Limits of a request.
        public var limits: HTTPParserLimits
        /// Limits in time.
        public var deadlines: Deadlines
        /// Bytes of a streamed answer that may wait for a slow reader before the connection is aborted.
        public var maxBuffered: Int
        /// Bytes of unfinished bodies, unread requests and unsent answers that all connections hold together; beyond it those
        /// that have held some longest are closed.
        public var maxHeld: Int

        /// Creates a configuration; the defaults are those of `Specs/http/SPEC.md`.
        public init(
            hosts: [String] = ["0.0.0.0"],
            port: UInt16 = 0,
            loops: Int = 2,
            maxConnections: Int = 16384,
            limits: HTTPParserLimits = HTTPParserLimits(),
            deadlines: Deadlines = Deadlines(),
            maxBuffered: Int = 1 << 20,
            maxHeld: Int = 32 << 20
        ) {
            self.hosts = hosts
            self.port = port
            self.loops = max(1, loops)
            self.maxConnections = max(1, maxConnections)
            self.limits = limits
            self.deadlines = deadlines
            self.maxBuffered = maxBuffered
            self.maxHeld = max(0, maxHeld)
        }
    }

    /// How long a client may take, in seconds; progress resets none of them.
    public struct Deadlines: Sendable, Equatable {
        /// From the first byte of a request to the end of its head.
        public var head: Double
        /// From the end of the head to the end of the body, besides what ``bodyRate`` adds.
        public var body: Double
        /// Bytes of a body that buy one more second.
        public var bodyRate: Int
        /// Between two requests, and before the first.
        public var idle: Double
        /// From the moment an answer could not be sent whole until it is.
        public var write: Double
        /// From the end of a last answer until the client closes.
        public var linger: Double

        /// Creates deadlines.
        public init(
            head: Double = 10,
            body: Double = 10,
            bodyRate: Int = 4096,
            idle: Double = 60,
            write: Double = 10,
            linger: Double = 2
        ) {
            self.head = head
            self.body = body
            self.bodyRate = max(1, bodyRate)
            self.idle = idle
            self.write = write
            self.linger = linger
        }
    }
}
