import TestSupport
import Testing
import Wire

/// What the vectors cannot show: the options, the limits, and how errors speak.
@Suite struct JSONParserTests {
    private func fault(
        _ text: String,
        limits: JSONLimits = JSONLimits(),
        surrogates: JSONParser.Surrogates = .reject,
        acceptsByteOrderMark: Bool = false
    ) -> JSONError? {
        do throws(JSONError) {
            _ = try JSONParser.parse(
                Array(text.utf8),
                limits: limits,
                surrogates: surrogates,
                acceptsByteOrderMark: acceptsByteOrderMark
            )
            return nil
        } catch { return error }
    }

    @Test(.proves("JSON-015")) func `every byte in every place of an escape is a digit or a fault`() {
        var wrong = 0
        for digits in ["0041", "9fAb", "7aF0", "e000"] {
            for place in 0..<4 {
                for byte in UInt8.min...UInt8.max {
                    var text = Array("\"\\u\(digits)\"".utf8)
                    text[3 + place] = byte
                    let value = (3..<7).reduce(UInt32?.some(0)) { value, at in
                        guard let value, let digit = Character(Unicode.Scalar(text[at])).hexDigitValue else {
                            return nil
                        }
                        return value << 4 | UInt32(digit)
                    }
                    let scalar = value.flatMap(Unicode.Scalar.init)
                    let read = try? JSONParser.parse(text)
                    wrong += read?.string == scalar.map { String(Character($0)) } ? 0 : 1
                }
            }
        }
        #expect(wrong == 0)
    }

    @Test func `a value of every kind is read`() throws {
        let value = try JSONParser.parse(
            Array(#" {"a": [null, true, false, -1.5e3, "é\n\ud83d\ude00"], "b": {}} "#.utf8)
        )
        let number = try #require(JSONNumber(text: "-1.5e3"))
        #expect(value == ["a": [nil, true, false, .number(number), "é\n😀"], "b": [:]])
    }

    @Test(
        .proves("JSON-018"),
        arguments: [
            (#""\ud83d""#, "\u{FFFD}"), (#""\ude00""#, "\u{FFFD}"), (#""a\ud83db""#, "a\u{FFFD}b"),
            (#""\ude00\ud83d""#, "\u{FFFD}\u{FFFD}"), (#""\ud83d\ud83d\ude00""#, "\u{FFFD}😀"),
            (#""\ud83d\u0041""#, "\u{FFFD}A"), (#""\ud83d\n""#, "\u{FFFD}\n"), (#""\ud83d\ude00""#, "😀"),
        ]
    )
    func `a lone surrogate is replaced where that is asked for`(text: String, expected: String) throws {
        #expect(try JSONParser.parse(Array(text.utf8), surrogates: .replace) == .string(expected))
    }

    @Test(.proves("JSON-022")) func `a byte order mark is skipped where that is asked for`() throws {
        #expect(try JSONParser.parse(Array("\u{FEFF}[]".utf8), acceptsByteOrderMark: true) == [])
        #expect(fault("\u{FEFF}\u{FEFF}[]", acceptsByteOrderMark: true) == JSONError(.expectedValue, at: 3))
        #expect(fault("\u{FEFF}[}", acceptsByteOrderMark: true) == JSONError(.expectedValue, at: 4))
    }

    @Test(.proves("JSON-026")) func `the depth limit is the caller's, within bounds`() {
        #expect(fault("[[]]", limits: JSONLimits(maximumDepth: 1)) == JSONError(.tooDeep, at: 1))
        #expect(fault("[]", limits: JSONLimits(maximumDepth: 0)) == JSONError(.tooDeep, at: 0))
        #expect(fault("1", limits: JSONLimits(maximumDepth: -1)) == nil)
        let deep = String(repeating: "[", count: 100_000)
        #expect(fault(deep, limits: JSONLimits(maximumDepth: .max)) == JSONError(.tooDeep, at: 512))
        let nested = String(repeating: "[", count: 512) + String(repeating: "]", count: 512)
        #expect(fault(nested, limits: JSONLimits(maximumDepth: 512)) == nil)
    }

    @Test(.proves("JSON-027")) func `a text above the limit is refused as its bytes arrive`() throws {
        #expect(fault("[1, 2]", limits: JSONLimits(maximumBytes: 5)) == JSONError(.tooLarge, at: 5))
        var parser = JSONParser(limits: JSONLimits(maximumBytes: 5))
        try parser.receive(Array("[1,".utf8))
        #expect(throws: JSONError(.tooLarge, at: 5)) { try parser.receive(Array(" 2]".utf8)) }
    }

    @Test func `a parser reads one text after another`() throws {
        var parser = JSONParser()
        for number in 1...3 {
            try parser.receive(Array("[\(number)]".utf8))
            #expect(try parser.finish() == [.number(JSONNumber(number))])
        }
        #expect(throws: JSONError(.unexpectedEnd, at: 0)) { try parser.finish() }
    }

    @Test(.proves("JSON-029")) func `every fault has a name, a requirement of this wire and a sentence`() {
        let errors = JSONFault.allCases.map { JSONError($0, at: 7) }
        #expect(Set(errors.map(\.codeName)).count == errors.count)
        #expect(Set(errors.map(\.message)).count == errors.count)
        for error in errors {
            #expect(error.offset == 7)
            #expect(error.requirement.hasPrefix("JSON-"))
            #expect(error.message.hasSuffix("."))
        }
    }

    @Test(.proves("JSON-023", "JSON-024")) func `names are told apart by bytes in large objects too`() throws {
        let members = (0..<100).map { "\"n\($0)\":\($0)" }.joined(separator: ",")
        #expect(fault("{\(members),\"é\":1,\"e\u{301}\":2}") == nil)
        let repeated = "{\(members),\"é\":1,\"\\u00e9\":2}"
        #expect(fault(repeated) == JSONError(.repeatedName, at: repeated.utf8.count - 11))
    }

    @Test(.proves("JSON-040")) func `the last value of a repeated name stays where that is asked for`() throws {
        let value = try JSONParser.parse(Array(#"{"a":1,"b":2,"\u0061":{"a":3,"a":4}}"#.utf8), repeatedNames: .last)
        #expect(value == ["a": ["a": 4], "b": 2])
    }

    @Test(.proves("JSON-014")) func `each byte of a string is judged alike, wherever it stands`() {
        for before in 0..<20 {
            for byte in UInt8.min..<0x80 {
                let text =
                    [UInt8(ascii: "\"")] + Array(repeating: 0x78, count: before) + [byte] + Array("xxxxxxxxx\"".utf8)
                let result = Result { () throws(JSONError) in try JSONParser.parse(text) }
                switch byte {
                case ..<0x20: #expect(result == .failure(JSONError(.controlCharacter, at: before + 1)))
                case UInt8(ascii: "\""): #expect(result == .failure(JSONError(.trailingBytes, at: before + 2)))
                case UInt8(ascii: "\\"): #expect(result == .failure(JSONError(.badEscape, at: before + 2)))
                default:
                    #expect(result == .success(.string(String(decoding: text.dropFirst().dropLast(), as: UTF8.self))))
                }
            }
        }
    }

    @Test(.proves("JSON-036")) func `random values survive writing and reading`() throws {
        var random = SeededGenerator(seed: 8259)
        for _ in 0..<2000 {
            let value = JSONValue.random(depth: 4, using: &random)
            #expect(try JSONParser.parse(value.encoded()) == value)
            #expect(try JSONParser.parse(value.canonical()).canonical() == value.canonical())
        }
    }
}

extension JSONValue {
    /// A value of at most `depth` levels, with every kind of character in its strings.
    fileprivate static func random(depth: Int, using random: inout SeededGenerator) -> JSONValue {
        switch Int.random(in: 0..<(depth > 0 ? 7 : 5), using: &random) {
        case 0: return nil
        case 1: return .bool(.random(using: &random))
        case 2: return .number(JSONNumber(Int64.random(in: .min ... .max, using: &random)))
        case 3: return .number(JSONNumber(Double.random(in: -1e9...1e9, using: &random)) ?? JSONNumber(0))
        case 4: return .string(text(using: &random))
        case 5:
            return .array(
                (0..<Int.random(in: 0..<5, using: &random)).map { _ in .random(depth: depth - 1, using: &random) }
            )
        default:
            var object = JSONObject()
            for _ in 0..<Int.random(in: 0..<5, using: &random) {
                object[text(using: &random)] = .random(depth: depth - 1, using: &random)
            }
            return .object(object)
        }
    }

    private static func text(using random: inout SeededGenerator) -> String {
        let alphabet: [Character] = [
            "a", "\"", "\\", "\u{0}", "\u{1F}", "\n", "é", "你", "😀", "\u{301}", "\u{FFFF}", "/",
        ]
        return String(
            (0..<Int.random(in: 0..<20, using: &random)).compactMap { _ in alphabet.randomElement(using: &random) }
        )
    }
}
