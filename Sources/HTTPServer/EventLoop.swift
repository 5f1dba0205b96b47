import CLinux
import Glibc
import Synchronization
import Wire
import Platform

/// One thread that serves its share of the connections.
///
/// Proof: everything that changes is touched by the loop's own thread alone, which ``run()`` occupies
/// from beginning to end, except `mailbox`, `generations`, `thread` and `wakeups`, which are locked or atomic, and the constants.
final class EventLoop: @unchecked Sendable {
    /// What other threads, and the handler, ask the loop to do.
    enum Command: Sendable {
        case respond(ConnectionToken, HTTPResponse)
        case begin(ConnectionToken, Int, HTTPFields)
        case piece(ExchangeState, [UInt8])
        case end(ConnectionToken)
        case abort(ConnectionToken)
        case drain(DrainReport)
        /// Only wakes the loop: somebody has moved the clock.
        case look
        case stop
    }

    /// Whom to tell how far a drain has come.
    struct DrainReport: Sendable {
        /// The loop has let go of the listeners.
        let onReleased: @Sendable () -> Void
        /// The loop's last connection is gone.
        let onEmpty: @Sendable () -> Void
    }

    /// Commands on their way; none is taken any more once the loop has ended.
    private struct Mailbox {
        var commands: [Command] = []
        var isOpen = true
    }

    private static let readBufferSize = 128 * 1024

    let configuration: HTTPServer.Configuration
    let handler: @Sendable (HTTPRequest, HTTPExchange) -> Void
    let listeners: [Listener]
    let budget: ConnectionBudget
    let poll: EpollQueue
    let system: SystemCalls
    private let wakeDescriptor: Int32
    private let mailbox = Mutex(Mailbox())
    private let generations: Mutex<[UInt32]>
    private let thread = Atomic<UInt>(0)
    /// How often the loop has woken.
    let wakeups = Atomic<Int>(0)

    // From here on the loop's thread alone.
    var connections: [Connection] = []
    var freeSlots: [Int] = []
    /// When each slot must be looked at again, beside the connections so that a sweep reads little memory.
    var deadlines: [MonotonicTime] = []
    /// No deadline is earlier than this.
    var earliest = MonotonicTime.never
    var now: MonotonicTime
    var open = 0
    /// Bytes that the connections hold.
    var held = 0
    var isAccepting = true
    var acceptsAgainAt = MonotonicTime.never
    var onEmpty: (@Sendable () -> Void)?
    var date = DateCache()
    /// Lent to the connection that is being answered, so that an answer needs no allocation.
    var spareOutput: [UInt8] = []
    private var local: [Command] = []
    private var isStopping = false
    let readBuffer = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: EventLoop.readBufferSize)
    /// Given up for a moment when the process has no descriptor left.
    var reserveDescriptor = Glibc.open("/dev/null", O_RDONLY | O_CLOEXEC)

    init(
        configuration: HTTPServer.Configuration,
        listeners: [Listener],
        budget: ConnectionBudget,
        system: SystemCalls,
        handler: @escaping @Sendable (HTTPRequest, HTTPExchange) -> Void
    ) throws(HTTPServerError) {
        self.configuration = configuration
        self.listeners = listeners
        self.budget = budget
        self.system = system
        self.handler = handler
        now = system.now
        poll = try EpollQueue()
        wakeDescriptor = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))
        generations = Mutex([])
        guard wakeDescriptor >= 0 else { throw .system(call: "eventfd", reason: SystemError.last.description) }
        _ = poll.add(wakeDescriptor, token: Self.wakeToken, interest: .read, isShared: false)
        watchListeners()
    }

    deinit {
        poll.close()
        _ = Glibc.close(wakeDescriptor)
        _ = Glibc.close(reserveDescriptor)
        readBuffer.deallocate()
    }

    /// Serves until it is told to stop.
    func run() {
        thread.store(UInt(bitPattern: Int(pthread_self())), ordering: .releasing)
        var events: [PollEvent] = []
        while !isStopping {
            runCommands()
            let deadline = min(earliest, acceptsAgainAt)
            poll.wait(milliseconds: isStopping ? 0 : system.now.milliseconds(until: deadline), into: &events)
            wakeups.add(1, ordering: .relaxed)
            now = system.now
            for event in events { handle(event) }
            if now >= acceptsAgainAt { resumeAccepting() }
            if now >= earliest { sweep() }
        }
        for slot in connections.indices where connections[slot].descriptor >= 0 { close(slot) }
        // A command may hold an exchange, and that this loop.
        _ = emptyMailbox(keepingItOpen: false)
        local = []
    }

    /// Hands a command over: at once to be found by the loop's own thread, by the mailbox from any other.
    func post(_ command: Command) {
        if thread.load(ordering: .acquiring) == UInt(bitPattern: Int(pthread_self())) {
            local.append(command)
            return
        }
        let wasEmpty = mailbox.withLock { mailbox in
            if mailbox.isOpen { mailbox.commands.append(command) }
            return mailbox.commands.count == 1
        }
        guard wasEmpty else { return }
        var one: UInt64 = 1
        _ = Glibc.write(wakeDescriptor, &one, 8)
    }

    /// Whether a connection is gone; from any thread.
    func isClosed(_ token: ConnectionToken) -> Bool {
        generations.withLock { token.slot >= $0.count || $0[token.slot] != token.generation }
    }

    /// Makes the generation of a slot known to other threads.
    func publish(_ slot: Int) {
        let generation = connections[slot].generation
        generations.withLock { known in
            if slot == known.count { known.append(generation) } else { known[slot] = generation }
        }
    }

    /// Performs what was asked of one connection while its handler ran; the rest stays for later.
    func runLocalCommands(of slot: Int) {
        guard !local.isEmpty else { return }
        let commands = local
        local.removeAll(keepingCapacity: true)
        for command in commands {
            if target(of: command)?.slot == slot { perform(command) } else { local.append(command) }
        }
    }

    private static let wakeToken: UInt64 = 0

    private func runCommands() {
        while !local.isEmpty {
            let commands = local
            local = []
            for command in commands { performAndGoOn(command) }
        }
    }

    private func handle(_ event: PollEvent) {
        let token = ConnectionToken(packed: event.token)
        guard token.generation > 0 else {
            if event.token == Self.wakeToken { takeMail() } else { accept(from: token.slot - 1) }
            return
        }
        guard connections[token.slot].generation == token.generation else { return }
        if event.isGone { return close(token.slot) }
        if event.isWritable { flushAndGoOn(token.slot) }
        guard event.isReadable, connections[token.slot].generation == token.generation else { return }
        read(token.slot)
    }

    private func takeMail() {
        var count: UInt64 = 0
        _ = Glibc.read(wakeDescriptor, &count, 8)
        for command in emptyMailbox(keepingItOpen: true) { performAndGoOn(command) }
    }

    /// Takes the commands out, so that what they hold is let go outside the lock.
    private func emptyMailbox(keepingItOpen isOpen: Bool) -> [Command] {
        mailbox.withLock { mailbox in
            var taken: [Command] = []
            swap(&taken, &mailbox.commands)
            mailbox.isOpen = isOpen
            return taken
        }
    }

    private func performAndGoOn(_ command: Command) {
        perform(command)
        guard let token = target(of: command), isCurrent(token) else { return }
        flushAndGoOn(token.slot)
    }

    private func target(of command: Command) -> ConnectionToken? {
        switch command {
        case .respond(let token, _), .begin(let token, _, _), .end(let token), .abort(let token): token
        case .piece(let exchange, _): exchange.token
        case .drain, .look, .stop: nil
        }
    }

    private func isCurrent(_ token: ConnectionToken) -> Bool {
        connections[token.slot].generation == token.generation
    }

    private func perform(_ command: Command) {
        if case .piece(let exchange, let bytes) = command { exchange.dequeue(bytes.count) }
        if let token = target(of: command), !isCurrent(token) { return }
        switch command {
        case .respond(let token, let response): answer(token.slot, response)
        case .begin(let token, let status, let headers): begin(token.slot, status, headers)
        case .piece(let exchange, let bytes): stream(exchange.token.slot, bytes)
        case .end(let token): endStream(token.slot)
        case .abort(let token): close(token.slot)
        case .drain(let report): drain(report)
        case .look: break
        case .stop: isStopping = true
        }
    }
}
