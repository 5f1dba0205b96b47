extension HTTPRequestParser {
    /// Reads the one request that `bytes` hold from first to last.
    ///
    /// - Throws: ``HTTPRequestError``; `truncated` where the request is not complete, `surplus` where more follows it.
    /// - Complexity: O(n).
    public static func parse(
        _ bytes: [UInt8],
        limits: HTTPParserLimits = HTTPParserLimits()
    ) throws(HTTPRequestError) -> HTTPRequest {
        var parser = HTTPRequestParser(limits: limits)
        var input = bytes[...]
        while let event = try parser.next(&input) {
            guard case .request(let request) = event else { continue }
            guard input.isEmpty else { throw HTTPRequestError(.surplus, at: bytes.count - input.count) }
            return request
        }
        throw HTTPRequestError(.truncated, at: bytes.count)
    }
}
