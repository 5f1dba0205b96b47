/// What is known about one setting: its value's form, its default, and what it is for.
public struct Setting: Sendable {
    /// The form of the value.
    public let kind: SettingKind
    /// The value where none is given; `nil` for none.
    public let fallback: String?
    /// The default as the manual words it where it depends on the machine.
    public let fallbackText: String
    /// Other variables that mean the same, looked at after the setting's own.
    public let aliases: [String]
    /// Whether the value is shown only as its mask, and may be given as a file.
    public let isSecret: Bool
    /// What the setting is for, in half a line.
    public let meaning: String

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
