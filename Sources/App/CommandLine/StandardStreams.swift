import Glibc
import Service

/// Where a command reads and writes; tests put their own in place.
package struct StandardStreams: Sendable {
    /// Writes bytes to standard output.
    package var write: @Sendable ([UInt8]) -> Void
    /// Writes a line to standard error.
    package var writeError: @Sendable (String) -> Void
    /// Reads standard input: the next bytes, none at the end.
    package var read: @Sendable () -> [UInt8]

    /// Creates streams.
    package init(
        write: @escaping @Sendable ([UInt8]) -> Void,
        writeError: @escaping @Sendable (String) -> Void,
        read: @escaping @Sendable () -> [UInt8]
    ) {
        self.write = write
        self.writeError = writeError
        self.read = read
    }

    /// The streams of the process.
    package static let process = StandardStreams(
        write: { bytes in
            var rest = bytes[...]
            while !rest.isEmpty {
                let count = rest.withUnsafeBytes { Glibc.write(STDOUT_FILENO, $0.baseAddress, $0.count) }
                // A reader that has gone away (`| head`) wants no more.
                guard count > 0 || errno == EINTR else { return }
                rest = rest.dropFirst(max(0, count))
            }
        },
        writeError: Log.toStandardError,
        read: {
            var bytes = [UInt8](repeating: 0, count: 65_536)
            while true {
                let count = Glibc.read(STDIN_FILENO, &bytes, bytes.count)
                if count >= 0 { return Array(bytes[..<count]) }
                guard errno == EINTR else { return [] }
            }
        }
    )

    /// Writes a line to standard output.
    package func print(_ line: String) { write(Array((line + "\n").utf8)) }

    /// Everything that standard input holds.
    package func readAll() -> [UInt8] {
        var all: [UInt8] = []
        while true {
            let piece = read()
            guard !piece.isEmpty else { return all }
            all += piece
        }
    }
}
