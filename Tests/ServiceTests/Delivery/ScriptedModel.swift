import Bot
import Synchronization

@testable import Service

/// A model that answers by a rule, at once or when the test says so.
final class ScriptedModel: ModelClient {
    private struct Waiting: Sendable {
        let prompt: ModelPrompt
        let answer: @Sendable (ModelResult) -> Void
    }

    private struct State: Sendable {
        var isHolding = false
        var held: [Waiting] = []
        var prompts: [ModelPrompt] = []
        var cancelled = 0
        var most = 0
        var arrivals: [(count: Int, resume: @Sendable () -> Void)] = []
    }

    private let state = Mutex(State())

    init(holding: Bool = false) { state.withLock { $0.isHolding = holding } }

    /// It states no windows.
    var windows: [String: Int] { [:] }
    var prompts: [ModelPrompt] { state.withLock { $0.prompts } }
    var cancelled: Int { state.withLock { $0.cancelled } }
    var mostAtATime: Int { state.withLock { $0.most } }

    /// `question` and how many exchanges came before it.
    static func reply(to prompt: ModelPrompt) -> String {
        let history = prompt.messages.count { $0.role == .assistant }
        return "\(prompt.messages.last?.content ?? "") after \(history)"
    }

    func ask(_ prompt: ModelPrompt, onResult: @escaping @Sendable (ModelResult) -> Void) -> ModelCall {
        let (isHeld, met) = state.withLock { state in
            state.prompts.append(prompt)
            if state.isHolding { state.held.append(Waiting(prompt: prompt, answer: onResult)) }
            state.most = max(state.most, state.held.count)
            let met = state.arrivals.filter { $0.count <= state.prompts.count }
            state.arrivals.removeAll { $0.count <= state.prompts.count }
            return (state.isHolding, met.map(\.resume))
        }
        for resume in met { resume() }
        if !isHeld { onResult(.answered(ModelAnswer(text: Self.reply(to: prompt)))) }
        return ModelCall { self.state.withLock { $0.cancelled += 1 } }
    }

    /// Answers the oldest prompt held.
    func answer(_ result: ModelResult? = nil) {
        let next = state.withLock { $0.held.isEmpty ? nil : $0.held.removeFirst() }
        if let next { next.answer(result ?? .answered(ModelAnswer(text: Self.reply(to: next.prompt)))) }
    }

    /// Answers all that comes; what is held stays held.
    func holdNoMore() { state.withLock { $0.isHolding = false } }

    /// Answers all that is held and all that comes.
    func open() {
        let held = state.withLock { state in
            defer { state.held = [] }
            state.isHolding = false
            return state.held
        }
        for waiting in held { waiting.answer(.answered(ModelAnswer(text: Self.reply(to: waiting.prompt)))) }
    }

    /// Waits until so many prompts have come.
    func prompts(_ count: Int) async {
        await withCheckedContinuation { continuation in
            let isMet = state.withLock { state in
                if state.prompts.count >= count { return true }
                state.arrivals.append((count, { continuation.resume() }))
                return false
            }
            if isMet { continuation.resume() }
        }
    }
}
