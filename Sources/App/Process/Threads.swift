import CStart
import Glibc
import Platform

/// Whether this process may start threads.
package enum Threads {
    /// What an idle bot has, without the pool's: a limit that is too low for them is met here and not later.
    static let needed: Int32 = 8

    /// Why no threads can be started, in one sentence; `nil` where they can.
    ///
    /// To be called before anything of Dispatch is used, which waits without an end for a thread that it cannot get. Where a
    /// container engine forbids clone3(2), threads are started with clone(2) from now on.
    package static func refusal() -> String? {
        start_repair_clone3()
        let error = start_try_threads(needed)
        guard error != 0 else { return nil }
        return "The program cannot start threads (\(SystemError(code: error))): raise the limit of processes"
            + " (`ulimit -u`, `pids_limit`), or update the container engine if it forbids them."
    }
}
