import Wire

/// The connections of `Specs/http/cases.jsonl`, judged by statuses, whole, in pieces of seven and byte by byte.
enum HTTPCases {
    private static let token = "AbCdEfGhIjKlMnOpQrStUvWxYz0123456789AbCdEfGhIjKlMnOpQrStUvWxYz01"

    static func fault(_ json: JSONValue) -> Fault? {
        guard let name = json["id"]?.string, let bytes = json["raw_b64"]?.string.flatMap(Vector.base64),
            let wanted = json["expect"]?.string
        else { return Fault("a line", expected: "a case", got: "another line", bytes: json.encoded()) }
        for size in [max(1, bytes.count), 7, 1] {
            let (all, closes) = statuses(Codec.trace(Codec.pieces(of: bytes, size: size)))
            let finals = all.filter { $0 != "100" || wanted == "100" }
            guard !conforms(json, wanted, finals, closes, isEmpty: bytes.isEmpty) else { continue }
            let allowed = ([wanted] + strings(json["also_ok"])).joined(separator: " or ")
            return Fault(
                "\(name), in pieces of \(size)",
                expected: "\(allowed), then \(json["after"]?.string ?? "any")",
                got: finals.joined(separator: ", ") + (closes ? ", then close" : ", then open"),
                bytes: bytes
            )
        }
        return nil
    }

    private static func conforms(
        _ json: JSONValue,
        _ wanted: String,
        _ finals: [String],
        _ closes: Bool,
        isEmpty: Bool
    ) -> Bool {
        let allowed = [wanted] + strings(json["also_ok"])
        if isEmpty || (json["incomplete"]?.bool == true && wanted == "close") {
            return finals.allSatisfy(allowed.contains)
        }
        guard let first = finals.first, allowed.contains(first) else { return false }
        if let sequence = json["seq"]?.array, finals != sequence.compactMap(\.string) { return false }
        switch json["after"]?.string {
        case "close": return closes
        case "open": return !closes
        default: return true
        }
    }

    private static func strings(_ json: JSONValue?) -> [String] { json?.array?.compactMap(\.string) ?? [] }

    /// Statuses in order, cut off where the connection ends.
    private static func statuses(
        _ trace: (events: [HTTPRequestEvent], error: HTTPRequestError?)
    ) -> (list: [String], closes: Bool) {
        var list: [String] = []
        for event in trace.events {
            guard case .request(let request) = event else {
                list.append("100")
                continue
            }
            list.append(String(status(request)))
            if !request.keepsAlive { return (list, true) }
        }
        if let error = trace.error { return (list + [String(error.status)], true) }
        return (list, false)
    }

    /// The little application that the cases assume (Specs/http/SPEC.md).
    private static func status(_ request: HTTPRequest) -> Int {
        if request.method == "OPTIONS", request.target.path.isEmpty { return 204 }
        switch request.target.path {
        case "/healthz": return request.method == "GET" || request.method == "HEAD" ? 200 : 405
        case "/webhook":
            guard request.method == "POST" else { return 405 }
            let type = request.headers["Content-Type"]?.split(separator: ";").first.map { $0.lowercased() }
            guard type == "application/x-www-form-urlencoded" else { return 415 }
            return request.body.starts(with: "token=\(token)&".utf8) ? 200 : 403
        default: return 404
        }
    }
}
