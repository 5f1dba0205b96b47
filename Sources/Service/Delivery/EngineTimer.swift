import Dispatch

/// Runs one closure after some time; letting it go cancels it, and frees what it holds.
///
/// `asyncAfter` would keep the closure until its time has come, although nobody needs it any more.
final class EngineTimer {
    private let source: any DispatchSourceTimer

    init(milliseconds: Int, on queue: DispatchQueue, _ body: @escaping @Sendable () -> Void) {
        source = DispatchSource.makeTimerSource(queue: queue)
        source.schedule(deadline: .now() + .milliseconds(milliseconds))
        source.setEventHandler(handler: body)
        source.resume()
    }

    deinit { source.cancel() }
}
