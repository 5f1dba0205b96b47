import CSQLite
import FaultDisk
import Foundation
import ServiceSupport
import TestSupport
import Testing

@testable import Service

/// SQLite's n-th call of a kind fails, once or from then on, for every n of a whole life: start, message, answer, post,
/// command, second message, end.
@Suite(.sweep) struct DiskAnomalyTests {
    /// `EVERY=1` in the environment lets every single allocation fail (`make anomaly`).
    private static let allocations =
        ProcessInfo.processInfo.environment["EVERY"].flatMap(Int.init) ?? 97 * Sweep.step(11)

    @Test(
        .proves("DLV-009", "DLV-004", "DLV-001"),
        arguments: DiskFault.allCases,
        [false, true]
    )
    func `the n-th call may fail`(fault: DiskFault, persists: Bool) async throws {
        let folder = try TemporaryFolder()
        let step = fault == .allocation ? Self.allocations : Sweep.step(11)
        await #expect(processExitsWith: .success) {
            [
                path = folder.path as String, name = fault.rawValue as String, persists = persists as Bool,
                step = step as Int
            ] in
            let fault = try #require(DiskFault(rawValue: name))
            try await AnomalyProcess(fault: fault, path: path).run(persists: persists, step: step)
        }
        print(folder.text("figures") ?? "no figures")
    }
}

/// What fails.
enum DiskFault: String, CaseIterable, Sendable {
    case write, full, sync, open, truncate, read, shared, allocation

    var kind: fault_kind {
        switch self {
        case .write, .full: FAULT_WRITE
        case .sync: FAULT_SYNC
        case .open: FAULT_OPEN
        case .truncate: FAULT_TRUNCATE
        case .read: FAULT_READ
        case .shared: FAULT_SHARED
        case .allocation: FAULT_ALLOCATION
        }
    }

    /// SQLite's code, https://www.sqlite.org/rescode.html.
    var code: Int32 {
        switch self {
        case .write: SQLITE_IOERR | 3 << 8
        case .full: SQLITE_FULL
        case .sync: SQLITE_IOERR | 4 << 8
        case .open: SQLITE_CANTOPEN
        case .truncate: SQLITE_IOERR | 6 << 8
        case .read: SQLITE_IOERR | 1 << 8
        case .shared: SQLITE_IOERR | 21 << 8
        case .allocation: SQLITE_NOMEM
        }
    }
}
