import Foundation
import ServiceSupport
import TestSupport
import Testing

@testable import App

/// The memory of the program as a process of its own.
@Suite struct ServeMemoryTests {
    @Test(.proves("DLV-017", "DLV-018"))
    func `a burst leaves few threads and two arenas`() async throws {
        let folder = try TemporaryFolder()
        let serve = try ServeProcess(folder.path)
        var most = 0
        for number in 1...400 {
            #expect(try await serve.say("m\(number)", post: number).status == 200)
            most = max(most, try serve.threads())
        }
        _ = try #require(await serve.chat.posts(to: 4, count: 400))
        // Main, two loops, the client, libdispatch's manager and its watch over the pool; the pool itself may stand in once
        // for each thread that a disk holds up.
        #expect(most <= 6 + 2 * ProcessInfo.processInfo.activeProcessorCount)
        #expect(try serve.extraArenas() == Int(Allocator.arenas) - 1)
    }
}
