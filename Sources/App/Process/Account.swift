import Glibc
package import Service
import Platform

/// The account that the process runs as.
package struct Account: Sendable, Equatable {
    /// The effective user id.
    package let user: UInt32
    /// The effective group id.
    package let group: UInt32

    /// The account of now.
    package static var current: Account { Account(user: geteuid(), group: getegid()) }

    /// The home directory of the account, as the user database has it; `nil` where it has none, as for the bare user ids
    /// of containers.
    package var home: String? {
        guard let entry = Self.entry(user) else { return nil }
        return entry.home.hasPrefix("/") && entry.home != "/" ? entry.home : nil
    }

    /// Takes the mask and, where the process is root, gives the data directory to the requested account and becomes it.
    ///
    /// - Parameters:
    ///   - wish: What the owner asked for; without a group, the user's own one or the one of the same number.
    ///   - dataDirectory: Made if missing (0700), and given away with the files in it. A refusal is not a failure:
    ///     a share with access control lists refuses it and is writable all the same.
    /// - Returns: What the log should say, if anything.
    /// - Throws: One sentence where the account cannot be taken on: going on as root would be worse than not starting.
    package static func adopt(_ wish: AccountWish, dataDirectory: String) throws(StartError) -> String? {
        if let mask = wish.mask { umask(mode_t(mask)) }
        guard wish.user != nil || wish.group != nil else { return nil }
        let user = wish.user ?? geteuid()
        let group = wish.group ?? entry(user)?.group ?? user
        guard geteuid() == 0 else {
            guard user != geteuid() || group != getegid() else { return nil }
            return "PUID and PGID are ignored: the process was not started as root but as \(geteuid()):\(getegid())."
        }
        give(dataDirectory, to: user, group)
        try become(user, group)
        return nil
    }

    private static func give(_ directory: String, to user: UInt32, _ group: UInt32) {
        mkdir(directory, 0o700)
        lchown(directory, user, group)
        guard let stream = opendir(directory) else { return }
        defer { closedir(stream) }
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            guard name != ".", name != ".." else { continue }
            // Links are not followed: their targets may be anybody's.
            fchownat(dirfd(stream), name, user, group, AT_SYMLINK_NOFOLLOW)
        }
    }

    private static func become(_ user: UInt32, _ group: UInt32) throws(StartError) {
        var groups = [gid_t(group)]
        guard setgroups(1, &groups) == 0, setgid(group) == 0, setuid(user) == 0 else {
            throw StartError(
                "The process cannot become \(user):\(group) (\(SystemError.last)); check PUID and PGID."
            )
        }
        guard user == 0 || setuid(0) != 0 else {
            throw StartError("The process could become root again after PUID=\(user).")
        }
    }

    private static func entry(_ user: UInt32) -> (home: String, group: UInt32)? {
        var entry = passwd()
        var found: UnsafeMutablePointer<passwd>?
        var buffer = [CChar](repeating: 0, count: 16_384)
        guard getpwuid_r(user, &entry, &buffer, buffer.count, &found) == 0, found != nil, let home = entry.pw_dir else {
            return nil
        }
        return (String(cString: home), entry.pw_gid)
    }
}
