/// Why a server could not be started.
public enum HTTPServerError: Error, Equatable, Sendable, CustomStringConvertible {
    /// Another process listens on the port already.
    case portInUse(host: String, port: UInt16)
    /// The account may not listen on the port.
    case permission(host: String, port: UInt16)
    /// The host is not an address of this machine.
    case address(host: String, reason: String)
    /// A system call failed.
    case system(call: String, reason: String)

    /// One sentence that says what is wrong and what to do.
    public var description: String {
        switch self {
        case .portInUse(let host, let port):
            "Port \(port) on \(host) is in use by another process: stop it, or choose another port."
        case .permission(let host, let port):
            "This account may not listen on port \(port) of \(host): choose a port from 1024 up."
        case .address(let host, let reason):
            "\(host) is not an address of this machine (\(reason)): listen on 0.0.0.0, ::, or one of its addresses."
        case .system(let call, let reason):
            "The system refused \(call): \(reason)."
        }
    }
}
