import CLinux
import Glibc
import Synchronization
import Platform

/// The data directory: made where it is missing, held by one instance alone.
final class DataDirectory: Sendable {
    /// The path of the database.
    let databasePath: String
    /// True where SQLite's write-ahead log does not work: https://www.sqlite.org/wal.html §2 (shared memory).
    let isNetwork: Bool
    private let lock: Mutex<Int32?>

    /// Makes and locks the directory.
    ///
    /// The lock is the kernel's (`flock`), so it ends with the process however that ends.
    ///
    /// - Parameters:
    ///   - path: the directory.
    ///   - fileSystem: the type to take it for, as statfs(2) numbers them; `nil` asks the kernel.
    /// - Throws: ``StoreError`` where the directory cannot be used, or another instance has it.
    init(_ path: String, fileSystem: UInt32? = nil) throws(StoreError) {
        if mkdir(path, 0o700) != 0, errno != EEXIST {
            throw Self.fault(path, "cannot be made", errno)
        }
        let descriptor = Glibc.open("\(path)/bot.lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Self.fault(path, "cannot be written", errno) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw StoreError(
                kind: .alreadyRunning,
                message: "Another instance runs on the data directory \(path): stop it first, or set APP_DATA_DIR."
            )
        }
        databasePath = "\(path)/bot.sqlite3"
        // SQLite gives its log and its shared memory the mode of the database, so that is set before SQLite sees it.
        let file = Glibc.open(databasePath, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else {
            let reason = errno
            close(descriptor)
            throw Self.fault(databasePath, "cannot be written", reason)
        }
        fchmod(file, 0o600)
        close(file)
        lock = Mutex(descriptor)
        isNetwork = Self.isNetwork(fileSystem ?? Self.fileSystem(descriptor))
    }

    deinit { release() }

    /// Lets another instance in.
    func release() {
        lock.withLock { descriptor in
            guard let open = descriptor else { return }
            // A child between fork and exec has the descriptor, too, and closing ours alone would leave it locked.
            flock(open, LOCK_UN)
            close(open)
            descriptor = nil
        }
    }

    private static func fault(_ path: String, _ what: String, _ reason: Int32) -> StoreError {
        let text = SystemError(code: reason).description
        return StoreError(kind: .directory, message: "The data directory: \(path) \(what): \(text).")
    }

    private static func fileSystem(_ descriptor: Int32) -> UInt32 {
        var facts = statfs()
        return fstatfs(descriptor, &facts) == 0 ? UInt32(truncatingIfNeeded: facts.f_type) : 0
    }

    /// Whether a type of statfs(2) is NFS, SMB, SMB2, CIFS, 9P, AFS, NCP, CODA or FUSE.
    static func isNetwork(_ fileSystem: UInt32) -> Bool {
        let types: Set<UInt32> = [
            0x6969, 0x517B, 0xFE53_4D42, 0xFF53_4D42, 0x0102_1997, 0x5346_414F, 0x564C, 0x7375_7245, 0x6573_5546,
        ]
        return types.contains(fileSystem)
    }
}
