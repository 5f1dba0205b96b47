/// Why a request was refused: a closed code, the byte at fault, and the answer it deserves.
///
/// Framing is lost with every one of these errors, so the connection must be closed after the answer (RFC 9112 §9.6).
public typealias HTTPRequestError = CodecError<HTTPRequestFault>

extension HTTPRequestError {
    /// The status that answers the request.
    public var status: Int { code.facts.status }
}

/// What `Specs/http/SPEC.md` refuses.
public enum HTTPRequestFault: String, FaultCode {
    case emptyLines = "empty-lines"
    case lineEnd = "line-end"
    case lineFeed = "line-feed"
    case requestLineSpace = "request-line-space"
    case method
    case methodTooLong = "method-too-long"
    case methodUnknown = "method-unknown"
    case target
    case targetAuthority = "target-authority"
    case targetAsterisk = "target-asterisk"
    case targetURI = "target-uri"
    case targetTooLong = "target-too-long"
    case version
    case versionUnsupported = "version-unsupported"
    case fieldName = "field-name"
    case fieldNameSpace = "field-name-space"
    case spaceBeforeFields = "space-before-fields"
    case fieldFolded = "field-folded"
    case fieldValue = "field-value"
    case fieldsTooLarge = "fields-too-large"
    case fieldsTooMany = "fields-too-many"
    case hostMissing = "host-missing"
    case hostRepeated = "host-repeated"
    case host
    case contentTypeRepeated = "content-type-repeated"
    case contentLength = "content-length"
    case contentLengthRepeated = "content-length-repeated"
    case lengthRequired = "length-required"
    case bodyTooLarge = "body-too-large"
    case transferEncoding = "transfer-encoding"
    case transferEncodingUnknown = "transfer-encoding-unknown"
    case transferEncodingVersion = "transfer-encoding-version"
    case lengthAndEncoding = "length-and-encoding"
    case expectation
    case chunkSize = "chunk-size"
    case chunkTooLarge = "chunk-too-large"
    case chunkExtension = "chunk-extension"
    case chunkExtensionsTooLarge = "chunk-extensions-too-large"
    case chunkEnd = "chunk-end"
    case trailerForbidden = "trailer-forbidden"
    case trailersTooLarge = "trailers-too-large"
    case trailersTooMany = "trailers-too-many"
    case truncated
    case surplus
}

extension HTTPRequestFault {
    /// The requirement of `Specs/http/SPEC.md`.
    public var requirement: String { facts.requirement }

    /// One sentence that says what is wrong.
    public var message: String { facts.message }

    /// What is said about a fault.
    fileprivate struct Facts {
        let status: Int
        let requirement: String
        let message: String
    }

    /// Status, requirement and sentence of each fault.
    fileprivate var facts: Facts {
        switch self {
        case .emptyLines: bad("HTTP-002", "Too many empty lines stand before the request line.")
        case .lineEnd: bad("HTTP-003", "A line must end with CR LF; no LF follows a CR.")
        case .lineFeed: bad("HTTP-004", "A line must end with CR LF, not with a bare LF.")
        case .requestLineSpace: bad("HTTP-010", "One space must part method, target and version, and none may follow.")
        case .method: bad("HTTP-011", "The method must be a token followed by one space.")
        case .methodTooLong:
            Facts(status: 501, requirement: "HTTP-013", message: "The method is longer than any known.")
        case .methodUnknown: Facts(status: 501, requirement: "HTTP-012", message: "The method is not implemented.")
        case .target: bad("HTTP-024", "The request target is not one of the forms of RFC 9112 section 3.2.")
        case .targetAuthority: bad("HTTP-022", "A host and a port are the target of CONNECT, and of no other method.")
        case .targetAsterisk: bad("HTTP-023", "An asterisk is a target of OPTIONS alone, by itself.")
        case .targetURI: bad("HTTP-025", "A target with a scheme must be http:// or https:// with a host and no user.")
        case .targetTooLong:
            Facts(status: 414, requirement: "HTTP-014", message: "The request line is longer than the limit.")
        case .version: bad("HTTP-015", "The request line must end with HTTP/, a digit, a point and a digit.")
        case .versionUnsupported:
            Facts(status: 505, requirement: "HTTP-016", message: "Only major version 1 of HTTP is spoken here.")
        case .fieldName: bad("HTTP-030", "A field line must begin with a token followed at once by a colon.")
        case .fieldNameSpace: bad("HTTP-031", "There is white space between a field name and its colon.")
        case .spaceBeforeFields: bad("HTTP-005", "There is white space before the first field.")
        case .fieldFolded: bad("HTTP-032", "A field line begins with white space; folded lines are refused.")
        case .fieldValue: bad("HTTP-033", "A field value holds a control character.")
        case .fieldsTooLarge:
            Facts(status: 431, requirement: "HTTP-035", message: "The field lines are longer than the limit.")
        case .fieldsTooMany:
            Facts(status: 431, requirement: "HTTP-036", message: "There are more field lines than the limit.")
        default: framing
        }
    }

    /// The faults that lie between fields: host, length, coding, chunks.
    private var framing: Facts {
        switch self {
        case .hostMissing: bad("HTTP-040", "An HTTP/1.1 request must have a Host field.")
        case .hostRepeated: bad("HTTP-041", "There must be one Host field, not several.")
        case .host: bad("HTTP-042", "The Host field must be a host name or address with an optional port.")
        case .contentTypeRepeated: bad("HTTP-038", "There must be one Content-Type field, not several.")
        case .contentLength: bad("HTTP-050", "Content-Length must be one decimal number.")
        case .contentLengthRepeated: bad("HTTP-051", "There must be one Content-Length field, not several.")
        case .lengthRequired:
            Facts(status: 411, requirement: "HTTP-057", message: "This method needs Content-Length or a chunked body.")
        case .bodyTooLarge:
            Facts(status: 413, requirement: "HTTP-058", message: "The body is larger than the limit.")
        case .transferEncoding: bad("HTTP-054", "Transfer-Encoding must end with chunked, once.")
        case .transferEncodingUnknown:
            Facts(status: 501, requirement: "HTTP-055", message: "The only transfer coding known is chunked.")
        case .transferEncodingVersion: bad("HTTP-053", "Transfer-Encoding does not exist in HTTP/1.0.")
        case .lengthAndEncoding: bad("HTTP-052", "Content-Length and Transfer-Encoding stand together.")
        case .expectation:
            Facts(status: 417, requirement: "HTTP-072", message: "The only expectation known is 100-continue.")
        case .chunkSize: bad("HTTP-060", "A chunk must begin with its size in at most 16 hexadecimal digits.")
        case .chunkTooLarge:
            Facts(status: 413, requirement: "HTTP-061", message: "The chunk makes the body larger than the limit.")
        case .chunkExtension: bad("HTTP-062", "A chunk extension must be ;name or ;name=value.")
        case .chunkExtensionsTooLarge:
            bad("HTTP-063", "The chunk extensions are longer than the limit.")
        case .chunkEnd: bad("HTTP-064", "CR LF must follow the data of a chunk.")
        case .trailerForbidden: bad("HTTP-066", "This field is not allowed after the body.")
        case .trailersTooLarge:
            Facts(status: 431, requirement: "HTTP-067", message: "The trailers are longer than the limit.")
        case .trailersTooMany:
            Facts(status: 431, requirement: "HTTP-067", message: "There are more trailers than the limit.")
        case .surplus: bad("HTTP-007", "Bytes follow the end of the request.")
        default: bad("HTTP-006", "The input ends inside the request.")
        }
    }

    private func bad(_ requirement: String, _ message: String) -> Facts {
        Facts(status: 400, requirement: requirement, message: message)
    }
}
