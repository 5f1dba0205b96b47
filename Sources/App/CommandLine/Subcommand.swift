/// One command of the program, as the dispatcher, the help and the tests see it.
package struct Subcommand: Sendable {
    /// A flag of one command.
    package struct Flag: Sendable {
        /// The name without its dashes.
        package let name: String
        /// What its value stands for; `nil` for a flag without a value.
        package let value: String?
        /// What it does, in half a line.
        package let meaning: String

        /// Creates a flag.
        package init(_ name: String, value: String? = nil, _ meaning: String) {
            self.name = name
            self.value = value
            self.meaning = meaning
        }
    }

    /// The words that call it: one, or two as in `config show`.
    package let name: String
    /// The arguments as the usage line shows them.
    package let arguments: String
    /// How many arguments it takes.
    package let arity: ClosedRange<Int>
    /// What it does, in half a line.
    package let summary: String
    /// What else its help says.
    package let discussion: String
    /// Its own flags.
    package let flags: [Flag]
    /// Whether every setting is a flag, too.
    package let takesSettings: Bool
    /// Whether it reads its words by itself: then all of them are arguments.
    package let readsOwnFlags: Bool
    /// Does the work and returns the exit code.
    package let run: @Sendable (Invocation) -> Int32

    /// Creates a command.
    package init(
        name: String,
        arguments: String = "",
        arity: ClosedRange<Int> = 0...0,
        summary: String,
        discussion: String = "",
        flags: [Flag] = [],
        takesSettings: Bool = false,
        readsOwnFlags: Bool = false,
        run: @escaping @Sendable (Invocation) -> Int32
    ) {
        self.name = name
        self.arguments = arguments
        self.arity = arity
        self.summary = summary
        self.discussion = discussion
        self.flags = flags
        self.takesSettings = takesSettings
        self.readsOwnFlags = readsOwnFlags
        self.run = run
    }
}
