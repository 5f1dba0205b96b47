/// Takes a `text/event-stream` apart: bytes in any pieces in, events out.
///
/// ```swift
/// parser.receive(bytes)
/// while let event = try parser.next() { … }
/// ```
///
/// Bytes are split, never `String`s: Swift takes CR LF for one character, and a line may end inside a UTF-8 sequence.
/// [HTML § interpreting an event stream](https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation)
public struct ServerSentEventParser: Sendable {
    private let maximumEventBytes: Int
    private var buffer: [UInt8] = []
    /// The first byte of the line being read, as an index of `buffer`.
    private var lineStart = 0
    /// The next byte to be looked at.
    private var position = 0
    /// How many bytes of the stream were dropped before `buffer`.
    private var dropped = 0
    private var isAtStart = true
    private var skipsLineFeed = false
    private var error: SSEError?
    /// Where in the stream the data of the last event begins: the first byte after its first `data:`.
    public private(set) var dataOffset = 0

    private var event: [UInt8] = []
    private var data: [UInt8] = []
    private var id = ""
    private var retry: Int?

    /// Creates a parser.
    ///
    /// - Parameter maximumEventBytes: How many bytes the data of an event and the line being read may have together.
    public init(maximumEventBytes: Int = 1 << 24) { self.maximumEventBytes = maximumEventBytes }

    /// Takes the next bytes of the stream; ``next()`` then gives the events they complete.
    public mutating func receive(_ bytes: some Sequence<UInt8>) {
        buffer.append(contentsOf: bytes)
    }

    /// The next complete event, or `nil` when it takes more bytes.
    ///
    /// - Throws: ``SSEError`` once an event exceeds the limit, and the same error ever after.
    /// - Complexity: O(n) in the bytes not yet looked at.
    public mutating func next() throws(SSEError) -> ServerSentEvent? {
        if let error { throw error }
        guard skipByteOrderMark() else { return nil }
        while let end = try endOfLine() {
            let line = lineStart..<end
            lineStart = position
            if let event = process(line) { return event }
        }
        compact()
        return nil
    }

    /// Ends the stream: an event without its final blank line is discarded.
    ///
    /// "Once the end of the file is reached, any pending data must be discarded."
    ///
    /// - Returns: Whether anything was discarded.
    @discardableResult
    public mutating func finish() -> Bool {
        let isPending = !data.isEmpty || !event.isEmpty || lineStart < buffer.count
        self = Self(maximumEventBytes: maximumEventBytes)
        return isPending
    }
}

extension ServerSentEventParser {
    /// "If the stream starts with a U+FEFF, it must be stripped", one of them.
    ///
    /// - Returns: `false` while the first bytes may still become one.
    private mutating func skipByteOrderMark() -> Bool {
        guard isAtStart else { return true }
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        guard buffer.count >= mark.count || !mark.starts(with: buffer) else { return false }
        if buffer.starts(with: mark) {
            lineStart = mark.count
            position = mark.count
        }
        isAtStart = false
        return true
    }

    /// Moves behind the next line end: LF, CR LF or CR.
    ///
    /// A CR ends its line at once; an LF that follows, perhaps in the next piece, belongs to it.
    ///
    /// - Returns: Where the line's text ends, or `nil` where its end has not arrived.
    private mutating func endOfLine() throws(SSEError) -> Int? {
        if skipsLineFeed, position < buffer.count {
            skipsLineFeed = false
            if buffer[position] == ASCII.lineFeed {
                position += 1
                lineStart += 1
            }
        }
        position = LineEnd.index(in: buffer.span, from: position)
        guard position - lineStart + data.count <= maximumEventBytes else {
            let error = SSEError(.eventTooLarge, at: dropped + lineStart + max(0, maximumEventBytes - data.count))
            self.error = error
            throw error
        }
        guard position < buffer.count else { return nil }
        skipsLineFeed = buffer[position] == ASCII.carriageReturn
        position += 1
        return position - 1
    }

    /// Forgets the lines that were processed.
    private mutating func compact() {
        dropped += lineStart
        position -= lineStart
        buffer.removeFirst(lineStart)
        lineStart = 0
    }

    /// One line: a field, a comment or the end of an event.
    private mutating func process(_ line: Range<Int>) -> ServerSentEvent? {
        guard !line.isEmpty else { return dispatch() }
        let colon = buffer[line].firstIndex(of: ASCII.colon) ?? line.upperBound
        var start = min(colon + 1, line.upperBound)
        // "If value starts with a U+0020 SPACE character, remove it from value."
        if start < line.upperBound, buffer[start] == ASCII.space { start += 1 }
        let value = start..<line.upperBound
        // A comment has the empty name, which like every other unknown one is ignored.
        switch FieldName(buffer[line.lowerBound..<colon]) {
        case .data:
            if data.isEmpty { dataOffset = dropped + start }
            data.append(contentsOf: buffer[value])
            data.append(ASCII.lineFeed)
        case .event: event = Array(buffer[value])
        // "If the field value does not contain U+0000 NULL, then set the last event ID buffer to the field value."
        case .id: if !buffer[value].contains(0) { id = String(decoding: buffer[value], as: UTF8.self) }
        // "If the field value consists of only ASCII digits, then interpret it as an integer in base ten."
        case .retry:
            if buffer[value].allSatisfy(ASCII.isDigit) {
                retry = Int(String(decoding: buffer[value], as: UTF8.self)) ?? retry
            }
        case nil: break
        }
        return nil
    }

    /// "If the data buffer is an empty string, set the data buffer and the event type buffer to the empty string and
    /// return." A bare `data` line makes it one LF, so that an empty event is dispatched.
    private mutating func dispatch() -> ServerSentEvent? {
        defer {
            data.removeAll(keepingCapacity: true)
            event.removeAll(keepingCapacity: true)
        }
        // "If the data buffer's last character is a U+000A LINE FEED character, then remove the last character."
        guard data.popLast() != nil else { return nil }
        return ServerSentEvent(
            event: event.isEmpty ? "message" : String(decoding: event, as: UTF8.self),
            data: String(decoding: data, as: UTF8.self),
            id: id,
            retry: retry
        )
    }

    /// The four fields that mean something.
    private enum FieldName: String {
        case data, event, id, retry

        /// Compares the name "literally, with no case folding performed".
        init?(_ bytes: ArraySlice<UInt8>) {
            if bytes.elementsEqual("data".utf8) {
                self = .data
            } else {
                guard let name = String(validating: bytes, as: UTF8.self), let known = Self(rawValue: name) else {
                    return nil
                }
                self = known
            }
        }
    }
}

/// Finds the end of a line, eight bytes at once.
enum LineEnd {
    /// The first LF or CR from `start` on, or the length where there is none.
    ///
    /// - Complexity: O(n).
    static func index(in input: Span<UInt8>, from start: Int) -> Int {
        let bytes = unsafe input.bytes
        let ones: UInt64 = 0x0101_0101_0101_0101
        var position = start
        while position &+ 8 <= input.count {
            let word = UInt64(
                littleEndian: unsafe bytes.unsafeLoadUnaligned(fromByteOffset: position, as: UInt64.self)
            )
            // The high bit of a byte that became zero; a borrow may set bits above a true hit, never below one.
            let feeds = word ^ (ones &* UInt64(ASCII.lineFeed))
            let returns = word ^ (ones &* UInt64(ASCII.carriageReturn))
            let hits = (((feeds &- ones) & ~feeds) | ((returns &- ones) & ~returns)) & (ones << 7)
            if hits != 0 { return position &+ hits.trailingZeroBitCount >> 3 }
            position &+= 8
        }
        while position < input.count, input[position] != ASCII.lineFeed, input[position] != ASCII.carriageReturn {
            position &+= 1
        }
        return position
    }
}
