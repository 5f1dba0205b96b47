internal import Glibc

/// The reason of the last failed system call.
struct SystemError: CustomStringConvertible {
    let code: Int32

    /// What `errno` says now.
    static var last: SystemError { SystemError(code: errno) }

    /// The system's own words.
    var description: String { String(cString: strerror(code)) }
}
