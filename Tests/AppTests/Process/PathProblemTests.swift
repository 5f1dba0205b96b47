import Foundation
import Service
import ServiceSupport
import TestSupport
import Testing

@testable import App

@Suite struct PathProblemTests {
    @Test(.proves("SEC-073")) func `the sentence names path, owner, mode, account and remedy`() throws {
        let folder = try TemporaryFolder()
        chmod(folder.path, 0o755)
        let text = PathProblem.describe("\(folder.path)/none/bot.sqlite3", code: EACCES)
        let account = Account.current
        #expect(text.hasPrefix("\(folder.path)/none/bot.sqlite3 cannot be written: Permission denied."))
        #expect(text.contains("\(folder.path) belongs to uid \(account.user), gid \(account.group), mode 0755;"))
        #expect(text.contains("the bot runs as uid \(account.user), gid \(account.group)."))
        #expect(text.contains("Set PUID=") == (account.user != 0) && text.contains("run: chown -R \(account.user):"))
        #expect(PathProblem.describe("/x", code: ENOSPC).hasSuffix("Make room on that volume."))
        #expect(PathProblem.describe("/x", code: EROFS).contains("read-only"))
    }

    @Test(.proves("SEC-073")) func `the data directory is made with mode 0700 and probed`() throws {
        let folder = try TemporaryFolder()
        try PathProblem.ensureWritableDirectory("\(folder.path)/data")
        try PathProblem.ensureWritableDirectory("\(folder.path)/data")
        let attributes = try FileManager.default.attributesOfItem(atPath: "\(folder.path)/data")
        #expect(attributes[.posixPermissions] as? Int == 0o700)
        #expect(try FileManager.default.contentsOfDirectory(atPath: "\(folder.path)/data").isEmpty)
        try folder.write("file", [])
        #expect(throws: StartError.self) { try PathProblem.ensureWritableDirectory("\(folder.path)/file") }
        #expect(throws: StartError.self) { try PathProblem.ensureWritableDirectory("\(folder.path)/a/b") }
    }

    @Test func `without a wish, or with the present account, nothing changes`() throws {
        #expect(try Account.adopt(AccountWish(), dataDirectory: "/nowhere") == nil)
        let now = Account.current
        if now.user != 0 {
            let same = AccountWish(user: now.user, group: now.group)
            #expect(try Account.adopt(same, dataDirectory: "/nowhere") == nil)
            let other = try Account.adopt(AccountWish(user: now.user + 1), dataDirectory: "/nowhere")
            #expect(other?.contains("not started as root") == true)
        }
        #expect(Account.current == now)
    }
}
