import Service
import Bot
import Foundation
import Testing

@Suite struct LocalClockTests {
    @Test func `the clock agrees with Foundation's in this time zone`() {
        for seconds in [0, 951_782_400, 1_789_999_999, 4_000_000_000] {
            let date = Date(timeIntervalSince1970: Double(seconds))
            let parts = Calendar(identifier: .gregorian).dateComponents(in: .current, from: date)
            let clock = LocalClock(seconds: seconds, millisecond: 7)
            #expect(clock.time.year == parts.year && clock.time.month == parts.month && clock.time.day == parts.day)
            #expect(
                clock.time.hour == parts.hour && clock.time.minute == parts.minute && clock.time.second == parts.second
            )
            #expect(clock.offset * 60 == TimeZone.current.secondsFromGMT(for: date))
            #expect(clock.timestamp.contains(".007"))
        }
    }
}
