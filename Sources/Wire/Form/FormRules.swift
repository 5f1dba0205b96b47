/// What a ``FormParser`` refuses.
public struct FormRules: Sendable, Equatable {
    /// Whether a malformed `%`, ill-formed UTF-8 and NUL are refused; otherwise they are kept or become U+FFFD.
    public var isStrict: Bool
    /// Names that may stand once.
    public var uniqueNames: [String]
    /// How many pairs a form may have, or `nil` without limit.
    public var maximumPairs: Int?
    /// How many bytes a form may have.
    public var maximumBytes: Int

    /// Creates rules.
    public init(
        isStrict: Bool = true,
        uniqueNames: [String] = [],
        maximumPairs: Int? = 64,
        maximumBytes: Int = 1 << 20
    ) {
        self.isStrict = isStrict
        self.uniqueNames = uniqueNames
        self.maximumPairs = maximumPairs
        self.maximumBytes = maximumBytes
    }

    /// The parser of the URL Standard, which fails on nothing but size.
    ///
    /// [URL Standard § application/x-www-form-urlencoded parsing](https://url.spec.whatwg.org/#urlencoded-parsing)
    public static let whatwg = FormRules(isStrict: false, maximumPairs: nil, maximumBytes: .max)

    /// Nothing malformed, at most 64 pairs, at most 1 MiB.
    public static let strict = FormRules()

    /// As ``strict``, and none of the fields that decide who speaks and what is said may stand twice.
    public static let synology = FormRules(uniqueNames: ["token", "user_id", "post_id", "text", "username"])
}
