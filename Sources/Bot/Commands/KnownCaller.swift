import SynoWire
import Wire

/// The decisions of the commands that need a user.
struct KnownCaller {
    let user: UserSettings
    let context: CommandContext

    var sentences: Sentences { Sentences(context.language) }
    private var defaults: BotDefaults { context.defaults }
    private var conversation: ConversationSummary { context.conversation }
    private var limits: WindowLimits { defaults.limits(of: user.model(defaults), stated: context.statedWindows) }

    private func say(_ text: String) -> CommandDecision { CommandDecision(answer: .text(text)) }

    private func set(_ effect: CommandEffect, _ text: String) -> CommandDecision {
        CommandDecision(effects: [effect], answer: .text(text))
    }
}

// Conversation.
extension KnownCaller {
    func clear() -> CommandDecision {
        if conversation.exchanges == 0, conversation.isAnswering {
            return set(.clearConversation, sentences.clearedUnderWay)
        }
        guard conversation.exchanges > 0 else {
            // A stopped or failed question must not come back by /retry.
            return set(.clearConversation, sentences.nothingToClear)
        }
        return set(.clearConversation, sentences.cleared(conversation))
    }

    func totalTokens() -> CommandDecision {
        say(sentences.totalTokens(conversation, limits))
    }

    func retry() -> CommandDecision {
        guard conversation.isAnswering || conversation.lastQuestion != .none else {
            return say(sentences.nothingToRetry)
        }
        let missing = user.missing(defaults)
        guard missing.isEmpty else { return say(sentences.incomplete(missing)) }
        return set(.retry, sentences.retrying)
    }

    func stop() -> CommandDecision {
        guard conversation.isAnswering else { return say(sentences.nothingToStop) }
        let waiting = conversation.waiting > 0 ? "\n\(sentences.waiting(conversation.waiting))" : ""
        return set(.stop, sentences.stopped + waiting)
    }
}

// Keys and addresses.
extension KnownCaller {
    private static let longestKey = 512

    func setAPIKey(_ text: String) -> CommandDecision {
        guard text.utf8.count <= Self.longestKey, text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            return say(sentences.notASecret(CommandTable.entry(.setapikey)))
        }
        var changed = user
        changed.apiKey = Secret(text)
        return set(.setAPIKey(Secret(text)), sentences.apiKeySet(Secret(text), missing: changed.missing(defaults)))
    }

    func setBotToken(_ text: String) -> CommandDecision {
        // The whole incoming URL is as good as the token in it.
        let pasted = text.contains("://") ? try? PastedEntryPoint(text).token : Secret(pastedToken: text)
        guard let token = pasted else { return say(sentences.notASecret(CommandTable.entry(.setbotkey))) }
        var changed = user
        changed.botToken = token
        return set(
            .setBotToken(token),
            sentences.botTokenSet(token, missing: changed.missing(defaults))
        )
    }

    func setBaseURL(_ text: String) -> CommandDecision {
        do throws(EntryPointError) {
            let base = try SynoBaseURL(text).text
            var changed = user
            changed.baseURL = base
            return set(.setBaseURL(base), sentences.baseURLSet(base, missing: changed.missing(defaults)))
        } catch {
            return say(sentences.badBaseURL(error, CommandTable.entry(.setbaseurl)))
        }
    }
}

// Files.
extension KnownCaller {
    private static let longestPath = 1_024

    func setSaveDirectory(_ path: String) -> CommandDecision {
        let segments = path.split(separator: "/")
        let isPlain =
            path.first == "/" && !segments.contains("..") && path.utf8.count <= Self.longestPath
            && path.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }
        guard isPlain else { return say(sentences.notAbsolute(roots: defaults.saveRoots)) }
        let normal = "/" + segments.filter { $0 != "." }.joined(separator: "/")
        return CommandDecision(answer: .file(.checkSaveDirectory(path: normal, roots: defaults.saveRoots)))
    }

    func getSaveDirectory() -> CommandDecision {
        guard let path = user.saveDirectory else { return say(sentences.noSaveDirectory(roots: defaults.saveRoots)) }
        return say(sentences.saveDirectoryIs(path))
    }

    func save(_ typed: String) -> CommandDecision {
        do throws(TranscriptName.Fault) {
            return save(.given(try TranscriptName(typed)))
        } catch {
            return say(sentences.badName(error))
        }
    }

    func saveNow() -> CommandDecision { save(.now) }

    private func save(_ name: FileRequest.SaveName) -> CommandDecision {
        guard let directory = user.saveDirectory else {
            return say(sentences.noSaveDirectory(roots: defaults.saveRoots))
        }
        guard conversation.exchanges > 0 else { return say(sentences.nothingToSave) }
        let request = FileRequest.saveTranscript(directory: directory, name: name, roots: defaults.saveRoots)
        return CommandDecision(answer: .file(request))
    }
}

// Choices.
extension KnownCaller {
    private static let longestModel = 128

    func model(_ name: String?) -> CommandDecision {
        guard let name else { return say(sentences.modelIs(user.model(defaults))) }
        if name.lowercased() == "default" { return set(.setModel(nil), sentences.modelSet(defaults.model)) }
        guard name.utf8.count <= Self.longestModel, name.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            return say(sentences.badModel)
        }
        return set(.setModel(name), sentences.modelSet(name))
    }

    func language(_ typed: String?) -> CommandDecision {
        guard let typed else { return say(sentences.languageIs()) }
        guard let language = Language(typed: typed) else { return say(sentences.badLanguage) }
        return set(.setLanguage(language), Sentences(language).languageSet())
    }

    func system(_ text: String?) -> CommandDecision {
        guard let text, !text.isEmpty else { return say(sentences.systemIs(user.systemPrompt(defaults))) }
        switch text.lowercased() {
        case "off", "关闭": return set(.setSystemPrompt(""), sentences.systemOff)
        case "default", "默认":
            let shared = defaults.systemPrompt.flatMap { $0.isEmpty ? nil : $0 }
            return set(.setSystemPrompt(nil), sentences.systemDefault(shared))
        default: break
        }
        let counter = MessageCounter(model: user.model(defaults))
        let tokens = counter.tokens(role: .system, text)
        let limit = limits.prompt - counter.replyPrimer - MessageCounter.leastQuestion
        let shown = sentences.tokens(tokens, isEstimate: conversation.isEstimate)
        guard tokens <= limit else { return say(sentences.systemTooLong(tokens: shown, limit: limit)) }
        return set(.setSystemPrompt(text), sentences.systemSet(tokens: shown))
    }
}
