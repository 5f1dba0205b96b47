internal import Glibc
internal import Wire

/// The value of Date, formatted again once the second has changed (RFC 9110 §6.6.1).
struct DateCache {
    private var second = -1
    private var text: [UInt8] = []

    /// The date of this second.
    mutating func current() -> [UInt8] {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME_COARSE, &time)
        if time.tv_sec != second {
            second = time.tv_sec
            text = HTTPDate.format(seconds: max(0, second))
        }
        return text
    }
}
