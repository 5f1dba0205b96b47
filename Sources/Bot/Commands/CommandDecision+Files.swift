extension CommandDecision {
    /// What follows when the file work of a command is done.
    public init(outcome: FileOutcome, of request: FileRequest, in context: CommandContext) {
        let sentences = Sentences(context.language)
        switch outcome {
        case .directoryAccepted(let path):
            self.init(effects: [.setSaveDirectory(path)], answer: .text(sentences.saveDirectorySet(path)))
        case .saved(let path, let exchanges):
            self.init(answer: .text(sentences.saved(path: path, exchanges: exchanges)))
        case .failed(let fault):
            self.init(answer: .text(sentences.fileFault(fault, path: request.path, roots: context.defaults.saveRoots)))
        }
        tellFailure(of: context)
    }
}

extension FileRequest {
    /// The directory that it is about.
    var path: String {
        switch self {
        case .checkSaveDirectory(let path, _): path
        case .saveTranscript(let directory, _, _): directory
        }
    }
}

/// File work that a command needs, done outside the writer's transaction.
public enum FileRequest: Sendable, Equatable {
    /// Check that the path is an existing directory beneath one of the roots (symbolic links resolved on both sides) in
    /// which a file can be created.
    case checkSaveDirectory(path: String, roots: [String])
    /// Write the conversation as a new file of this directory, which must still be beneath the roots. For
    /// ``SaveName/now`` the shell makes the name of the local time with ``TranscriptName/init(time:)``.
    case saveTranscript(directory: String, name: SaveName, roots: [String])

    /// How the file is named.
    public enum SaveName: Sendable, Equatable {
        /// The name that the user gave, checked already.
        case given(TranscriptName)
        /// The local time of now.
        case now
    }
}

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
