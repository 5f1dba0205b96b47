package import Bot
import Glibc

/// Does the file work of commands; blocks, so it runs on a thread that may.
package struct FileWork: Sendable {
    private var steps = NewFile.Steps()

    /// Creates a worker.
    package init() {}

    init(steps: NewFile.Steps) { self.steps = steps }

    /// Does what a command asked for.
    ///
    /// - Parameters:
    ///   - request: The work.
    ///   - exchanges: How many exchanges the transcript holds, to be repeated in the outcome.
    ///   - now: The local time, for the name of `/savenow`.
    ///   - contents: Gives the transcript's bytes in a format.
    /// - Returns: What came of it.
    package func perform(
        _ request: FileRequest,
        exchanges: Int = 0,
        now: LocalTime = LocalClock.now().time,
        contents: (TranscriptFormat) -> [UInt8] = { _ in [] }
    ) -> FileOutcome {
        do throws(FileFault) {
            switch request {
            case .checkSaveDirectory(let path, let roots): return try check(path, roots)
            case .saveTranscript(let path, let saveName, let roots):
                let directory = try SaveDirectory(path, roots: roots)
                let name =
                    switch saveName {
                    case .given(let name): name
                    case .now: TranscriptName(time: now)
                    }
                let chosen = try NewFile(steps: steps).create(name, contents(name.format), in: directory)
                let folder = directory.path == "/" ? "" : directory.path
                return .saved(path: "\(folder)/\(chosen)", exchanges: exchanges)
            }
        } catch { return .failed(error) }
    }

    private func check(_ path: String, _ roots: [String]) throws(FileFault) -> FileOutcome {
        let directory = try SaveDirectory(path, roots: roots)
        // Permission bits do not tell: access control lists, read-only mounts and quotas have their say. So a file is made.
        let probe = ".\(getpid())-\(UInt64.random(in: 0 ... .max)).tmp"
        let file = openat(directory.descriptor, probe, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw FileFault(errno: errno) }
        close(file)
        unlinkat(directory.descriptor, probe, 0)
        return .directoryAccepted(path: directory.path)
    }
}
