import Foundation
import TestSupport
import Testing
import Wire

/// The single requests of `Specs/http/valid` and `Specs/http/invalid`.
@Suite struct HTTPVectorTests {
    /// A vector with the request it must give, or the fault.
    private struct Vector: Decodable {
        struct Field: Decodable {
            let name: String
            let value: String?
            let value_base64: Data?
            var octets: [UInt8] { value_base64.map { Array($0) } ?? Array((value ?? "").utf8) }
        }

        struct Request: Decodable {
            let method, target, path, version: String
            let query, authority, body: String?
            let body_base64: Data?
            let keepsAlive: Bool
            let headers: [Field]
            var bodyOctets: [UInt8] { body_base64.map { Array($0) } ?? Array((body ?? "").utf8) }
        }

        let id: String
        let requirement: String
        let input: String?
        let input_base64: Data?
        let expected: Request?
        let error: String?
        let offset: Int?
        var octets: [UInt8] { input_base64.map { Array($0) } ?? Array((input ?? "").utf8) }

        static func all(_ folder: String) throws -> [Vector] {
            try Project.files(below: "Specs/http/\(folder)", suffix: ".jsonl").flatMap { path in
                try Project.bytes(path).split(separator: UInt8(ascii: "\n")).map {
                    try JSONDecoder().decode(Vector.self, from: Data($0))
                }
            }
        }
    }

    @Test(
        .proves(
            "HTTP-001",
            "HTTP-002",
            "HTTP-011",
            "HTTP-014",
            "HTTP-017",
            "HTTP-020",
            "HTTP-021",
            "HTTP-023",
            "HTTP-024",
            "HTTP-030",
            "HTTP-034",
            "HTTP-035",
            "HTTP-036",
            "HTTP-037",
            "HTTP-039",
            "HTTP-042",
            "HTTP-050",
            "HTTP-054",
            "HTTP-056",
            "HTTP-058",
            "HTTP-059",
            "HTTP-060",
            "HTTP-062",
            "HTTP-064",
            "HTTP-065",
            "HTTP-073",
            "HTTP-080",
            "HTTP-081"
        )
    ) func everyValidRequestIsReadAsWritten() throws {
        let vectors = try Vector.all("valid")
        #expect(vectors.count >= 75)
        for vector in vectors {
            let expected = try #require(vector.expected, "\(vector.id)")
            let request = try HTTPRequestParser.parse(vector.octets)
            #expect(request.method == expected.method, "\(vector.id)")
            #expect(request.target.raw == expected.target, "\(vector.id)")
            #expect(request.target.path == expected.path, "\(vector.id)")
            #expect(request.target.query == expected.query, "\(vector.id)")
            #expect("1.\(request.minorVersion)" == expected.version, "\(vector.id)")
            #expect(request.authority == expected.authority, "\(vector.id)")
            #expect(request.keepsAlive == expected.keepsAlive, "\(vector.id)")
            #expect(request.headers.map(\.name) == expected.headers.map(\.name), "\(vector.id)")
            #expect(request.headers.map(\.value) == expected.headers.map { String(decoding: $0.octets, as: UTF8.self) })
            if let first = expected.headers.first {
                #expect(request.headers.bytes(of: first.name.uppercased()).map { Array($0) } == first.octets)
            }
            #expect(request.body == expected.bodyOctets, "\(vector.id)")
            try checkCuts(vector.octets, HTTPTrace([vector.octets[...]]), vector.id)
        }
    }

    @Test(
        .proves(
            "HTTP-002",
            "HTTP-003",
            "HTTP-004",
            "HTTP-005",
            "HTTP-006",
            "HTTP-007",
            "HTTP-009",
            "HTTP-010",
            "HTTP-011",
            "HTTP-012",
            "HTTP-013",
            "HTTP-014",
            "HTTP-015",
            "HTTP-016",
            "HTTP-022",
            "HTTP-023",
            "HTTP-024",
            "HTTP-025",
            "HTTP-030",
            "HTTP-031",
            "HTTP-032",
            "HTTP-033",
            "HTTP-035",
            "HTTP-036",
            "HTTP-038",
            "HTTP-040",
            "HTTP-041",
            "HTTP-042",
            "HTTP-050",
            "HTTP-051",
            "HTTP-052",
            "HTTP-053",
            "HTTP-054",
            "HTTP-055",
            "HTTP-057",
            "HTTP-058",
            "HTTP-060",
            "HTTP-061",
            "HTTP-062",
            "HTTP-063",
            "HTTP-064",
            "HTTP-065",
            "HTTP-066",
            "HTTP-067",
            "HTTP-072"
        )
    ) func everyInvalidRequestIsRefusedAtItsOctet() throws {
        let vectors = try Vector.all("invalid")
        #expect(vectors.count >= 180)
        for vector in vectors {
            let error = #expect(throws: HTTPRequestError.self, "\(vector.id)") {
                try HTTPRequestParser.parse(vector.octets)
            }
            #expect(error?.codeName == vector.error, "\(vector.id)")
            #expect(error?.offset == vector.offset, "\(vector.id)")
            try checkCuts(vector.octets, HTTPTrace([vector.octets[...]]), vector.id)
        }
    }

    @Test func everyCodeIsMetByAVectorAndStatesItsRequirement() throws {
        let met = Set(try Vector.all("invalid").compactMap(\.error))
        let specification = String(decoding: try Project.bytes("Specs/http/SPEC.md"), as: UTF8.self)
        for code in HTTPRequestError.Code.allCases {
            let error = HTTPRequestError(code, at: 0)
            #expect(met.contains(error.codeName), "no vector has \(error.codeName)")
            #expect(specification.contains("| \(error.requirement) |"))
            #expect(error.message.hasSuffix("."))
            #expect((400..<600).contains(error.status))
        }
    }

    /// Byte by byte and in two at every place; long inputs in a few pieces only.
    private func checkCuts(_ octets: [UInt8], _ whole: HTTPTrace, _ id: String) throws {
        let cuts = octets.count < 300 ? splits(of: octets) : [pieces(of: octets, size: 997)]
        for cut in cuts {
            let trace = HTTPTrace(cut)
            #expect(trace.requests == whole.requests && trace.error == whole.error, "\(id) cut \(cut.map(\.count))")
        }
    }
}
