/// What the program calls itself.
package enum Product {
    /// The name under which it is called.
    package static let name = "synology-chatgpt"
    /// The version, as in CHANGELOG.md.
    package static let version = "1.0.0"
}
