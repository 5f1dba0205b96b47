extension HTTPRequestParser {
    /// Skips empty lines before a request line (RFC 9112 §2.2).
    mutating func skipEmptyLines(
        _ input: Span<UInt8>,
        _ taken: inout Int,
        base: Int
    ) throws(HTTPRequestError) {
        while taken < input.count {
            let byte = input[taken]
            if state == .startLineFeed {
                // RFC 9112 §2.2: a CR not followed by LF is invalid.
                guard byte == ASCII.lineFeed else { throw HTTPRequestError(.lineEnd, at: base + taken) }
                emptyLines += 1
                state = .start
            } else if byte == ASCII.carriageReturn {
                guard emptyLines < limits.emptyLines else { throw HTTPRequestError(.emptyLines, at: base + taken) }
                state = .startLineFeed
            } else {
                headOffset = base + taken
                isHead = false
                state = .method
                return
            }
            taken += 1
        }
    }

    /// Reads the request line and the field lines, or the trailers of a chunked body.
    ///
    /// Positions count from the first byte of `head`: what this piece adds is copied there when a line or the piece ends.
    mutating func takeHead(
        _ input: Span<UInt8>,
        _ taken: inout Int,
        base: Int
    ) throws(HTTPRequestError) -> HTTPRequestEvent? {
        var position = taken
        if head.isEmpty { head.reserveCapacity(min(input.count - taken, 1024)) }
        let shift = head.count - taken
        while position < input.count {
            switch state {
            case .method: position = try takeMethod(input, position, shift)
            case .target: position = try takeTarget(input, position, shift)
            case .version: position = try takeVersion(input, position, shift)
            case .requestLineFeed:
                try expectLineFeed(input, position, base)
                position += 1
                keep(input, &taken, upTo: position)
                try finishRequestLine()
            case .fieldStart: position = try startField(input, position, shift)
            case .fieldName: position = try takeFieldName(input, position, shift)
            case .fieldValue: position = try takeFieldValue(input, position, shift)
            case .fieldLineFeed:
                try expectLineFeed(input, position, base)
                position += 1
                entries.append(entry)
                state = .fieldStart
            default:
                try expectLineFeed(input, position, base)
                keep(input, &taken, upTo: position + 1)
                return try isTrailer ? finishTrailers() : finishHead(bodyIsHeldBack: taken == input.count)
            }
        }
        keep(input, &taken, upTo: position)
        return nil
    }

    /// Copies the bytes from `taken` to `end` into the head.
    private mutating func keep(_ input: Span<UInt8>, _ taken: inout Int, upTo end: Int) {
        unsafe input.withUnsafeBufferPointer { unsafe head.append(contentsOf: $0[taken..<end]) }
        taken = end
    }

    private func expectLineFeed(_ input: Span<UInt8>, _ position: Int, _ base: Int) throws(HTTPRequestError) {
        guard input[position] == ASCII.lineFeed else { throw HTTPRequestError(.lineEnd, at: base + position) }
    }

    /// The error at a position of the head.
    func fault(_ code: HTTPRequestFault, _ position: Int) -> HTTPRequestError {
        HTTPRequestError(code, at: headOffset + position)
    }

    /// The first position from `start` on at which a byte is not allowed; at most `end`.
    @inline(__always)
    private func scan(
        _ input: Span<UInt8>,
        from start: Int,
        to end: Int,
        while isAllowed: (UInt8) -> Bool
    ) -> Int {
        var position = start
        while position < end, isAllowed(input[position]) { position += 1 }
        return position
    }

    /// Reads bytes of a kind up to the one that ends them.
    ///
    /// - Returns: The position of the first other byte; the end of the input where there is none yet.
    /// - Throws: `excess` where more come than `limit` positions of the head allow.
    @inline(__always)
    private func span(
        _ input: Span<UInt8>,
        from start: Int,
        shift: Int,
        limit: Int,
        excess: HTTPRequestFault,
        while isAllowed: (UInt8) -> Bool
    ) throws(HTTPRequestError) -> Int {
        let end = max(start, min(input.count, limit - shift))
        let position = scan(input, from: start, to: end, while: isAllowed)
        guard position < end || position == input.count || !isAllowed(input[position]) else {
            throw fault(excess, position + shift)
        }
        return position
    }

    /// Reads bytes of a field name or value up to the one that ends it.
    @inline(__always)
    private func fieldSpan(
        _ input: Span<UInt8>,
        from start: Int,
        shift: Int,
        while isAllowed: (UInt8) -> Bool
    ) throws(HTTPRequestError) -> Int {
        let limit = fieldsStart + limits.headerSection
        let excess = isTrailer ? HTTPRequestFault.trailersTooLarge : .fieldsTooLarge
        return try span(input, from: start, shift: shift, limit: limit, excess: excess, while: isAllowed)
    }

    private mutating func takeMethod(
        _ input: Span<UInt8>,
        _ start: Int,
        _ shift: Int
    ) throws(HTTPRequestError) -> Int {
        // RFC 9112 §3: a method longer than any implemented should be answered 501.
        let position = try span(
            input,
            from: start,
            shift: shift,
            limit: limits.requestLine,
            excess: .methodTooLong,
            while: HTTPByteClass.isToken
        )
        guard position < input.count else { return position }
        // RFC 9112 §3: a single space follows the method.
        guard input[position] == ASCII.space, position + shift > 0 else {
            let isLineFeed = input[position] == ASCII.lineFeed && position + shift == 0
            throw fault(isLineFeed ? .lineFeed : .method, position + shift)
        }
        methodEnd = position + shift
        guard methodEnd < limits.requestLine else { throw fault(.targetTooLong, methodEnd) }
        isHead = methodEnd == 4 && isHeadMethod(input, shift)
        state = .target
        return position + 1
    }

    /// Whether the four bytes of the method, of which the first may have come with earlier pieces, are HEAD.
    private func isHeadMethod(_ input: Span<UInt8>, _ shift: Int) -> Bool {
        let name: StaticString = "HEAD"
        return (0..<4).allSatisfy { index in
            let byte = index < head.count ? head[index] : input[index - shift]
            return unsafe byte == name.utf8Start[index]
        }
    }

    private mutating func takeTarget(
        _ input: Span<UInt8>,
        _ start: Int,
        _ shift: Int
    ) throws(HTTPRequestError) -> Int {
        // RFC 9112 §3: a target longer than the server is willing to parse must be answered 414.
        let position = try span(
            input,
            from: start,
            shift: shift,
            limit: limits.requestLine,
            excess: .targetTooLong,
            while: { $0 > ASCII.space && $0 < 0x7F }
        )
        guard position < input.count else { return position }
        let byte = input[position]
        guard byte == ASCII.space, position + shift > methodEnd + 1 else {
            let isEnd = byte == ASCII.carriageReturn || byte == ASCII.lineFeed
            throw fault(isEnd ? .version : byte == ASCII.space ? .requestLineSpace : .target, position + shift)
        }
        targetEnd = position + shift
        guard targetEnd < limits.requestLine else { throw fault(.targetTooLong, targetEnd) }
        state = .version
        return position + 1
    }

    /// `HTTP-version = "HTTP" "/" DIGIT "." DIGIT`, case-sensitive (RFC 9112 §2.3), then CR.
    private mutating func takeVersion(
        _ input: Span<UInt8>,
        _ start: Int,
        _ shift: Int
    ) throws(HTTPRequestError) -> Int {
        var position = start
        while position < input.count {
            let byte = input[position]
            let isRight =
                switch position + shift - targetEnd - 1 {
                case 0: byte == UInt8(ascii: "H")
                case 1, 2: byte == UInt8(ascii: "T")
                case 3: byte == UInt8(ascii: "P")
                case 4: byte == UInt8(ascii: "/")
                case 5: ASCII.isDigit(byte)
                case 6: byte == ASCII.point
                case 7: ASCII.isDigit(byte)
                default: byte == ASCII.carriageReturn
                }
            guard isRight else {
                let place = position + shift - targetEnd - 1
                let isLineFeed = place == 8 && byte == ASCII.lineFeed
                let isSpace = (place == 0 || place == 8) && byte == ASCII.space
                throw fault(isLineFeed ? .lineFeed : isSpace ? .requestLineSpace : .version, position + shift)
            }
            guard position + shift < limits.requestLine || byte == ASCII.carriageReturn else {
                throw fault(.targetTooLong, position + shift)
            }
            switch position + shift - targetEnd - 1 {
            case 5: majorVersion = Int(byte - 0x30)
            case 7: minorVersion = Int(byte - 0x30)
            case 8:
                // RFC 9110 §15.6.6: another major version is answered 505.
                guard majorVersion == 1 else { throw fault(.versionUnsupported, targetEnd + 6) }
                state = .requestLineFeed
                return position + 1
            default: break
            }
            position += 1
        }
        return position
    }

    /// Judges method and target once their line is whole.
    private mutating func finishRequestLine() throws(HTTPRequestError) {
        method = String(decoding: head[..<methodEnd], as: UTF8.self)
        switch HTTPTarget.parse(head[(methodEnd + 1)..<targetEnd], method: method) {
        case .success(let parsed): target = parsed
        case .failure(let found): throw fault(found.code, found.position)
        }
        // RFC 9110 §9.1: a method that is not implemented should be answered 501.
        guard HTTPMethod.isKnown(method) else { throw fault(.methodUnknown, 0) }
        fieldsStart = head.count
        entries.reserveCapacity(12)
        state = .fieldStart
    }

    private mutating func startField(
        _ input: Span<UInt8>,
        _ position: Int,
        _ shift: Int
    ) throws(HTTPRequestError) -> Int {
        guard position + shift - fieldsStart <= limits.headerSection else {
            // The CR or the LF of the line before is the first byte above the limit.
            throw fault(isTrailer ? .trailersTooLarge : .fieldsTooLarge, fieldsStart + limits.headerSection)
        }
        let byte = input[position]
        if byte == ASCII.carriageReturn {
            state = .fieldsLineFeed
            return position + 1
        }
        // RFC 9112 §2.2 and §5.2: no white space before the first field, no folded line.
        guard !HTTPByteClass.isSpace(byte) else {
            throw fault(entries.isEmpty && !isTrailer ? .spaceBeforeFields : .fieldFolded, position + shift)
        }
        guard byte != ASCII.lineFeed else { throw fault(.lineFeed, position + shift) }
        guard entries.count < limits.fields else {
            throw fault(isTrailer ? .trailersTooMany : .fieldsTooMany, position + shift)
        }
        entry.nameStart = UInt32(position + shift)
        state = .fieldName
        return position
    }

    private mutating func takeFieldName(
        _ input: Span<UInt8>,
        _ start: Int,
        _ shift: Int
    ) throws(HTTPRequestError) -> Int {
        let position = try fieldSpan(input, from: start, shift: shift, while: HTTPByteClass.isToken)
        guard position < input.count else { return position }
        let byte = input[position]
        guard byte == ASCII.colon, position + shift > entry.nameStart else {
            // RFC 9112 §5.1: white space before the colon must be answered 400.
            throw fault(HTTPByteClass.isSpace(byte) ? .fieldNameSpace : .fieldName, position + shift)
        }
        entry.nameEnd = UInt32(position + shift)
        entry.valueStart = entry.nameEnd + 1
        state = .fieldValue
        return position + 1
    }

    private mutating func takeFieldValue(
        _ input: Span<UInt8>,
        _ start: Int,
        _ shift: Int
    ) throws(HTTPRequestError) -> Int {
        let position = try fieldSpan(input, from: start, shift: shift, while: HTTPByteClass.isFieldValue)
        guard position < input.count else { return position }
        let byte = input[position]
        guard byte == ASCII.carriageReturn else {
            throw fault(byte == ASCII.lineFeed ? .lineFeed : .fieldValue, position + shift)
        }
        entry.valueEnd = UInt32(position + shift)
        state = .fieldLineFeed
        return position + 1
    }
}
