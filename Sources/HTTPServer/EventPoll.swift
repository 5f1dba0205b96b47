/// What a descriptor is watched for.
struct EventInterest: OptionSet, Sendable {
    let rawValue: UInt8

    static let read = EventInterest(rawValue: 1)
    static let write = EventInterest(rawValue: 2)
}

/// What happened to a descriptor.
struct PollEvent: Sendable {
    /// The number the descriptor was added with.
    let token: UInt64
    let isReadable: Bool
    let isWritable: Bool
    /// The connection is gone in both directions.
    let isGone: Bool
}

/// A level-triggered readiness queue of the system: epoll here, and what kqueue offers elsewhere.
protocol EventPoll: Sendable {
    /// Opens a queue.
    init() throws(HTTPServerError)
    /// Watches a descriptor; `isShared` where several queues watch it and one is enough to wake.
    func add(_ descriptor: Int32, token: UInt64, interest: EventInterest, isShared: Bool) -> Bool
    /// Changes what a descriptor is watched for.
    func change(_ descriptor: Int32, token: UInt64, interest: EventInterest)
    /// Forgets a descriptor; closing it does the same.
    func remove(_ descriptor: Int32)
    /// Waits up to `milliseconds`, -1 for ever, and puts what happened into `events`.
    func wait(milliseconds: Int32, into events: inout [PollEvent])
    /// Closes the queue.
    func close()
}
