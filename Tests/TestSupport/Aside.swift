import Dispatch
public import Testing

/// Runs tests that compute, or wait for a process, without `await` on threads of their own.
///
/// The threads of all other tests are as few as the processors: a test that keeps one for seconds holds up every test beside it.
public struct Aside: SuiteTrait, TestTrait, TestScoping {
    /// Every test of a suite is meant.
    public var isRecursive: Bool { true }

    /// Calls the test with the threads of ``AsideExecutor`` preferred.
    @concurrent
    public func provideScope(
        for test: Test,
        testCase: Test.Case?,
        performing function: @concurrent @Sendable () async throws -> Void
    ) async throws {
        try await withTaskExecutorPreference(AsideExecutor.shared) { try await function() }
    }
}

extension Trait where Self == Aside {
    /// The tests keep a thread for seconds.
    public static var aside: Self { Aside() }
}

/// As many threads as there are processors, and more while some are blocked.
private final class AsideExecutor: TaskExecutor {
    static let shared = AsideExecutor()
    private let queue = DispatchQueue(label: "aside", qos: .utility, attributes: .concurrent)

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let executor = asUnownedTaskExecutor()
        queue.async { job.runSynchronously(on: executor) }
    }
}
