import Foundation
import HTTPClient
import ServiceSupport
import TestSupport
import Testing

@testable import App
@testable import Store

/// The program on disks that are full, read-only, held by others or damaged: real file systems, a process of its own.
@Suite struct ServeDiskTests {
    @Test(
        .proves("DLV-004", "DLV-001"),
        .enabled(if: SmallDisk.isPossible, "mounting a tmpfs needs root")
    )
    func `a full disk is reported, and recovered from`() async throws {
        let disk = try SmallDisk(kilobytes: 1_024)
        let serve = try ServeProcess("\(disk.path)/data")
        #expect(try await serve.say("first", post: 1).status == 200)
        _ = try #require(await serve.chat.posts(to: 4, count: 1))
        // The answer of this one comes while the disk is full.
        #expect(try await serve.say("#slow 2 second", post: 2).status == 200)
        try disk.fill()
        // What is left of the last pages is used; each message that was taken must be found again.
        var accepted = ["first", "#slow 2 second"]
        var post = 3
        while true {
            let text = "m\(post)-" + String(repeating: "x", count: 1_000)
            let answer = try await serve.say(text, post: post)
            post += 1
            guard answer.status != 200 else {
                accepted.append(text)
                continue
            }
            #expect(answer.status == 503)
            #expect(answer.header("Retry-After") == "1")
            #expect(String(decoding: answer.body, as: UTF8.self).contains("full"))
            break
        }
        #expect(try await serve.health() == "503 full")
        try await serve.answered(2)
        try disk.free()
        // Nobody writes: the program finds out by itself.
        try await serve.wait(forHealth: "200 ok")
        #expect(try await serve.say("last", post: post).status == 200)
        accepted.append("last")
        let posts = try #require(await serve.chat.posts(to: 4, count: accepted.count)).map(\.text)
        #expect(posts.count == accepted.count)
        for (text, said) in zip(posts, accepted) { #expect(text.hasSuffix("You said: \(said)")) }
    }

    @Test(
        .proves("DLV-004", "DLV-001"),
        .enabled(if: ImmutableFile.isPossible, "making a file immutable needs root and ext4, XFS or Btrfs")
    )
    func `a database that becomes read-only is reported, and recovered from`() async throws {
        let folder = try TemporaryFolder()
        let serve = try ServeProcess(folder.path)
        #expect(try await serve.say("first", post: 1).status == 200)
        _ = try #require(await serve.chat.posts(to: 4, count: 1))
        #expect(try await serve.say("#slow 2 second", post: 2).status == 200)
        let files = try ["bot.sqlite3", "bot.sqlite3-wal"].map { try ImmutableFile("\(folder.path)/\($0)") }
        let answer = try await serve.say("third", post: 3)
        #expect(answer.status == 503)
        #expect(answer.header("Retry-After") == "1")
        #expect(String(decoding: answer.body, as: UTF8.self).contains("read-only"))
        #expect(try await serve.health() == "503 read-only")
        try await serve.answered(2)
        for file in files { try file.release() }
        try await serve.wait(forHealth: "200 ok")
        #expect(try await serve.say("third", post: 3).status == 200)
        let posts = try #require(await serve.chat.posts(to: 4, count: 3)).map(\.text)
        for (text, said) in zip(posts, ["first", "#slow 2 second", "third"]) {
            #expect(text.hasSuffix("You said: \(said)"))
        }
    }

    @Test(.proves("DLV-004"), .enabled(if: SmallDisk.isPossible, "mounting a tmpfs needs root"))
    func `a read-only disk is named at the start`() async throws {
        let disk = try SmallDisk(kilobytes: 1_024)
        try disk.makeReadOnly()
        let refusal = try await ServeProcess.refusal("\(disk.path)/data")
        #expect(refusal.code == ExitCode.configuration)
        #expect(refusal.message.contains("Read-only file system"), "\(refusal.message)")
        #expect(refusal.message.count { $0 == "\n" } == 1)
    }

    @Test(.proves("DLV-004"))
    func `a lock of another process is reported, and recovered from`() async throws {
        let folder = try TemporaryFolder()
        let serve = try ServeProcess(folder.path)
        let other = try Database(path: "\(folder.path)/bot.sqlite3")
        try other.execute("BEGIN IMMEDIATE")
        let answer = try await serve.say("one", post: 1)
        #expect(answer.status == 503)
        #expect(answer.header("Retry-After") == "1")
        #expect(try await serve.health() == "503 locked")
        try other.execute("ROLLBACK")
        try await serve.wait(forHealth: "200 ok")
        #expect(try await serve.say("one", post: 1).status == 200)
        #expect(await serve.chat.posts(to: 4, count: 1)?.count == 1)
    }

    @Test(.proves("DLV-004"))
    func `a damaged file is named with the remedy`() async throws {
        let folder = try TemporaryFolder()
        try Store.open(directory: folder.path).close()
        var bytes = try Data(contentsOf: URL(filePath: "\(folder.path)/bot.sqlite3"))
        // The first page is whole, so it is a database; its tables are not.
        for index in 4_096..<bytes.count { bytes[index] = 0xA5 }
        try bytes.write(to: URL(filePath: "\(folder.path)/bot.sqlite3"))
        let refusal = try await ServeProcess.refusal(folder.path)
        #expect(refusal.code == ExitCode.failure)
        #expect(refusal.message.contains("\(folder.path)/bot.sqlite3"), "\(refusal.message)")
        #expect(refusal.message.contains("backup"), "\(refusal.message)")
        #expect(refusal.message.count { $0 == "\n" } == 1)
    }

    @Test(.proves("DLV-015"))
    func `nothing is written while nobody chats`() async throws {
        let folder = try TemporaryFolder()
        let serve = try ServeProcess(folder.path)
        #expect(try await serve.say("hello", post: 1).status == 200)
        _ = try #require(await serve.chat.posts(to: 4, count: 1))
        // The part's end is written after the post has been seen, and some files still later.
        let database = try Database(path: "\(folder.path)/bot.sqlite3", readOnly: true)
        try await Patience.until("the part's end") { try database.number("SELECT count(*) FROM outbox") == 0 }
        var before: [String] = []
        try await Patience.until("rest") {
            let earlier = before
            for _ in 0..<2 { await Patience.aWhile() }
            before = try state(serve, folder)
            return before == earlier
        }
        for _ in 0..<8 { await Patience.aWhile() }
        #expect(try state(serve, folder) == before)
    }

    /// Bytes that the process gave the disk to write, and sizes and times of the files.
    private func state(_ serve: ServeProcess, _ folder: TemporaryFolder) throws -> [String] {
        let files = try folder.names.map { name in
            let facts = try FileManager.default.attributesOfItem(atPath: "\(folder.path)/\(name)")
            return "\(name) \(facts[.size] ?? "") \(facts[.modificationDate] ?? "")"
        }
        return files + ["\(try serve.writtenBytes()) bytes"]
    }
}
