import Glibc
package import Service
import Platform

/// The sentence about a path that cannot be written: who we are, whose it is, and what to do.
package enum PathProblem {
    /// Describes a failure.
    ///
    /// - Parameters:
    ///   - path: The path that was to be written.
    ///   - code: The error number of the attempt.
    /// - Returns: The sentence, with the owner, the mode, our account and a remedy.
    package static func describe(_ path: String, code: Int32) -> String {
        let account = Account.current
        let (place, owner) = nearest(path)
        var text = "\(path) cannot be written: \(SystemError(code: code)). "
        if let owner {
            text += "\(place) belongs to uid \(owner.st_uid), gid \(owner.st_gid), mode \(octal(owner.st_mode)); "
        }
        text += "the bot runs as uid \(account.user), gid \(account.group). "
        switch code {
        case ENOSPC, EDQUOT: return text + "Make room on that volume."
        case EROFS: return text + "The volume is mounted read-only: remove `:ro` from the container's volume."
        default:
            guard let owner else { return text + "Check the path." }
            let chown = "on the NAS run: chown -R \(account.user):\(account.group) on the folder behind \(place)."
            // To run as root would be a cure worse than the disease.
            guard owner.st_uid != 0 else { return text + "To mend it, \(chown)" }
            return text + "Set PUID=\(owner.st_uid) and PGID=\(owner.st_gid), or \(chown)"
        }
    }

    /// Makes the directory where it is missing (0700), and tries to write into it.
    /// - Throws: The sentence of ``describe(_:code:)``.
    package static func ensureWritableDirectory(_ path: String) throws(StartError) {
        if mkdir(path, 0o700) != 0, errno != EEXIST { throw StartError(describe(path, code: errno)) }
        let probe = "\(path)/.write-test-\(getpid())"
        let descriptor = open(probe, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw StartError(describe(path, code: errno)) }
        close(descriptor)
        unlink(probe)
    }

    /// The path itself, or the closest directory above it that exists.
    private static func nearest(_ path: String) -> (String, stat?) {
        var place = path
        while true {
            var status = stat()
            if stat(place, &status) == 0 { return (place, status) }
            guard let slash = place.lastIndex(of: "/") else {
                return stat(".", &status) == 0 ? (".", status) : (place, nil)
            }
            place = slash == place.startIndex ? "/" : String(place[..<slash])
        }
    }

    private static func octal(_ mode: mode_t) -> String {
        let text = String(mode & 0o7777, radix: 8)
        return String(repeating: "0", count: max(0, 4 - text.count)) + text
    }
}
