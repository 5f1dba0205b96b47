import Glibc
import Platform

/// A thread that runs one closure.
enum ClientThread {
    private final class Work {
        let body: @Sendable () -> Void
        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }

    /// Starts a thread on which every signal is blocked: a broken socket must not raise SIGPIPE, and the process's
    /// signals are the business of other threads.
    static func start(_ body: @escaping @Sendable () -> Void) throws(HTTPClientError) -> pthread_t {
        var thread = pthread_t()
        let work = Unmanaged.passRetained(Work(body))
        var all = sigset_t()
        var before = sigset_t()
        sigfillset(&all)
        // A new thread inherits the mask of the one that makes it.
        pthread_sigmask(SIG_SETMASK, &all, &before)
        let code = pthread_create(
            &thread,
            nil,
            { argument in
                guard let argument else { return nil }
                Unmanaged<Work>.fromOpaque(argument).takeRetainedValue().body()
                return nil
            },
            work.toOpaque()
        )
        pthread_sigmask(SIG_SETMASK, &before, nil)
        guard code == 0 else {
            work.release()
            throw HTTPClientError(
                kind: .unavailable,
                requestWasSent: false,
                message: "The client's thread cannot be started: \(SystemError(code: code))."
            )
        }
        return thread
    }
}
