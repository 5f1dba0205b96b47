import Glibc
import TestSupport

/// A blocking client of a server on this machine, that sends exactly the bytes it is told.
final class TestClient {
    let descriptor: Int32

    /// Connects to `host`, an address literal.
    init(port: UInt16, host: String = "127.0.0.1", receiveBuffer: Int32? = nil) throws {
        let isIPv6 = host.contains(":")
        descriptor = socket(isIPv6 ? AF_INET6 : AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        if var size = receiveBuffer {
            setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &size, socklen_t(MemoryLayout<Int32>.size))
        }
        var one: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &one, socklen_t(MemoryLayout<Int32>.size))
        var status: Int32
        if isIPv6 {
            var address = sockaddr_in6()
            address.sin6_family = sa_family_t(AF_INET6)
            address.sin6_port = port.bigEndian
            inet_pton(AF_INET6, host, &address.sin6_addr)
            status = Self.connect(descriptor, &address)
        } else {
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_port = port.bigEndian
            inet_pton(AF_INET, host, &address.sin_addr)
            status = Self.connect(descriptor, &address)
        }
        if status != 0 { throw Failure(code: errno) }
    }

    deinit { close(descriptor) }

    struct Failure: Error, Equatable {
        let code: Int32
    }

    /// Sends all bytes, or as many as the other end takes before it closes.
    @discardableResult
    func send(_ bytes: some Collection<UInt8>) -> Bool {
        let bytes = Array(bytes)
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress.map { $0 + sent }, bytes.count - sent, 0x4000)
            }
            if count <= 0 { return false }
            sent += count
        }
        return true
    }

    @discardableResult
    func send(_ text: String) -> Bool { send(text.utf8) }

    /// Waits until the other end's system holds everything that was sent.
    func delivered() {
        var count: Int32 = 1
        // asm-generic/ioctls.h: TIOCOUTQ, the bytes that are not acknowledged.
        _ = Patience.blocking { ioctl(descriptor, 0x5411, &count) == 0 && count == 0 }
    }

    /// Sends the end of this side.
    func finishSending() { shutdown(descriptor, Int32(SHUT_WR)) }

    /// Closes with a reset instead of an end.
    func reset() {
        var value = linger(l_onoff: 1, l_linger: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &value, socklen_t(MemoryLayout<linger>.size))
    }

    /// Whether bytes, or the end, are there to be received.
    var isReadable: Bool {
        var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&request, 1, 0) > 0
    }

    enum Chunk: Equatable { case bytes([UInt8]), end, reset, silence }

    /// Waits for bytes.
    func receive(atMost: Int = 65536) -> Chunk {
        var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        guard poll(&request, 1, Int32(Patience.seconds * 1000)) > 0 else { return .silence }
        var buffer = [UInt8](repeating: 0, count: atMost)
        let count = recv(descriptor, &buffer, buffer.count, 0)
        if count == 0 { return .end }
        return count < 0 ? .reset : .bytes(Array(buffer[..<count]))
    }

    /// Receives until `isEnough` is content with what came, or the connection ends.
    func receive(until isEnough: ([UInt8]) -> Bool) -> (bytes: [UInt8], last: Chunk) {
        var received: [UInt8] = []
        while !isEnough(received) {
            let chunk = receive()
            guard case .bytes(let bytes) = chunk else { return (received, chunk) }
            received += bytes
        }
        return (received, .bytes([]))
    }

    /// Receives whole responses.
    func responses(_ count: Int, toMethods methods: [String] = []) -> ResponseLog {
        var log = ResponseLog(methods: methods)
        let result = receive {
            log = ResponseLog($0, methods: methods)
            return log.responses.filter { $0.status >= 200 }.count >= count
        }
        log = ResponseLog(result.bytes, methods: methods)
        log.ended = result.last == .end
        return log
    }

    /// Receives everything up to the end of the connection.
    func everything(methods: [String] = []) -> ResponseLog {
        let result = receive { _ in false }
        var log = ResponseLog(result.bytes, methods: methods)
        log.ended = result.last == .end
        log.wasReset = result.last == .reset
        return log
    }

    private static func connect<Address>(_ descriptor: Int32, _ address: inout Address) -> Int32 {
        withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<Address>.size))
            }
        }
    }
}
