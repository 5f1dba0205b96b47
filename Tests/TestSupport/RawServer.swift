import Foundation
import Glibc
import Synchronization

/// A server on loopback that runs a script on each connection, byte by byte as the test wants it.
public final class RawServer: Sendable {
    /// The port of 127.0.0.1.
    public let port: UInt16
    private let listener: Int32
    private let script: (@Sendable (RawConnection) -> Void)?
    private let isServing = Mutex(false)
    private let connections = Mutex<[Int32]>([])
    private let requests = Mutex<[String]>([])
    private let closed = Mutex(0)

    /// Listens, and runs `script` on a thread of its own for each connection.
    ///
    /// With `isListening` false connections are refused until ``listen()``.
    public init(
        backlog: Int32 = 512,
        isListening: Bool = true,
        script: (@Sendable (RawConnection) -> Void)?
    ) throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        self.listener = listener
        self.script = script
        port = try withUnsafeMutablePointer(to: &address) { pointer in
            try pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                guard bind(listener, generic, length) == 0, !isListening || Glibc.listen(listener, backlog) == 0,
                    getsockname(listener, generic, &length) == 0
                else { throw POSIXError(.EADDRNOTAVAIL) }
            }
            return UInt16(bigEndian: pointer.pointee.sin_port)
        }
        if isListening, let script { serve(script) }
    }

    /// Begins to listen on the port that was bound.
    public func listen() throws {
        guard Glibc.listen(listener, 512) == 0 else { throw POSIXError(.EADDRINUSE) }
        if let script { serve(script) }
    }

    // Ends the accepting thread, which closes the descriptor: nobody else may get its number before.
    deinit {
        shutdown(listener, Int32(SHUT_RDWR))
        if !isServing.withLock({ $0 }) { Glibc.close(listener) }
    }

    /// Its base URL.
    public var url: String { "http://127.0.0.1:\(port)" }
    /// The requests read by all connections, in the order they were read.
    public var seen: [String] { requests.withLock { $0 } }
    /// Connections whose script has ended, and whose end the peer's system knows.
    public var closedCount: Int { closed.withLock { $0 } }
    /// Connections accepted so far.
    public var connectionCount: Int { connections.withLock { $0.count } }

    private func serve(_ script: @escaping @Sendable (RawConnection) -> Void) {
        isServing.withLock { $0 = true }
        let listener = listener
        Thread.detachNewThread { [weak self] in
            defer { close(listener) }
            while true {
                let descriptor = accept(listener, nil, nil)
                guard descriptor >= 0, let server = self else { return }
                // A child of another test must not keep the connection open, and a lost request must not hang the run.
                _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
                var patience = timeval(tv_sec: Int(Patience.seconds), tv_usec: 0)
                setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
                let number = server.connections.withLock {
                    $0.append(descriptor)
                    return $0.count
                }
                Thread.detachNewThread { [weak server] in
                    let connection = RawConnection(descriptor: descriptor, number: number) { text in
                        server?.requests.withLock { $0.append(text) }
                    }
                    script(connection)
                    connection.close()
                    server?.closed.withLock { $0 += 1 }
                }
            }
        }
    }
}

/// One accepted connection; used by its script's thread.
public final class RawConnection {
    /// Counts the server's connections from 1.
    public let number: Int
    private var descriptor: Int32
    private var buffer: [UInt8] = []
    private let record: (String) -> Void

    init(descriptor: Int32, number: Int, record: @escaping (String) -> Void) {
        self.descriptor = descriptor
        self.number = number
        self.record = record
    }

    /// Reads one request with its body of `Content-Length` bytes; `nil` when the peer closes first.
    public func readRequest() -> String? {
        while true {
            if let end = buffer.firstRange(of: Array("\r\n\r\n".utf8)) {
                let head = String(decoding: buffer[..<end.lowerBound], as: UTF8.self)
                let field = head.components(separatedBy: "\r\n").first { $0.lowercased().hasPrefix("content-length:") }
                let length = field.flatMap { Int($0.dropFirst(15).trimmingCharacters(in: .whitespaces)) } ?? 0
                let size = end.upperBound + length
                if buffer.count >= size {
                    let request = String(decoding: buffer[..<size], as: UTF8.self)
                    buffer.removeFirst(size)
                    record(request)
                    return request
                }
            }
            var piece = [UInt8](repeating: 0, count: 65_536)
            let count = recv(descriptor, &piece, piece.count, 0)
            guard count > 0 else { return nil }
            buffer += piece[..<count]
        }
    }

    /// Writes; returns whether the peer still takes bytes.
    @discardableResult
    public func write(_ text: String) -> Bool { write(Array(text.utf8)) }

    /// Writes; returns whether the peer still takes bytes.
    @discardableResult
    public func write(_ bytes: [UInt8]) -> Bool {
        var bytes = bytes[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes {
                send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return false }
            bytes = bytes.dropFirst(count)
        }
        return true
    }

    /// Answers with a status and a body, and keeps the connection.
    public func answer(_ status: String = "200 OK", _ body: String = "", headers: String = "") {
        write("HTTP/1.1 \(status)\r\nContent-Length: \(body.utf8.count)\r\n\(headers)\r\n\(body)")
    }

    /// Waits until the peer closes.
    public func waitForClose() {
        var byte: UInt8 = 0
        while recv(descriptor, &byte, 1, 0) > 0 {}
    }

    /// Closes with a reset.
    public func abort() {
        var linger = linger(l_onoff: 1, l_linger: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout.size(ofValue: linger)))
        close()
    }

    /// Closes the connection.
    public func close() {
        if descriptor >= 0 { Glibc.close(descriptor) }
        descriptor = -1
    }
}
