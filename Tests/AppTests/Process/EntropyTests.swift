import CStart
import Glibc
import TestSupport
import Testing

/// Random bytes of the program's own `getentropy`.
@Suite struct EntropyTests {
    @Test(.proves("PLAT-005")) func `256 bytes at most`() {
        for count in [0, 1, 16, 255, 256] {
            var bytes = [UInt8](repeating: 0, count: count + 1)
            #expect(getentropy(&bytes, count) == 0)
            #expect(bytes[count] == 0)
            // 16 zeros by chance: once in 2¹²⁸.
            #expect(count < 16 || bytes[(count - 16)..<count].contains { $0 != 0 })
        }
        var bytes = [UInt8](repeating: 0, count: 257)
        #expect(getentropy(&bytes, 257) == -1 && errno == EIO)
        #expect(bytes.allSatisfy { $0 == 0 })
    }
}
