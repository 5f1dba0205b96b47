import SynoWire
import TestSupport
import Testing
import Wire

/// The vectors of `Specs/synology`: what each kind decodes to, or how it is refused.
@Suite struct SynoVectorTests {
    private static let valid = (try? SynoVector.all("valid")) ?? []
    private static let invalid = (try? SynoVector.all("invalid")) ?? []

    @Test func `both folders hold cases of every kind`() {
        let kinds: Set = ["syno-message", "syno-command", "syno-outgoing", "syno-callback", "syno-response"]
        #expect(Set(Self.valid.map(\.kind)) == kinds)
        #expect(Set(Self.invalid.map(\.kind)) == kinds)
        #expect(Self.valid.count + Self.invalid.count >= 150)
    }

    @Test(
        .proves("SYN-002", "SYN-003", "SYN-005", "SYN-010", "SYN-014", "SYN-015", "SYN-016", "SYN-017", "SYN-018"),
        .proves("SYN-019", "SYN-020", "SYN-030", "SYN-031", "SYN-032", "SYN-033", "SYN-040", "SYN-041", "SYN-042"),
        .proves("SYN-043", "SYN-044", "SYN-046", "SYN-050", "SYN-051", "SYN-052", "SYN-053", "SYN-054", "SYN-055"),
        .proves("SYN-056", "SYN-057", "SYN-058", "SYN-110", "SYN-112", "SYN-114", "SYN-115", "SYN-116", "SYN-120"),
        arguments: valid
    )
    func `a valid input decodes to its canonical JSON`(_ vector: SynoVector) throws {
        let value = try canonical(vector.kind, vector.input)
        let expected = try #require(vector.expected)
        #expect(text(value) == text(expected))
    }

    @Test(
        .proves("SYN-004", "SYN-006", "SYN-008", "SYN-010", "SYN-011", "SYN-060", "SYN-111"),
        arguments: invalid
    )
    func `an invalid input is refused with its code and offset`(_ vector: SynoVector) throws {
        do {
            let value = try canonical(vector.kind, vector.input)
            Issue.record("\(vector.identifier) was accepted: \(text(value))")
        } catch {
            #expect(error.codeName == vector.error)
            #expect(error.offset == vector.offset)
            #expect(error.message.hasSuffix("."))
            let isForeign = error.requirement.hasPrefix("FORM-") || error.requirement.hasPrefix("JSON-")
            #expect(isForeign || error.requirement.hasPrefix("SYN-"))
        }
    }

    @Test(.proves("SYN-003"), arguments: valid)
    func `what was decoded encodes to a body that decodes to the same`(_ vector: SynoVector) throws {
        switch vector.kind {
        case "syno-message": try expectRoundTrip(SynoMessage.self, vector.input)
        case "syno-command": try expectRoundTrip(SynoCommand.self, vector.input)
        case "syno-outgoing": try expectRoundTrip(SynoOutgoing.self, vector.input)
        case "syno-callback": try expectRoundTrip(SynoCallback.self, vector.input)
        default:
            let response = try SynoResponse.decode(vector.input)
            #expect(try SynoResponse.decode(response.encoded()) == response)
        }
    }

    private func expectRoundTrip<Value: SynoDecodable>(_ type: Value.Type, _ input: [UInt8]) throws {
        let value = try Value.decode(input)
        let again = try Value.decode(value.encoded())
        let known = { (value: JSONValue) -> [JSONMember] in
            guard case .object(let object) = value else { return [] }
            return object.members.filter { $0.name != "unknown" }
        }
        #expect(known(again.canonicalJSON) == known(value.canonicalJSON))
        #expect(again.encoded() == value.encoded())
    }

    private func canonical(_ kind: String, _ input: [UInt8]) throws(SynoError) -> JSONValue {
        switch kind {
        case "syno-message": try SynoMessage.decode(input).canonicalJSON
        case "syno-command": try SynoCommand.decode(input).canonicalJSON
        case "syno-outgoing": try SynoOutgoing.decode(input).canonicalJSON
        case "syno-callback": try SynoCallback.decode(input).canonicalJSON
        default: try SynoResponse.decode(input).canonicalJSON
        }
    }

    private func text(_ value: JSONValue) -> String { String(decoding: value.canonical(), as: UTF8.self) }
}
