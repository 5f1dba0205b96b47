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
        if let failure = context.undelivered, case .text(let text) = answer {
            answer = .text("\(sentences.undelivered(failure))\n\n\(text)")
            effects.append(.forgetDeliveryFailure)
        }
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
