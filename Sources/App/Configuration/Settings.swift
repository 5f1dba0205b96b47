import Bot
import Wire

/// The value of every setting and where it came from: flag, else environment, else default.
///
/// A variable that is set but empty counts as not set, as in `OPENAI_API_KEY=` of a compose file; an empty flag gives the
/// default back.
package struct Settings: Sendable {
    /// One setting's outcome.
    package struct Entry: Sendable {
        /// The setting.
        package let name: SettingName
        /// The value, checked; `nil` for none.
        package let value: String?
        /// Where it came from.
        package let origin: SettingOrigin

        /// The value as it may be shown.
        package var shown: String {
            guard let value else { return "(none)" }
            guard name.setting.isSecret else { return value }
            return SettingKind.items(value).map { Secret($0).mask }.joined(separator: ",")
        }
    }

    /// All settings, in the order of the table.
    package let entries: [Entry]
    /// Sentences about variables that look like a setting and are none.
    package let warnings: [String]

    /// Gathers and checks all settings.
    ///
    /// - Parameters:
    ///   - environment: The variables.
    ///   - flags: The values of the flags, by ``SettingName/flag`` and ``SettingName/fileFlag``.
    ///   - readFile: Gives the text of a secret's file, or a sentence about it.
    /// - Throws: ``SettingsError`` with every mistake at once.
    package init(
        environment: [String: String],
        flags: [String: String] = [:],
        readFile: @escaping (String) -> Result<String, SettingsError> = SecretFile.read
    ) throws(SettingsError) {
        let reader = SettingReader(environment: environment, flags: flags, readFile: readFile)
        var entries: [Entry] = []
        var lines: [String] = []
        for name in SettingName.allCases {
            switch reader.entry(name) {
            case .success(let entry): entries.append(entry)
            case .failure(let error): lines += error.lines
            }
        }
        self.entries = entries
        warnings = SettingReader.strangers(environment)
        if lines.isEmpty, let contradiction { lines.append(contradiction) }
        guard lines.isEmpty else { throw SettingsError(lines: lines) }
    }

    private var contradiction: String? {
        let window = self[.contextWindow].flatMap(SettingKind.whole) ?? 0
        let reserve = self[.replyReserve].flatMap(SettingKind.whole) ?? 0
        guard reserve >= window else { return nil }
        return "REPLY_RESERVE=\(reserve): must be less than CONTEXT_WINDOW, which is \(window)."
    }

    /// The value of a setting; `nil` for none.
    package subscript(name: SettingName) -> String? { entries.first { $0.name == name }?.value }
}
