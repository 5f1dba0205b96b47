import Glibc
import Platform

/// A file that holds one secret, as Docker and Kubernetes mount them.
package enum SecretFile {
    /// The longest file taken, in bytes.
    package static let limit = 65_536

    /// Reads the secret; line ends behind it are dropped.
    /// - Returns: The text, or one sentence that says what is wrong with the file.
    package static func read(_ path: String) -> Result<String, SettingsError> {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { return fail("the file cannot be opened (\(SystemError.last)).") }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: limit + 1)
        var count = 0
        while count <= limit {
            let piece = bytes.withUnsafeMutableBytes { buffer in
                Glibc.read(descriptor, buffer.baseAddress.map { $0 + count }, buffer.count - count)
            }
            guard piece >= 0 else { return fail("the file cannot be read (\(SystemError.last)).") }
            if piece == 0 { break }
            count += piece
        }
        guard count <= limit else { return fail("the file is longer than \(limit) bytes.") }
        while count > 0, bytes[count - 1] == 0x0A || bytes[count - 1] == 0x0D { count -= 1 }
        guard count > 0 else { return fail("the file is empty.") }
        guard let text = String(validating: bytes[..<count], as: UTF8.self) else {
            return fail("the file is not UTF-8.")
        }
        return .success(text)
    }

    private static func fail(_ reason: String) -> Result<String, SettingsError> {
        .failure(SettingsError(lines: [reason]))
    }
}
