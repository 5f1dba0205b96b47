import Bot
import Glibc

/// A directory beneath one of the allowed roots, held open: what is written through it lands in this very directory,
/// whatever is renamed or linked meanwhile.
struct SaveDirectory: ~Copyable {
    /// The directory, open for reading.
    let descriptor: Int32
    /// The directory's path with every symbolic link resolved.
    let path: String

    /// Opens a directory.
    ///
    /// - Parameters:
    ///   - typed: The path as the user gave it; it must be absolute.
    ///   - roots: The allowed roots; one that does not exist allows nothing.
    /// - Throws: ``FileFault``.
    init(_ typed: String, roots: [String]) throws(FileFault) {
        guard typed.hasPrefix("/"), !typed.utf8.contains(0) else { throw .missing }
        let resolved = try Self.resolve(typed)
        let allowed = roots.compactMap { try? Self.resolve($0) }
        guard allowed.contains(where: { Self.isBeneath(resolved, $0) }) else { throw .outsideRoots }
        descriptor = try Self.openWithoutLinks(resolved)
        path = resolved
    }

    deinit { close(descriptor) }

    /// Whether `path` is `root` or lies below it; both are resolved.
    static func isBeneath(_ path: String, _ root: String) -> Bool {
        root == "/" || path == root || path.utf8.starts(with: (root + "/").utf8)
    }

    /// The path without symbolic links, `.` and `..`.
    private static func resolve(_ path: String) throws(FileFault) -> String {
        guard let resolved = realpath(path, nil) else { throw FileFault(errno: errno) }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    /// Opens a resolved path step by step, refusing links: between the check and the opening, a component may have been
    /// replaced by a link that leads out of the roots.
    private static func openWithoutLinks(_ path: String) throws(FileFault) -> Int32 {
        let flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC
        var current = open("/", flags)
        for component in path.split(separator: "/") {
            let next = openat(current, String(component), flags)
            let code = errno
            close(current)
            guard next >= 0 else { throw FileFault(errno: code) }
            current = next
        }
        guard current >= 0 else { throw .other }
        return current
    }
}

extension FileFault {
    /// The fault for an error number of the C library.
    init(errno code: Int32) {
        self =
            switch code {
            case ENOENT: .missing
            case ENOTDIR, ELOOP: .notDirectory
            case EACCES, EPERM, EROFS: .notWritable
            case ENOSPC, EDQUOT: .full
            default: .other
            }
    }
}
