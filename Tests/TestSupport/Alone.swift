public import Testing

/// Marks suites that compute for seconds, or count what the machine does: `Scripts/check/test.py` runs them one at a time, in a process of
/// their own.
public struct Alone: SuiteTrait {}

extension Trait where Self == Alone {
    /// Its tests run one at a time, in a process of their own.
    public static var alone: Self { Alone() }
}
