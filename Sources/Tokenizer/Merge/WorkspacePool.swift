internal import Synchronization

/// Lends workspaces to calls; two at most are kept, so that the caches of an encoding stay below 2 MB.
final class WorkspacePool: Sendable {
    private static let kept = 2
    private let free = Mutex<[Workspace]>([])

    /// Runs `body` with a workspace that nobody else uses meanwhile.
    @inline(__always)
    func lend<Result>(_ body: (Workspace) -> Result) -> Result {
        let workspace = free.withLock { $0.popLast() } ?? Workspace(.full)
        defer {
            free.withLock { if $0.count < Self.kept { $0.append(workspace) } }
        }
        return body(workspace)
    }
}
