import Foundation
import Glibc

/// A server behind TLS with a certificate of its own for 127.0.0.1.
public final class TLSServer {
    /// The port of 127.0.0.1.
    public let port: Int
    /// The PEM file of its certificate, which signs itself.
    public let certificate: String
    /// Its key, as `TLSPolicy.pin` takes it.
    public let pin: String
    private let process: Process
    private let folder: URL

    /// Starts it.
    ///
    /// - Parameter upstream: the port of 127.0.0.1 that what comes is passed on to; `nil` answers every request with a
    ///   page about the connection.
    /// - Throws: an error where openssl or python3 is missing or does not start.
    public init(before upstream: Int? = nil) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "tls-" + UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        certificate = folder.appending(path: "cert.pem").path
        let key = folder.appending(path: "key.pem").path
        _ = try Self.shell(
            "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout \(key) -out \(certificate)"
                + " -days 2 -subj /CN=nas -addext subjectAltName=IP:127.0.0.1 2>/dev/null"
        )
        let digest = try Self.shell(
            "openssl x509 -in \(certificate) -pubkey -noout | openssl pkey -pubin -outform der"
                + " | openssl dgst -sha256 -binary | openssl base64"
        )
        pin = "sha256//" + digest
        process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        if let upstream {
            process.arguments = ["python3", "-c", Self.terminator, certificate, key, String(upstream)]
        } else {
            process.arguments = [
                "openssl", "s_server", "-accept", "127.0.0.1:0", "-cert", certificate, "-key", key, "-www",
            ]
        }
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        try process.run()
        var text = ""
        // The server names its port: "ACCEPT 127.0.0.1:45678".
        while !text.contains("\n") || !text.contains("ACCEPT") {
            let piece = output.fileHandleForReading.availableData
            guard !piece.isEmpty else { throw POSIXError(.ECHILD) }
            text += String(decoding: piece, as: UTF8.self)
        }
        let line = text.split(separator: "\n").first { $0.hasPrefix("ACCEPT") }
        port = line.flatMap { $0.split(separator: ":").last }.flatMap { Int($0) } ?? 0
    }

    /// Ends it.
    public func stop() {
        // A child of a worker thread of Dispatch starts with SIGTERM blocked.
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        try? FileManager.default.removeItem(at: folder)
    }

    /// Takes TLS off each connection, on a thread of its own, and says where it listens as `s_server` does.
    private static let terminator = """
        import select, socket, ssl, sys, threading
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(sys.argv[1], sys.argv[2])
        listener = socket.create_server(("127.0.0.1", 0))
        print("ACCEPT 127.0.0.1:%d" % listener.getsockname()[1], flush=True)
        def serve(connection):
            try:
                with context.wrap_socket(connection, server_side=True) as inside, \\
                        socket.create_connection(("127.0.0.1", int(sys.argv[3]))) as upstream:
                    while True:
                        ready = [inside] if inside.pending() else select.select([inside, upstream], [], [])[0]
                        for source in ready:
                            piece = source.recv(65536)
                            if not piece:
                                return
                            (upstream if source is inside else inside).sendall(piece)
            except OSError:
                pass
        while True:
            threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True).start()
        """

    private static func shell(_ command: String) throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = ["-c", command]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw POSIXError(.ECHILD) }
        return String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
