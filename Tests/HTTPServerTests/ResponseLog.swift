/// The responses found in the bytes of a connection, read independently of the code under test.
struct ResponseLog {
    struct Response: Equatable {
        var status: Int
        var headers: [String: String]
        var body: [UInt8]
        var text: String { String(decoding: body, as: UTF8.self) }
    }

    var responses: [Response] = []
    /// Bytes that belong to no whole response.
    var rest: ArraySlice<UInt8>
    var ended = false
    var wasReset = false

    var statuses: [Int] { responses.map(\.status) }

    init(_ bytes: [UInt8] = [], methods: [String] = []) {
        rest = bytes[...]
        var finals = 0
        while let response = Self.next(&rest, isHead: finals < methods.count && methods[finals] == "HEAD") {
            responses.append(response)
            if response.status >= 200 { finals += 1 }
        }
    }

    private static func next(_ input: inout ArraySlice<UInt8>, isHead: Bool) -> Response? {
        guard let end = input.firstRange(of: Array("\r\n\r\n".utf8)) else { return nil }
        let lines = String(decoding: input[..<end.lowerBound], as: UTF8.self).split(separator: "\r\n")
        let line = lines[0].split(separator: " ", maxSplits: 2)
        guard line.count >= 2, line[0] == "HTTP/1.1", let status = Int(line[1]) else { return nil }
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            headers[parts[0].lowercased()] = parts[1].drop { $0 == " " }.description
        }
        var body: [UInt8] = []
        var rest = input[end.upperBound...]
        if isHead || status < 200 || status == 204 || status == 304 {
        } else if headers["transfer-encoding"] == "chunked" {
            guard let chunks = unchunk(&rest) else { return nil }
            body = chunks
        } else if let length = headers["content-length"].flatMap({ Int($0) }) {
            guard rest.count >= length else { return nil }
            body = Array(rest.prefix(length))
            rest = rest.dropFirst(length)
        }
        input = rest
        return Response(status: status, headers: headers, body: body)
    }

    private static func unchunk(_ input: inout ArraySlice<UInt8>) -> [UInt8]? {
        var body: [UInt8] = []
        var rest = input
        while let end = rest.firstRange(of: Array("\r\n".utf8)) {
            guard let size = Int(String(decoding: rest[..<end.lowerBound], as: UTF8.self), radix: 16) else {
                return nil
            }
            rest = rest[end.upperBound...]
            guard rest.count >= size + 2 else { return nil }
            body += rest.prefix(size)
            rest = rest.dropFirst(size + 2)
            if size == 0 {
                input = rest
                return body
            }
        }
        return nil
    }
}
