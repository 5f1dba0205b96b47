import Bot
import Glibc

/// Writes a file that was not there before: whole or not at all, and never over another.
struct NewFile {
    /// Stands in for the C library where a test lets a step fail.
    struct Steps: Sendable {
        var write: @Sendable (Int32, UnsafeRawPointer, Int) -> Int = { Glibc.write($0, $1, $2) }
        var sync: @Sendable (Int32) -> Int32 = { fsync($0) }
    }

    var steps = Steps()

    /// Writes `bytes` as the first free candidate in a directory, with mode 0600.
    ///
    /// The bytes go to a temporary file, which is synced and then linked under its name: `linkat` fails where the name is
    /// taken, unlike `rename`. Last, the directory is synced, so that the name survives a power cut.
    /// - Returns: The name.
    func create(_ name: TranscriptName, _ bytes: [UInt8], in directory: borrowing SaveDirectory) throws(FileFault)
        -> String
    {
        let temporary = ".\(getpid())-\(UInt64.random(in: 0 ... .max)).tmp"
        let file = openat(directory.descriptor, temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw FileFault(errno: errno) }
        defer {
            close(file)
            unlinkat(directory.descriptor, temporary, 0)
        }
        try fill(file, bytes)
        let chosen = try link(temporary, name, directory.descriptor)
        // The file is written; that a directory cannot be synced (some network shares) does not change that.
        _ = steps.sync(directory.descriptor)
        return chosen
    }

    private func fill(_ file: Int32, _ bytes: [UInt8]) throws(FileFault) {
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                buffer.baseAddress.map { steps.write(file, $0 + done, buffer.count - done) } ?? 0
            }
            guard count > 0 else {
                if count < 0, errno == EINTR { continue }
                throw count < 0 ? FileFault(errno: errno) : .other
            }
            done += count
        }
        guard steps.sync(file) == 0 else { throw FileFault(errno: errno) }
    }

    private func link(_ temporary: String, _ name: TranscriptName, _ directory: Int32) throws(FileFault) -> String {
        for number in 1...TranscriptName.lastCandidate {
            let candidate = name.candidate(number)
            if place(temporary, candidate, directory) == 0 { return candidate }
            guard errno == EEXIST else { throw FileFault(errno: errno) }
        }
        throw .taken
    }

    /// Gives the temporary file its name, unless the name is taken.
    private func place(_ temporary: String, _ candidate: String, _ directory: Int32) -> Int32 {
        if linkat(directory, temporary, directory, candidate, 0) == 0 { return 0 }
        // Shares without hard links (FAT, some SMB) refuse so; there the name is reserved first and then replaced.
        guard [EPERM, EOPNOTSUPP, ENOSYS, EMLINK].contains(errno) else { return -1 }
        let reserved = openat(directory, candidate, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard reserved >= 0 else { return -1 }
        close(reserved)
        return renameat(directory, temporary, directory, candidate)
    }
}
