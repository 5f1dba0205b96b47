import Synchronization

/// Counts refused tokens by address, so that each further one is answered later (SEC-090).
///
/// Only refusals are delayed: behind Docker's bridge all of Chat's requests come from one address, and a wrong token there
/// must not keep the right ones waiting.
final class Refusals: Sendable {
    private struct Record: Sendable {
        var count: Int
        var last: Int64
    }

    /// Addresses remembered at most; where one more comes, the half whose last refusal lies furthest back is forgotten.
    static let capacity = 4096
    /// Milliseconds without a refusal after which an address starts over.
    static let memory: Int64 = 600_000
    /// Seconds of the longest delay.
    static let longestDelay = 5.0

    private let records = Mutex<[String: Record]>([:])

    /// Notes a refusal.
    ///
    /// - Returns: the seconds after which to answer: 0, then 0.1 doubling with every refusal up to ``longestDelay``.
    func note(_ address: String, now: Int64) -> Double {
        records.withLock { records in
            if records.count >= Self.capacity, records[address] == nil { Self.forgetOldest(&records) }
            var record = records[address] ?? Record(count: 0, last: now)
            if now - record.last >= Self.memory { record.count = 0 }
            record.count += 1
            record.last = now
            records[address] = record
            guard record.count > 1 else { return 0 }
            return min(Self.longestDelay, 0.1 * Double(1 << min(record.count - 2, 10)))
        }
    }

    /// Once in `capacity / 2` new addresses: O(n log n).
    private static func forgetOldest(_ records: inout [String: Record]) {
        let oldest = records.sorted { $0.value.last < $1.value.last }.prefix(records.count / 2)
        for (address, _) in oldest { records[address] = nil }
    }
}
