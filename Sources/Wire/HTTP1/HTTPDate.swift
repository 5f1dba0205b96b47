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

    /// Reads an IMF-fixdate; the obsolete forms are not read.
    ///
    /// - Parameter text: 29 ASCII characters, as ``format(seconds:)`` writes them.
    /// - Returns: seconds since 1970-01-01T00:00:00Z, or `nil` for any other text, a day that is none and years outside
    ///   1970...9999.
    public static func seconds(_ text: String) -> Int? {
        let bytes = Array(text.utf8)
        guard bytes.count == 29 else { return nil }
        let word = { (range: Range<Int>) in String(decoding: bytes[range], as: UTF8.self) }
        guard let day = Int(word(5..<7)), let month = months.firstIndex(of: word(8..<11)),
            let year = Int(word(12..<16)), let hour = Int(word(17..<19)), let minute = Int(word(20..<22)),
            let second = Int(word(23..<25)), (1970...9999).contains(year)
        else { return nil }
        let seconds = days(year: year, month: month + 1, day: day) * 86400 + hour * 3600 + minute * 60 + second
        // What is no date is written differently: the 31st of April as the 1st of May, a wrong weekday as the right one.
        return seconds >= 0 && format(seconds: seconds) == bytes ? seconds : nil
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

    /// Days since 1970-01-01, the inverse of ``civil(days:)``.
    private static func days(year: Int, month: Int, day: Int) -> Int {
        let shifted = month > 2 ? year : year - 1
        let era = shifted / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }
}
