import Foundation
import Glibc
import ServiceSupport
import Testing

/// A file that the kernel lets nobody write, whoever has it open; writable again with the end of the value.
///
/// A file system cannot be remounted read-only while a file is open for writing, and one that became so by an error stays so.
final class ImmutableFile {
    private let path: String
    // linux/fs.h: FS_IOC_GETFLAGS, FS_IOC_SETFLAGS, FS_IMMUTABLE_FL.
    private static let getFlags: UInt = 0x8008_6601
    private static let setFlags: UInt = 0x4008_6602
    private static let immutable = 0x10

    /// Whether this process may do so here, and files that are open obey.
    static let isPossible: Bool = {
        guard let folder = try? TemporaryFolder(), let path = try? folder.write("file", [1]) else { return false }
        let descriptor = open(path, O_WRONLY | O_CLOEXEC)
        defer { close(descriptor) }
        guard let file = try? ImmutableFile(path) else { return false }
        defer { try? file.release() }
        return write(descriptor, "x", 1) == -1
    }()

    init(_ path: String) throws {
        self.path = path
        try set(true)
    }

    deinit { try? release() }

    func release() throws { try set(false) }

    private func set(_ isImmutable: Bool) throws {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        defer { close(descriptor) }
        var flags = 0
        guard ioctl(descriptor, Self.getFlags, &flags) == 0 else { throw POSIXError(.ENOTTY) }
        flags = isImmutable ? flags | Self.immutable : flags & ~Self.immutable
        guard ioctl(descriptor, Self.setFlags, &flags) == 0 else { throw POSIXError(.EPERM) }
    }
}
