import TestSupport
import Testing

@testable import Simulator

@Suite struct BoundedLogTests {
    @Test func `it keeps what an array cut at its front keeps`() {
        var generator = SeededGenerator(seed: 5)
        for limit in [1, 2, 7, 100] {
            var log = BoundedLog<Int>(limit: limit, byteLimit: 300)
            var simple: [(number: Int, bytes: Int)] = []
            for number in 0..<500 {
                let bytes = Int.random(in: 0...90, using: &generator)
                log.append(number, bytes: bytes)
                simple.append((number, bytes))
                while simple.count > 1, simple.count > limit || simple.reduce(0, { $0 + $1.bytes }) > 300 {
                    simple.removeFirst()
                }
                #expect(Array(log.elements) == simple.map(\.number))
                #expect(log.total == number + 1 && log.dropped == simple[0].number)
                let first = Int.random(in: -3...number + 3, using: &generator)
                #expect(log.elements(from: first).map(\.element) == simple.map(\.number).filter { $0 >= first })
                #expect(log.elements(from: first).allSatisfy { $0.number == $0.element })
            }
        }
    }
}
