/// Where a setting's value came from.
package enum SettingOrigin: Sendable, Equatable, CustomStringConvertible {
    /// Nobody gave one.
    case fallback
    /// An environment variable.
    case environment(String)
    /// A flag of the command line, with its dashes.
    case flag(String)
    /// A file that a variable or a flag named.
    case file(path: String, named: String)

    /// The origin as `config show` prints it.
    package var description: String {
        switch self {
        case .fallback: "default"
        case .environment(let name): name
        case .flag(let flag): flag
        case .file(let path, let named): "\(named) (\(path))"
        }
    }
}
