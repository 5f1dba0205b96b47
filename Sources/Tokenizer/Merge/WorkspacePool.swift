import Synchronization

/// Lends workspaces to calls: a full one, and beside it small ones to calls that come while it is lent.
///
/// One full one and three small ones are kept, so that the caches of an encoding, the windows remembered among them, stay below
/// 2 MB.
final class WorkspacePool: Sendable {
    private static let smallKept = 3

    private struct Shelf {
        var isFullMade = false
        var full: Workspace?
        var small: [Workspace] = []
    }

    private let shelf = Mutex(Shelf())

    /// Runs `body` with a workspace that nobody else uses meanwhile.
    @inline(__always)
    func lend<Result>(_ body: (Workspace) -> Result) -> Result {
        let workspace = take()
        defer { give(workspace) }
        return body(workspace)
    }

    private func take() -> Workspace {
        let (found, size) = shelf.withLock { shelf -> (Workspace?, PieceCache.Size) in
            if let full = shelf.full {
                shelf.full = nil
                return (full, .full)
            }
            guard shelf.isFullMade else {
                shelf.isFullMade = true
                return (nil, .full)
            }
            return (shelf.small.popLast(), .small)
        }
        return found ?? Workspace(size)
    }

    private func give(_ workspace: Workspace) {
        shelf.withLock { shelf in
            switch workspace.size {
            case .full: shelf.full = workspace
            case .small: if shelf.small.count < Self.smallKept { shelf.small.append(workspace) }
            }
        }
    }
}
