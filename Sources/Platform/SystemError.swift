import Glibc

/// An error number of the C library, and its words for it.
package struct SystemError: CustomStringConvertible {
    /// The number.
    package let code: Int32

    /// Creates the error of a number.
    package init(code: Int32) { self.code = code }

    /// The reason of the last failed system call.
    package static var last: SystemError { SystemError(code: errno) }

    /// The system's own words, without a full stop.
    package var description: String {
        var buffer = [CChar](repeating: 0, count: 256)
        // The plain strerror is not safe on several threads.
        guard strerror_r(code, &buffer, buffer.count) == 0 else { return "error \(code)" }
        return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
