/// What `/healthz` says of the database.
package enum StoreHealth: Sendable, Equatable {
    /// The last write succeeded, or there was none yet.
    case ok
    /// The last write failed; a probe tries again until one succeeds.
    case failing(StoreError.Kind)

    /// True where messages can be kept.
    package var isOK: Bool { self == .ok }

    /// `ok`, `full`, `read-only`, `locked`, `corrupt`, `input-output`, `out-of-memory` or `other`.
    package var name: String {
        switch self {
        case .ok: "ok"
        case .failing(let kind): kind.rawValue
        }
    }
}
