/// What came of a ``FileRequest``.
public enum FileOutcome: Sendable, Equatable {
    /// The directory may be used; `path` is how it shall be kept.
    case directoryAccepted(path: String)
    /// The transcript stands in this file; `exchanges` were written.
    case saved(path: String, exchanges: Int)
    /// Nothing was changed.
    case failed(FileFault)
}

/// Why a directory or a file cannot be used.
public enum FileFault: Error, Sendable, Equatable, CaseIterable {
    /// There is no such directory.
    case missing
    /// The path leads to something that is no directory.
    case notDirectory
    /// The directory is outside the allowed roots.
    case outsideRoots
    /// The account that runs the bot may not write there.
    case notWritable
    /// The file system has no room.
    case full
    /// Every name up to the last candidate is taken.
    case taken
    /// Anything else; the log has the reason.
    case other
}
