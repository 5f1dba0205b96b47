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
