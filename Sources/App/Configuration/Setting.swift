/// What is known about one setting: its value's form, its default, and what it is for.
package struct Setting: Sendable {
    /// The form of the value.
    package let kind: SettingKind
    /// The value where none is given; `nil` for none.
    package let fallback: String?
    /// The default as the manual words it where it depends on the machine.
    package let fallbackText: String
    /// Other variables that mean the same, looked at after the setting's own.
    package let aliases: [String]
    /// Whether the value is shown only as its mask, and may be given as a file.
    package let isSecret: Bool
    /// What the setting is for, in half a line.
    package let meaning: String

    init(
        _ kind: SettingKind,
        _ fallback: String?,
        _ meaning: String,
        fallbackText: String? = nil,
        aliases: [String] = [],
        isSecret: Bool = false
    ) {
        self.kind = kind
        self.fallback = fallback
        self.fallbackText = fallbackText ?? fallback ?? "none"
        self.aliases = aliases
        self.isSecret = isSecret
        self.meaning = meaning
    }
}
