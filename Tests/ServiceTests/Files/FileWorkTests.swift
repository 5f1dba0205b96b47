import Bot
import Foundation
import ServiceSupport
import TestSupport
import Testing

@testable import Service

@Suite struct FileWorkTests {
    private let folder: TemporaryFolder
    private let time = LocalTime(year: 2026, month: 1, day: 2, hour: 3, minute: 4, second: 5)

    init() throws { folder = try TemporaryFolder() }

    private func check(_ path: String, roots: [String]? = nil) -> FileOutcome {
        FileWork().perform(.checkSaveDirectory(path: path, roots: roots ?? [folder.path]))
    }

    private func save(_ name: String?, _ text: String, steps: NewFile.Steps = .init(), in path: String? = nil) throws
        -> FileOutcome
    {
        let saveName: FileRequest.SaveName = try name.map { .given(try TranscriptName($0)) } ?? .now
        return FileWork(steps: steps).perform(
            .saveTranscript(directory: path ?? folder.path, name: saveName, roots: [folder.path]),
            exchanges: 3,
            now: time
        ) { format in Array("\(format.rawValue):\(text)".utf8) }
    }

    @Test(.proves("SEC-060")) func `a directory beneath a root is accepted in its resolved form, and left clean`()
        throws
    {
        let chats = try folder.folder("chats/a b")
        #expect(check(chats) == .directoryAccepted(path: chats))
        #expect(check("\(folder.path)/./chats/../chats/a b/") == .directoryAccepted(path: chats))
        #expect(check(folder.path) == .directoryAccepted(path: folder.path))
        #expect(folder.names == ["chats"])
    }

    @Test(.proves("SEC-060")) func `what is outside, missing or no directory is refused with its reason`() throws {
        let inside = try folder.folder("in")
        try folder.folder("inside-out")
        try folder.write("file", [])
        #expect(check("/etc") == .failed(.outsideRoots))
        #expect(check("\(inside)/../..") == .failed(.outsideRoots))
        #expect(check("\(folder.path)/inside-out", roots: [inside]) == .failed(.outsideRoots))
        #expect(check("\(folder.path)/none") == .failed(.missing))
        #expect(check("\(folder.path)/file") == .failed(.notDirectory))
        #expect(check("\(folder.path)/file/x") == .failed(.notDirectory))
        #expect(check("relative") == .failed(.missing) && check("") == .failed(.missing))
        #expect(check("\(folder.path)\0/x") == .failed(.missing))
        #expect(check(folder.path, roots: []) == .failed(.outsideRoots))
        #expect(check(folder.path, roots: ["/nowhere"]) == .failed(.outsideRoots))
    }

    @Test(.proves("SEC-061")) func `a link that leads out of the roots is refused, one that stays inside is resolved`()
        throws
    {
        let inside = try folder.folder("in")
        try folder.link("in/out", to: "/etc")
        try folder.link("in/loop", to: "loop")
        try folder.link("in/self", to: ".")
        #expect(check("\(inside)/out", roots: [inside]) == .failed(.outsideRoots))
        #expect(check("\(inside)/loop", roots: [inside]) == .failed(.notDirectory))
        #expect(check("\(inside)/self", roots: [inside]) == .directoryAccepted(path: inside))
        // A root may itself be a link.
        try folder.link("root", to: "in")
        #expect(check(inside, roots: ["\(folder.path)/root"]) == .directoryAccepted(path: inside))
    }

    @Test(.enabled(if: geteuid() != 0, "root may write anywhere"))
    func `a directory that may not be written is refused`() throws {
        let closed = try folder.folder("closed")
        chmod(closed, 0o500)
        defer { chmod(closed, 0o700) }
        #expect(check(closed) == .failed(.notWritable))
    }

    @Test func `a directory on a file system that takes no files is refused`() {
        #expect(check("/proc/self", roots: ["/"]) != .directoryAccepted(path: "/proc/self"))
    }

    @Test(.proves("SEC-062")) func `a file is written whole with mode 0600 and the extension's format`() throws {
        #expect(try save("talk", "hello") == .saved(path: "\(folder.path)/talk.txt", exchanges: 3))
        #expect(try save("talk.md", "hello") == .saved(path: "\(folder.path)/talk.md", exchanges: 3))
        #expect(try save(nil, "now") == .saved(path: "\(folder.path)/2026-01-02-03-04-05.txt", exchanges: 3))
        #expect(folder.text("talk.txt") == "txt:hello" && folder.text("talk.md") == "md:hello")
        #expect(folder.names == ["2026-01-02-03-04-05.txt", "talk.md", "talk.txt"])
        let attributes = try FileManager.default.attributesOfItem(atPath: "\(folder.path)/talk.txt")
        #expect(attributes[.posixPermissions] as? Int == 0o600)
    }

    @Test(.proves("SEC-063")) func `a taken name gets a number, and what stands there stays`() throws {
        for _ in 0..<3 { _ = try save("a", "x") }
        try folder.link("b.txt", to: "/etc/passwd")
        try folder.folder("b-2.txt")
        #expect(try save("b", "y") == .saved(path: "\(folder.path)/b-3.txt", exchanges: 3))
        #expect(folder.names == ["a-2.txt", "a-3.txt", "a.txt", "b-2.txt", "b-3.txt", "b.txt"])
        #expect(folder.text("a.txt") == "txt:x")
        for number in 2...999 { try folder.write("c-\(number).txt", []) }
        try folder.write("c.txt", [])
        #expect(try save("c", "z") == .failed(.taken))
    }

    @Test(.proves("SEC-062")) func `a failed step leaves nothing behind`() throws {
        var full = NewFile.Steps()
        full.write = { _, _, _ in
            errno = ENOSPC
            return -1
        }
        #expect(try save("a", "x", steps: full) == .failed(.full))
        var unsynced = NewFile.Steps()
        unsynced.sync = { _ in
            errno = EIO
            return -1
        }
        #expect(try save("a", "x", steps: unsynced) == .failed(.other))
        var short = NewFile.Steps()
        short.write = { descriptor, bytes, count in write(descriptor, bytes, min(count, 2)) }
        #expect(try save("a", "long text", steps: short) == .saved(path: "\(folder.path)/a.txt", exchanges: 3))
        #expect(folder.names == ["a.txt"] && folder.text("a.txt") == "txt:long text")
    }

    @Test(.proves("SEC-061")) func `a directory that has become a link out of the roots is refused at the writing`()
        throws
    {
        let directory = try folder.folder("d")
        #expect(try save("a", "x", in: directory) == .saved(path: "\(directory)/a.txt", exchanges: 3))
        try FileManager.default.removeItem(atPath: directory)
        try folder.link("d", to: "/tmp")
        #expect(try save("a", "x", in: directory) == .failed(.outsideRoots))
    }
}
