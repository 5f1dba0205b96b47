/// The date format of HTTP, `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110 §5.6.7).
public enum HTTPDate {
    /// The IMF-fixdate of a moment.
    ///
    /// - Parameter seconds: Seconds since 1970-01-01T00:00:00Z, not negative.
    /// - Returns: 29 ASCII characters.
    public static func format(seconds: Int) -> [UInt8] {
        let (year, month, day) = civil(days: seconds / 86400)
        let time = seconds % 86400
        let weekday = weekdays[(seconds / 86400 + 4) % 7]
        let clock = "\(pair(time / 3600)):\(pair(time / 60 % 60)):\(pair(time % 60))"
        return Array("\(weekday), \(pair(day)) \(months[month - 1]) \(year) \(clock) GMT".utf8)
    }

    private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    private static func pair(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    /// Year, month and day of a number of days since 1970-01-01 in the Gregorian calendar.
    private static func civil(days: Int) -> (year: Int, month: Int, day: Int) {
        // Years are counted from March, so that the leap day is the last of its year.
        let shifted = days + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted % 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let month = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * month + 2) / 5 + 1
        let year = yearOfEra + era * 400 + (month < 10 ? 0 : 1)
        return (year, month < 10 ? month + 3 : month - 9, day)
    }
}
