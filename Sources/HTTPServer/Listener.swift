import Glibc
import Platform

/// A listening socket.
struct Listener: Sendable {
    let descriptor: Int32

    /// Opens the sockets of all hosts on one port.
    ///
    /// - Returns: The listeners and the port, which the system chose where `port` is 0.
    static func open(hosts: [String], port: UInt16) throws(HTTPServerError) -> ([Listener], UInt16) {
        var listeners: [Listener] = []
        var chosen = port
        do throws(HTTPServerError) {
            for host in hosts {
                for address in try addresses(of: host, port: chosen) {
                    let listener = try Listener(host: host, address: address, port: chosen)
                    listeners.append(listener)
                    if chosen == 0 { chosen = listener.localPort }
                }
            }
        } catch {
            for listener in listeners { listener.close() }
            throw error
        }
        return (listeners, chosen)
    }

    /// Binds one address and listens on it, without blocking.
    private init(host: String, address: sockaddr_storage, port: UInt16) throws(HTTPServerError) {
        var address = address
        // An address of a name with several comes from before the port was chosen.
        Self.set(port: port, in: &address)
        let family = Int32(address.ss_family)
        let type = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        let descriptor = socket(family, type, 0)
        guard descriptor >= 0 else { throw .system(call: "socket", reason: SystemError.last.description) }
        self.descriptor = descriptor
        Self.enable(SO_REUSEADDR, level: SOL_SOCKET, on: descriptor, 1)
        // What is set here holds for accepted connections, too; an answer in two writes must not wait for an ACK.
        Self.enable(TCP_NODELAY, level: Int32(IPPROTO_TCP), on: descriptor, 1)
        let isEverything = host == "::"
        if family == AF_INET6 {
            Self.enable(IPV6_V6ONLY, level: Int32(IPPROTO_IPV6), on: descriptor, isEverything ? 0 : 1)
        }
        let length = socklen_t(family == AF_INET6 ? MemoryLayout<sockaddr_in6>.size : MemoryLayout<sockaddr_in>.size)
        let status = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, length) }
        }
        guard status == 0, listen(descriptor, 4096) == 0 else {
            let error = SystemError.last
            close()
            throw Self.failure(error, host: host, port: port)
        }
    }

    /// Closes the socket.
    func close() { _ = Glibc.close(descriptor) }

    private var localPort: UInt16 {
        var address = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        _ = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &length) }
        }
        return withUnsafeBytes(of: address) { UInt16(bigEndian: $0.loadUnaligned(fromByteOffset: 2, as: UInt16.self)) }
    }

    private static func set(port: UInt16, in address: inout sockaddr_storage) {
        withUnsafeMutableBytes(of: &address) { $0.storeBytes(of: port.bigEndian, toByteOffset: 2, as: UInt16.self) }
    }

    private static func enable(_ option: Int32, level: Int32, on descriptor: Int32, _ value: Int32) {
        var value = value
        setsockopt(descriptor, level, option, &value, socklen_t(MemoryLayout<Int32>.size))
    }

    private static func addresses(of host: String, port: UInt16) throws(HTTPServerError) -> [sockaddr_storage] {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        hints.ai_flags = AI_PASSIVE
        var list: UnsafeMutablePointer<addrinfo>?
        let status = getaddrinfo(host, String(port), &hints, &list)
        guard status == 0 else { throw .address(host: host, reason: String(cString: gai_strerror(status))) }
        defer { freeaddrinfo(list) }
        var found: [sockaddr_storage] = []
        var next = list
        while let info = next?.pointee {
            var storage = sockaddr_storage()
            withUnsafeMutableBytes(of: &storage) {
                $0.copyMemory(from: UnsafeRawBufferPointer(start: info.ai_addr, count: Int(info.ai_addrlen)))
            }
            found.append(storage)
            next = info.ai_next
        }
        return found
    }

    private static func failure(_ error: SystemError, host: String, port: UInt16) -> HTTPServerError {
        switch error.code {
        case EADDRINUSE: .portInUse(host: host, port: port)
        case EACCES, EPERM: .permission(host: host, port: port)
        case EADDRNOTAVAIL: .address(host: host, reason: error.description)
        default: .system(call: "bind", reason: error.description)
        }
    }
}
