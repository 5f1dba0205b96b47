/// The life of one question as a value: the shell reports events, the turn says what to do.
///
/// ```
/// ready ──start──▶ asking ──answered / failed for good──▶ committing ──committed──▶ ended
///                  │    ▲                                      ▲
///     failed,      │    │ pauseOver                            │ stop, clear
///     may pass     ▼    │                                      │ (asking and pausing)
///                  pausing ────────────────────────────────────┘
/// ```
/// Events that come too late for the state change nothing and ask for nothing: a `stop` that meets a commit, an answer
/// that meets a `stop`. The same events in the same order always give the same actions.
public struct Turn: Sendable, Equatable {
    /// The state of the turn.
    public enum State: Sendable, Equatable {
        /// Valid transitions are: asking, committing.
        case ready
        /// A request is under way. Valid transitions are: asking (retry, shorter window), pausing, committing.
        case asking
        /// Waiting to repeat the request. Valid transitions are: asking, committing.
        case pausing
        /// The record is being written. Valid transitions are: ended.
        case committing
        /// Nothing more comes of it.
        case ended
    }

    /// What happened.
    public enum Event: Sendable, Equatable {
        /// The question's time has come.
        case start
        /// The model answered.
        case answered(ModelAnswer)
        /// The request failed; `repeatAfter` milliseconds it may be repeated, `nil` when it must not.
        case failed(TurnFailure, repeatAfter: Int?)
        /// The server said that the prompt is too long for it, and maybe the tokens of its window.
        case overflowed(window: Int?)
        /// The pause is over.
        case pauseOver
        /// ``Turn/lateNotice`` milliseconds have passed since the start.
        case late
        /// The user wrote `/stop`.
        case stop
        /// The user wrote `/clear`.
        case clear
        /// The user wrote `/retry`.
        case retry
        /// The record is durable.
        case committed
    }

    /// What the shell must do, in order.
    public enum Action: Sendable, Equatable {
        /// Send the request, omitting this many of the window's oldest exchanges.
        case ask(withoutOldest: Int)
        /// Report ``Event/pauseOver`` after this many milliseconds.
        case pause(milliseconds: Int)
        /// Cancel the request or the pause; whatever it still reports is not passed on.
        case cancel
        /// Post this notice, after what waits in the outbox already.
        case post(String)
        /// Write the record in one transaction and report ``Event/committed``.
        case commit(TurnRecord)
    }

    /// Milliseconds after which the user is told once that the answer takes longer.
    public static let lateNotice = 20_000
    /// How often the request is repeated with a shorter history because the server found it too long. Where the window that
    /// it states asks for no more, twice as many exchanges go each time as the time before: 1, 2, 4 …
    public static let overflowLimit = 6

    /// Where the turn stands.
    public private(set) var state = State.ready
    /// Requests sent so far, counted from 1; a retry starts over.
    ///
    /// The retry policy needs it.
    public private(set) var attempt = 0

    private let subject: TurnSubject
    private var window: ContextWindow
    private var dropped = 0
    private var promptTokens = 0
    private var overflows = 0
    private var isNoticed = false

    /// Creates the turn of a question.
    public init(_ subject: TurnSubject) {
        self.subject = subject
        window = subject.window
    }

    /// Takes an event and returns what to do.
    public mutating func handle(_ event: Event) -> [Action] {
        switch (state, event) {
        case (.ready, .start): start()
        case (.asking, .answered(let answer)): finish(with: answer)
        case (.asking, .failed(let failure, let pause)): fail(failure, repeatAfter: pause)
        case (.asking, .overflowed(let stated)): shorten(to: stated)
        case (.pausing, .pauseOver): ask()
        case (.asking, .late), (.pausing, .late): notice()
        case (.ready, .stop): commit(.unanswered, parts: [])
        case (.ready, .clear): commit(.forgotten, parts: [])
        case (.asking, .stop), (.pausing, .stop): [.cancel] + commit(.unanswered, parts: [])
        case (.asking, .clear), (.pausing, .clear): [.cancel] + commit(.forgotten, parts: [])
        case (.asking, .retry), (.pausing, .retry): again()
        case (.committing, .committed): end()
        default: []
        }
    }
}

extension Turn {
    private var sentences: Sentences { Sentences(subject.language) }

    private mutating func start() -> [Action] {
        switch window.plan(question: subject.questionTokens) {
        case .tooLong(let tokens, let limit): return refuse(tokens: tokens, limit: limit)
        case .send(let dropping, _):
            drop(dropping)
            return ask()
        }
    }

    private mutating func refuse(tokens: Int, limit: Int) -> [Action] {
        commit(.unanswered, parts: [sentences.messageTooLong(tokens: tokens, limit: limit)])
    }

    private mutating func drop(_ number: Int) {
        dropped += window.drop(number)
        promptTokens = window.promptTokens(question: subject.questionTokens)
    }

    private mutating func ask() -> [Action] {
        state = .asking
        attempt += 1
        return [.ask(withoutOldest: dropped)]
    }

    private mutating func again() -> [Action] {
        attempt = 0
        return [.cancel] + ask()
    }

    private mutating func notice() -> [Action] {
        guard !isNoticed else { return [] }
        isNoticed = true
        return [.post(sentences.stillWorking)]
    }

    private mutating func fail(_ failure: TurnFailure, repeatAfter pause: Int?) -> [Action] {
        guard let pause else { return commit(.unanswered, parts: [sentences.failure(failure)]) }
        state = .pausing
        return [.pause(milliseconds: pause)]
    }

    /// Drops exchanges and asks again, a bounded number of times.
    private mutating func shorten(to stated: Int?) -> [Action] {
        if let stated { window.narrow(to: stated) }
        switch window.plan(question: subject.questionTokens) {
        case .tooLong(let tokens, let limit): return refuse(tokens: tokens, limit: limit)
        case .send(let dropping, _):
            guard overflows < Self.overflowLimit, window.count > 0 else {
                return fail(.tooLongForServer, repeatAfter: nil)
            }
            drop(dropping > 0 ? dropping : 1 << overflows)
            overflows += 1
            return ask()
        }
    }

    private mutating func finish(with answer: ModelAnswer) -> [Action] {
        let posts = ReplySplitter.posts(of: ReplyFormatter.format(answer.text))
        guard !posts.isEmpty else {
            return fail(answer.ending == .filtered ? .contentRefused : .emptyAnswer, repeatAfter: nil)
        }
        return commit(.answered(answer), parts: ReplySplitter.appending(notes(on: answer), to: posts))
    }

    /// What is said below an answer: that it is cut, that the window has moved.
    private func notes(on answer: ModelAnswer) -> [String] {
        var notes: [String] = []
        switch answer.ending {
        case .complete: break
        case .length: notes.append(sentences.cutByLength)
        case .filtered: notes.append(sentences.cutByFilter)
        }
        if dropped > 0, !subject.toldTrimming { notes.append(sentences.trimmed(exchanges: dropped)) }
        return notes
    }

    private mutating func commit(_ outcome: TurnRecord.Outcome, parts: [String]) -> [Action] {
        state = .committing
        var toldTrimming = subject.toldTrimming
        if case .answered = outcome, dropped > 0 { toldTrimming = true }
        let record = TurnRecord(
            outcome: outcome,
            dropped: dropped,
            promptTokens: promptTokens,
            toldTrimming: toldTrimming,
            parts: parts
        )
        return [.commit(record)]
    }

    private mutating func end() -> [Action] {
        state = .ended
        return []
    }
}
