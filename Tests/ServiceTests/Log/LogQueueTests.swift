import Dispatch
import ServiceSupport
import TestSupport
import Testing

@testable import Service

/// Log lines beside what is logged (DLV-055).
@Suite struct LogQueueTests {
    @Test(.proves("DLV-055")) func `lines come in order, and a flush waits for all of them`() {
        let lines = LogLines()
        let queue = LogQueue { lines.add($0) }
        for number in 0..<1_000 { queue.add("\(number)") }
        #expect(queue.flush(seconds: Patience.seconds))
        #expect(lines.text.split(separator: "\n").map(String.init) == (0..<1_000).map(String.init))
    }

    @Test(.proves("DLV-055")) func `a reader that hangs holds nobody up, and what it costs is bounded and told`() {
        let lines = LogLines()
        let reader = DispatchSemaphore(value: 0)
        let queue = LogQueue { line in
            if lines.text.isEmpty { reader.wait() }
            lines.add(line)
        }
        let line = String(repeating: "x", count: 1_024)
        for _ in 0..<1_500 { queue.add(line) }
        #expect(!queue.flush(seconds: 0.05))
        reader.signal()
        #expect(queue.flush(seconds: Patience.seconds))
        let written = lines.text.split(separator: "\n")
        #expect(written.count == 1_025)
        #expect(written.last?.hasSuffix("warning log.dropped lines=476") == true)
    }
}
