import TestSupport
import Testing
import Wire

/// Percent-coding of bytes.
@Suite struct PercentCodingTests {
    @Test(.proves("FORM-030")) func `every byte but the unreserved is coded in upper case`() {
        let unreserved = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~".utf8)
        for byte in UInt8.min...UInt8.max {
            var output: [UInt8] = []
            PercentCoding.encode([byte], into: &output)
            let digits = String(byte, radix: 16, uppercase: true)
            let coded = "%" + (byte < 16 ? "0" : "") + digits
            #expect(output == (unreserved.contains(byte) ? [byte] : Array(coded.utf8)))
        }
        #expect(PercentCoding.encode("a b+你") == "a%20b%2B%E4%BD%A0")
    }

    @Test func `decoding undoes it and refuses what is malformed`() {
        let bytes = Array(UInt8.min...UInt8.max)
        var output: [UInt8] = []
        PercentCoding.encode(bytes, into: &output)
        #expect(PercentCoding.decode(output) == bytes)
        #expect(PercentCoding.decode(Array("a+%2b%2B".utf8)) == Array("a+++".utf8))
        for malformed in ["%", "%4", "%zz", "%4z", "%%41", "a%"] {
            #expect(PercentCoding.decode(Array(malformed.utf8)) == nil)
        }
    }
}
