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

    /// Reads a date in any of HTTP's three forms: `Sun, 06 Nov 1994 08:49:37 GMT`, and the obsolete
    /// `Sunday, 06-Nov-94 08:49:37 GMT` and `Sun Nov  6 08:49:37 1994`.
    ///
    /// - Parameters:
    ///   - text: the date, without white space around it.
    ///   - now: the present in the seconds of the result; a year of two digits is the one that lies no more than 50 years ahead.
    /// - Returns: seconds since 1970-01-01T00:00:00Z, or `nil` for any other text, an impossible date and years
    ///   outside 1970...9999.
    public static func seconds(_ text: String, now: Int) -> Int? {
        switch text.utf8.count {
        case 29: fixdate(text)
        case 24: fixdate(fromASCTime: Array(text.utf8)).flatMap(fixdate)
        default: fixdate(fromRFC850: text, now).flatMap(fixdate)
        }
    }

    /// `Sun Nov  6 08:49:37 1994` in the preferred form; a day of one digit has a space before it.
    private static func fixdate(fromASCTime bytes: [UInt8]) -> String? {
        let word = { (range: Range<Int>) in String(decoding: bytes[range], as: UTF8.self) }
        guard bytes[8] != UInt8(ascii: "0"), word(7..<8) + word(10..<11) + word(19..<20) == "   " else { return nil }
        let day = bytes[8] == UInt8(ascii: " ") ? "0\(word(9..<10))" : word(8..<10)
        return "\(word(0..<3)), \(day) \(word(4..<7)) \(word(20..<24)) \(word(11..<19)) GMT"
    }

    /// `Sunday, 06-Nov-94 08:49:37 GMT` in the preferred form.
    private static func fixdate(fromRFC850 text: String, _ now: Int) -> String? {
        let comma = text.utf8.firstIndex(of: UInt8(ascii: ",")) ?? text.endIndex
        guard longWeekdays.contains(String(text[..<comma])) else { return nil }
        let rest = Array(text.utf8[comma...])
        guard rest.count == 24 else { return nil }
        let word = { (range: Range<Int>) in String(decoding: rest[range], as: UTF8.self) }
        guard word(4..<5) + word(8..<9) == "--", let short = Int(word(9..<11)), short >= 0 else { return nil }
        let latest = civil(days: now / 86400).year + 50
        let year = latest - (latest - short) % 100
        return "\(text.prefix(3)), \(word(2..<4)) \(word(5..<8)) \(year)\(word(11..<24))"
    }

    private static func fixdate(_ text: String) -> Int? {
        let bytes = Array(text.utf8)
        guard bytes.count == 29 else { return nil }
        let word = { (range: Range<Int>) in String(decoding: bytes[range], as: UTF8.self) }
        guard let day = Int(word(5..<7)), let month = months.firstIndex(of: word(8..<11)),
            let year = Int(word(12..<16)), let hour = Int(word(17..<19)), let minute = Int(word(20..<22)),
            let second = Int(word(23..<25)), (1970...9999).contains(year)
        else { return nil }
        let seconds = days(year: year, month: month + 1, day: day) * 86400 + hour * 3600 + minute * 60 + second
        // An impossible date formats differently: the 31st of April as the 1st of May, a wrong weekday as the right one.
        return seconds >= 0 && format(seconds: seconds) == bytes ? seconds : nil
    }

    private static let longWeekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]
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
