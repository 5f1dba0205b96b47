/// Decimal integers as Synology Chat writes ids, post numbers and timestamps.
enum DecimalNumber {
    /// The value of `text`, or `nil` unless it is digits alone, without leading zero, from `minimum` to 2⁶³-1.
    ///
    /// SYN-010.
    static func parse(_ text: String, from minimum: Int64) -> Int64? {
        let digits = text.utf8
        guard digits.allSatisfy({ (0x30...0x39).contains($0) }), digits.count == 1 || digits.first != 0x30,
            let number = Int64(text), number >= minimum
        else { return nil }
        return number
    }
}
