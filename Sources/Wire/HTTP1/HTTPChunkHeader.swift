/// The line before the data of a chunk: `chunk-size [ chunk-ext ]` (RFC 9112 §7.1).
///
/// Extensions are checked and forgotten: no recipient has to know any (§7.1.1).
struct HTTPChunkHeader: Sendable {
    private enum State: Sendable {
        case size, spaceBeforeSemicolon, nameStart, name, spaceAfterName, valueStart, token, quoted, escaped, valueEnd
    }

    /// More digits than any size needs; also stops endless leading zeros.
    private static let digitLimit = 16

    private var state = State.size
    private var digits = 0
    /// The size read so far.
    private(set) var size = 0
    /// Bytes of the extensions read so far.
    private(set) var extensionCount = 0

    /// Takes one byte of the line.
    ///
    /// - Parameters:
    ///   - byte: The byte.
    ///   - room: The largest size that the body's limit still allows.
    /// - Returns: Whether the byte was the CR that ends the line.
    /// - Throws: The fault of the line.
    mutating func take(_ byte: UInt8, room: Int) throws(HTTPRequestFault.Thrown) -> Bool {
        guard byte != ASCII.lineFeed else { throw .init(code: .lineFeed) }
        if state == .size {
            if let digit = ASCII.hexValue(byte) {
                digits += 1
                guard digits <= Self.digitLimit else { throw .init(code: .chunkSize) }
                // RFC 9112 §7.1: sizes that overflow are to be foreseen; here none grows beyond the limit.
                size = size << 4 | Int(digit)
                guard size <= room else { throw .init(code: .chunkTooLarge) }
                return false
            }
            guard digits > 0 else { throw .init(code: .chunkSize) }
            if byte == ASCII.carriageReturn { return true }
            guard HTTPByteClass.isSpace(byte) || byte == UInt8(ascii: ";") else { throw .init(code: .chunkSize) }
        } else if byte == ASCII.carriageReturn {
            guard state == .name || state == .token || state == .valueEnd else { throw .init(code: .chunkExtension) }
            return true
        }
        extensionCount += 1
        guard let following = following(byte) else { throw .init(code: .chunkExtension) }
        state = following
        return false
    }

    /// `*( BWS ";" BWS name [ BWS "=" BWS ( token / quoted-string ) ] )`: the state after a byte, `nil` where it does
    /// not fit.
    private func following(_ byte: UInt8) -> State? {
        let isSpace = HTTPByteClass.isSpace(byte)
        let isToken = HTTPByteClass.isToken(byte)
        switch state {
        case .size, .spaceBeforeSemicolon: return isSpace ? .spaceBeforeSemicolon : ended(by: byte)
        case .nameStart: return isSpace ? .nameStart : isToken ? .name : nil
        case .name, .spaceAfterName:
            if isToken, state == .name { return .name }
            if byte == ASCII.equals { return .valueStart }
            return isSpace ? .spaceAfterName : ended(by: byte)
        case .valueStart: return byte == ASCII.quote ? .quoted : isSpace ? .valueStart : isToken ? .token : nil
        case .token: return isToken ? .token : isSpace ? .spaceBeforeSemicolon : ended(by: byte)
        case .quoted:
            // RFC 9110 §5.6.4: qdtext and quoted-pair hold no control but HTAB.
            guard HTTPByteClass.isFieldValue(byte) else { return nil }
            return byte == ASCII.quote ? .valueEnd : byte == ASCII.backslash ? .escaped : .quoted
        case .escaped: return HTTPByteClass.isFieldValue(byte) ? .quoted : nil
        case .valueEnd: return isSpace ? .spaceBeforeSemicolon : ended(by: byte)
        }
    }

    private func ended(by byte: UInt8) -> State? { byte == UInt8(ascii: ";") ? .nameStart : nil }
}

extension HTTPRequestFault {
    /// A code on its way to the caller that knows the offset.
    struct Thrown: Error {
        let code: HTTPRequestFault
    }
}
