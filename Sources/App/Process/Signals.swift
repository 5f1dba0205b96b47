import Glibc

/// The signals that end the program in an orderly way.
package enum Signals {
    /// Keeps SIGTERM, SIGINT and SIGHUP for ``wait()`` and ignores SIGPIPE; to be called before any thread is started, for
    /// threads inherit the mask.
    package static func hold() {
        signal(SIGPIPE, SIG_IGN)
        var set = endings()
        pthread_sigmask(SIG_BLOCK, &set, nil)
    }

    /// Waits for one of them; afterwards a second one ends the process at once.
    /// - Returns: Its name.
    package static func wait() -> String {
        var set = endings()
        var number: Int32 = 0
        // EINTR is the one failure of a valid set.
        while sigwait(&set, &number) != 0 {}
        pthread_sigmask(SIG_UNBLOCK, &set, nil)
        switch number {
        case SIGTERM: return "SIGTERM"
        case SIGINT: return "SIGINT"
        default: return "SIGHUP"
        }
    }

    private static func endings() -> sigset_t {
        var set = sigset_t()
        sigemptyset(&set)
        for number in [SIGTERM, SIGINT, SIGHUP] { sigaddset(&set, number) }
        return set
    }
}
