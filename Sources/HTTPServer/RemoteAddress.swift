import Glibc

/// The address of a client, an IPv4 address that came mapped into IPv6 shown as IPv4.
struct RemoteAddress: Sendable, CustomStringConvertible {
    private var address: (UInt64, UInt64) = (0, 0)
    private var isIPv4 = true

    /// An address not known.
    init() {}

    /// The address that `accept` wrote.
    init(_ storage: sockaddr_storage) {
        withUnsafeBytes(of: storage) { bytes in
            if storage.ss_family == sa_family_t(AF_INET) {
                address.0 = UInt64(bytes.loadUnaligned(fromByteOffset: 4, as: UInt32.self))
            } else {
                // RFC 4291 §2.5.5.2: ::ffff:a.b.c.d is an IPv4 client of a dual-stack socket.
                let isMapped = (8..<18).allSatisfy { bytes[$0] == 0 } && bytes[18] == 0xFF && bytes[19] == 0xFF
                isIPv4 = isMapped
                if isMapped {
                    address.0 = UInt64(bytes.loadUnaligned(fromByteOffset: 20, as: UInt32.self))
                } else {
                    address.0 = bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
                    address.1 = bytes.loadUnaligned(fromByteOffset: 16, as: UInt64.self)
                }
            }
        }
    }

    /// The address as text, without a port.
    var description: String {
        withUnsafePointer(to: address) { pointer in
            var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
            inet_ntop(isIPv4 ? AF_INET : AF_INET6, pointer, &text, socklen_t(text.count))
            return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        }
    }
}
