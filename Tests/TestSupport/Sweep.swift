import Foundation
public import Testing

/// Tests that can try everything there is: `make test-sweeps` lets them, `make test` takes a sample.
public enum Sweep {
    /// Whether everything is tried.
    public static let isWhole = ProcessInfo.processInfo.environment["SWEEP"] == "1"

    /// The distance from one case to the next: 1, or `sample` where a sample is enough.
    public static func step(_ sample: Int) -> Int { isWhole ? 1 : sample }

    /// How many random cases are tried: `count`, or a tenth.
    public static func share(of count: Int) -> Int { isWhole ? count : count / 10 }
}

/// Marks suites that use ``Sweep``; `Scripts/check/test.py` finds them by it.
public struct Swept: SuiteTrait {}

extension Trait where Self == Swept {
    /// Its tests are run whole by `make test-sweeps`; they run alone in either case.
    public static var sweep: Self { Swept() }
}
