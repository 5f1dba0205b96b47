import TestSupport
import Testing

@testable import App

/// The memory of the program as a process of its own.
@Suite struct ServeMemoryTests {
    @Test(.proves("DLV-017"), .timeLimit(.minutes(10))) func threadsShareTwoArenas() async throws {
        let folder = try TemporaryFolder()
        let serve = try ServeProcess(folder.path)
        // Loops, client, writer, reader and engine have allocated once a question is answered.
        for number in 1...20 { #expect(try await serve.say("m\(number)", post: number).status == 200) }
        _ = try #require(await serve.chat.posts(to: 4, count: 20, within: 120))
        #expect(try serve.extraArenas() == Int(Allocator.arenas) - 1)
    }
}
