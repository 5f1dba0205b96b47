import Bot

/// Finds and checks the value of one setting.
struct SettingReader {
    let environment: [String: String]
    let flags: [String: String]
    let readFile: (String) -> Result<String, SettingsError>

    /// The value by precedence: flag, flag of a file, variable, variable of a file, alias, default.
    func entry(_ name: SettingName) -> Result<Settings.Entry, SettingsError> {
        let fallback = Settings.Entry(name: name, value: name.setting.fallback, origin: .fallback)
        let flag = "--" + name.flag
        let fileFlag = name.fileFlag.map { "--" + $0 }
        if let text = flags[name.flag], flags[name.fileFlag ?? ""] == nil {
            return text.isEmpty ? .success(fallback) : check(name, text, .flag(flag), shownAs: flag)
        }
        if let path = flags[name.fileFlag ?? ""], let fileFlag {
            return flags[name.flag] == nil ? read(name, path, fileFlag) : .failure(both(flag, fileFlag))
        }
        let text = nonEmpty(name.rawValue)
        if let variable = name.fileVariable, let path = nonEmpty(variable) {
            return text == nil ? read(name, path, variable) : .failure(both(name.rawValue, variable))
        }
        for variable in [name.rawValue] + name.setting.aliases {
            if let text = nonEmpty(variable) { return check(name, text, .environment(variable), shownAs: variable) }
        }
        return .success(fallback)
    }

    private func nonEmpty(_ variable: String) -> String? {
        environment[variable].flatMap { $0.isEmpty ? nil : $0 }
    }

    private func both(_ direct: String, _ file: String) -> SettingsError {
        SettingsError(lines: ["\(direct) and \(file) are both given: give one of them."])
    }

    private func read(_ name: SettingName, _ path: String, _ source: String) -> Result<Settings.Entry, SettingsError> {
        readFile(path).mapError { error in SettingsError(lines: error.lines.map { "\(source)=\(path): \($0)" }) }
            .flatMap { check(name, $0, .file(path: path, named: source), shownAs: source) }
    }

    private func check(
        _ name: SettingName,
        _ text: String,
        _ origin: SettingOrigin,
        shownAs source: String
    ) -> Result<Settings.Entry, SettingsError> {
        let entry = Settings.Entry(name: name, value: text, origin: origin)
        guard name.setting.kind.accepts(text) else {
            let printable = entry.shown.map { $0.isNewline || $0 == "\0" ? "?" : $0 }
            return .failure(.init(lines: ["\(source)=\(String(printable)): must be \(name.setting.kind.allowed)."]))
        }
        return .success(entry)
    }

    /// Sentences about variables with our prefixes that are no setting: most often a slip of the hand.
    static func strangers(_ environment: [String: String]) -> [String] {
        let known = SettingName.allCases.flatMap {
            [$0.rawValue, $0.fileVariable].compactMap { $0 } + $0.setting.aliases
        }
        let strangers = environment.keys.filter { name in
            (name.hasPrefix("APP_") || name.hasPrefix("SYNOLOGY_")) && !known.contains(name)
        }
        return strangers.sorted().map { name in
            let hint = NearestName.of(name, in: known).map { "; did you mean \($0)?" } ?? "."
            return "\(name) is no setting\(hint)"
        }
    }
}
