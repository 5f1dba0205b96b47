import Tokenizer
import Wire

/// `tokens`: reads text, JSON strings or chat messages and writes what they cost.
struct TokensCommand {
    /// Why nothing more can be said, in one sentence, and the exit code.
    struct Mistake: Error, Equatable {
        let code: Int32
        let message: String
    }

    private let tokenizer: Tokenizer
    private let chat: ChatCounter
    private let flags: Set<String>

    /// Reads the flags of the command line.
    init(_ flags: [String: String]) throws(Mistake) {
        self.flags = Set(flags.keys)
        let isBoth = flags["jsonl"] != nil && flags["chat"] != nil || flags["chat"] != nil && flags["ids"] != nil
        guard !isBoth else { throw Self.usage("--chat stands alone: leave out --jsonl and --ids.") }
        switch (flags["encoding"], flags["model"]) {
        case (nil, nil): chat = ChatCounter(encoding: .o200kBase)
        case (nil, let model?): chat = ChatCounter(model: model)
        case (let name?, nil):
            guard let encoding = Encoding(rawValue: name) else {
                throw Self.usage("--encoding \(name) is not known: give cl100k_base or o200k_base.")
            }
            chat = ChatCounter(encoding: encoding)
        default: throw Self.usage("--encoding and --model exclude each other: give one.")
        }
        tokenizer = .shared(chat.model.encoding)
    }

    /// Reads all of standard input and writes the answers.
    func run(_ streams: StandardStreams) throws(Mistake) -> Int32 {
        if flags.contains("jsonl") || flags.contains("chat") {
            try eachLine(streams)
        } else if flags.contains("ids") {
            try writeIDs(streams)
        } else {
            try writeCount(streams)
        }
        return ExitCode.success
    }

    // MARK: one text

    private func writeCount(_ streams: StandardStreams) throws(Mistake) {
        var counter = IncrementalCounter(tokenizer)
        var validator = UTF8Validator()
        while let bytes = try next(streams, &validator) { counter.append(utf8: bytes) }
        streams.print("\(counter.count)")
    }

    private func writeIDs(_ streams: StandardStreams) throws(Mistake) {
        var encoder = IncrementalEncoder(tokenizer)
        var validator = UTF8Validator()
        var separator = "["
        let write = { (ids: [UInt32]) in
            guard !ids.isEmpty else { return }
            streams.write(Array((separator + ids.map(String.init).joined(separator: ",")).utf8))
            separator = ","
        }
        while let bytes = try next(streams, &validator) { write(encoder.append(utf8: bytes)) }
        write(encoder.finish())
        streams.print(separator == "[" ? "[]" : "]")
    }

    /// The next bytes of standard input, known to be UTF-8 so far; nothing at the end.
    private func next(_ streams: StandardStreams, _ validator: inout UTF8Validator) throws(Mistake) -> [UInt8]? {
        let bytes = streams.read()
        guard let fault = bytes.isEmpty ? validator.finish() : validator.receive(bytes) else {
            return bytes.isEmpty ? nil : bytes
        }
        throw Mistake(
            code: ExitCode.data,
            message: "Standard input is not UTF-8 at byte \(fault): convert it first, for example with iconv."
        )
    }

    // MARK: a JSON value a line

    private func eachLine(_ streams: StandardStreams) throws(Mistake) {
        var pending: [UInt8] = []
        var number = 0
        while true {
            let bytes = streams.read()
            var output: [UInt8] = []
            var rest = bytes[...]
            while let newline = rest.firstIndex(of: 0x0A) {
                number += 1
                output += try answer(pending + rest[..<newline], number)
                pending.removeAll(keepingCapacity: true)
                rest = rest[(newline + 1)...]
            }
            pending += rest
            if bytes.isEmpty, !pending.isEmpty { output += try answer(pending, number + 1) }
            if !output.isEmpty { streams.write(output) }
            if bytes.isEmpty { return }
        }
    }

    private func answer(_ line: [UInt8], _ number: Int) throws(Mistake) -> [UInt8] {
        let value: JSONValue
        do {
            // Half a surrogate pair reads as U+FFFD, which is what Python encodes it to.
            value = try JSONParser.parse(line, limits: JSONLimits(maximumBytes: .max), surrogates: .replace)
        } catch {
            throw Self.line(number, "is no JSON value: \(error.message)")
        }
        return Array((try flags.contains("chat") ? prompt(value, number) : text(value, number)).utf8) + [0x0A]
    }

    private func text(_ value: JSONValue, _ number: Int) throws(Mistake) -> String {
        guard let text = value.string else { throw Self.line(number, "is no JSON string.") }
        guard flags.contains("ids") else { return String(tokenizer.count(text)) }
        return "[\(tokenizer.encode(text).map(String.init).joined(separator: ","))]"
    }

    private func prompt(_ value: JSONValue, _ number: Int) throws(Mistake) -> String {
        guard let messages = value.array else { throw Self.line(number, "is no JSON array of chat messages.") }
        var total = chat.model.replyPrimer
        for message in messages {
            guard let object = message.object, let role = object["role"]?.string else {
                throw Self.line(number, "has a message without a role.")
            }
            total += chat.tokens(role: role, name: object["name"]?.string, content: content(object["content"]))
        }
        return String(total)
    }

    /// The text of a message: a string, or the text of its parts.
    private func content(_ value: JSONValue?) -> String {
        value?.string ?? (value?.array ?? []).compactMap { $0["text"]?.string }.joined()
    }

    private static func usage(_ message: String) -> Mistake { Mistake(code: ExitCode.usage, message: message) }

    private static func line(_ number: Int, _ what: String) -> Mistake {
        Mistake(code: ExitCode.data, message: "Line \(number) of standard input \(what)")
    }
}
