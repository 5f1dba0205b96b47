import SynoWire
import TestSupport
import Testing
import Wire

/// A body may arrive in any pieces.
@Suite struct SynoBodyDecoderTests {
    private enum Outcome: Equatable {
        case value([UInt8])
        case error(SynoError)
    }

    private static let vectors = ((try? SynoVector.all("valid")) ?? []) + ((try? SynoVector.all("invalid")) ?? [])

    private func outcome<Value: SynoDecodable>(_ type: Value.Type, _ pieces: [ArraySlice<UInt8>]) -> Outcome {
        do {
            var decoder = SynoBodyDecoder<Value>()
            for piece in pieces { try decoder.receive(piece) }
            return .value(try decoder.finish().canonicalJSON.canonical())
        } catch { return .error(error) }
    }

    private func outcome(_ kind: String, _ pieces: [ArraySlice<UInt8>]) -> Outcome {
        switch kind {
        case "syno-message": outcome(SynoMessage.self, pieces)
        case "syno-command": outcome(SynoCommand.self, pieces)
        case "syno-outgoing": outcome(SynoOutgoing.self, pieces)
        default: outcome(SynoCallback.self, pieces)
        }
    }

    @Test(.proves("SYN-001"), arguments: vectors.filter { $0.kind != "syno-response" })
    func `no cut changes the outcome`(vector: SynoVector) {
        let whole = outcome(vector.kind, [vector.input[...]])
        for pieces in splits(of: vector.input) { #expect(outcome(vector.kind, pieces) == whole) }
    }

    @Test(.proves("SYN-007"))
    func `a body beyond the limit is refused at its first byte too many`() throws {
        let body = Array("token=abc&user_id=4&username=w&text=".utf8)
        var fitting = SynoBodyDecoder<SynoMessage>()
        try fitting.receive(body)
        try fitting.receive(repeatElement(UInt8(ascii: "a"), count: 65_536 - body.count))
        #expect(try fitting.finish().text.utf8.count == 65_536 - body.count)
        do {
            try fitting.receive([UInt8(ascii: "a")])
            Issue.record("accepted")
        } catch {
            #expect(error.codeName == "too-long")
            #expect(error.offset == 65_536)
        }
    }

    @Test(.proves("SYN-010"))
    func `any damaged byte is either harmless or an error inside the body`() throws {
        var generator = SeededGenerator(seed: 42)
        for vector in Self.vectors where vector.kind != "syno-response" && !vector.input.isEmpty {
            for _ in 0..<20 {
                var body = vector.input
                body[Int.random(in: body.indices, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
                if case .error(let error) = outcome(vector.kind, [body[...]]) {
                    #expect((0...body.count).contains(error.offset))
                    #expect(!error.message.isEmpty)
                }
            }
        }
    }
}
