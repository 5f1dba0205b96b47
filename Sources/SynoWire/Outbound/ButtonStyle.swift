/// The colours of a button.
///
/// SYN-102.
public enum ButtonStyle: String, Sendable, CaseIterable {
    /// Green.
    case green
    /// Grey.
    case grey
    /// Red.
    case red
    /// Orange.
    case orange
    /// Blue.
    case blue
    /// Teal.
    case teal
}
