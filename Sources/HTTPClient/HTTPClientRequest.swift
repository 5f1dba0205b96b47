/// One request and the limits under which it is made.
public struct HTTPClientRequest: Sendable {
    /// The method, for example `POST`; letters only.
    public var method: String
    /// The whole address: http or https, no user name, no password.
    public var url: String
    /// The header fields in the order they are sent; `User-Agent` and `Content-Length` are added.
    public var headers: [(name: String, value: String)]
    /// The body; sent as it is.
    public var body: [UInt8]
    /// Seconds for name resolution, TCP and TLS together.
    public var connectTimeout: Double = 10
    /// Seconds for the whole exchange, from the start of the transfer to the last byte; 0 sets no limit.
    public var totalTimeout: Double = 600
    /// Seconds without a byte in either direction once connected; 0 sets no limit.
    public var idleTimeout: Double = 60
    /// The longest response body taken, in bytes.
    public var maxResponseBytes: Int = 8 << 20
    /// How an https server's certificate is judged.
    public var tls: TLSPolicy = .verify(caFile: nil)

    /// Creates a request with the default limits.
    public init(
        method: String = "GET",
        url: String,
        headers: [(name: String, value: String)] = [],
        body: [UInt8] = []
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
    }
}
