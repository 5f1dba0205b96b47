package import Bot
import Glibc

/// A reading of the wall clock in the owner's time zone (`TZ`).
package struct LocalClock: Sendable {
    /// Date and time of day.
    package let time: LocalTime
    /// Milliseconds of the second.
    package let millisecond: Int
    /// Minutes east of Greenwich.
    package let offset: Int

    /// The current time.
    package static func now() -> LocalClock {
        var moment = timespec()
        clock_gettime(CLOCK_REALTIME, &moment)
        return LocalClock(seconds: moment.tv_sec, millisecond: Int(moment.tv_nsec) / 1_000_000)
    }

    /// A moment by its seconds since 1970.
    package init(seconds: Int, millisecond: Int = 0) {
        var parts = tm()
        var seconds = seconds
        localtime_r(&seconds, &parts)
        time = LocalTime(
            year: Int(parts.tm_year) + 1900,
            month: Int(parts.tm_mon) + 1,
            day: Int(parts.tm_mday),
            hour: Int(parts.tm_hour),
            minute: Int(parts.tm_min),
            second: Int(parts.tm_sec)
        )
        self.millisecond = millisecond
        offset = Int(parts.tm_gmtoff) / 60
    }

    /// RFC 3339 with milliseconds: `2026-11-23T18:10:05.123+08:00`.
    package var timestamp: String {
        let date = "\(Self.digits(time.year, 4))-\(Self.digits(time.month, 2))-\(Self.digits(time.day, 2))"
        let clock = "\(Self.digits(time.hour, 2)):\(Self.digits(time.minute, 2)):\(Self.digits(time.second, 2))"
        let zone = "\(offset < 0 ? "-" : "+")\(Self.digits(abs(offset) / 60, 2)):\(Self.digits(abs(offset) % 60, 2))"
        return "\(date)T\(clock).\(Self.digits(millisecond, 3))\(zone)"
    }

    private static func digits(_ number: Int, _ width: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, width - text.count)) + text
    }
}
