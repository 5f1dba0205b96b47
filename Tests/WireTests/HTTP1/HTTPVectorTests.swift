import Foundation
import TestSupport
import Testing
import Wire

/// The single requests of `Specs/http/valid` and `Specs/http/invalid`.
@Suite(.aside) struct HTTPVectorTests {
    private static func vectors(_ folder: String) throws -> [VectorCase] {
        try Project.files(below: "Specs/http/\(folder)", suffix: ".jsonl").flatMap { try VectorFile($0).cases }
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
        let vectors = try Self.vectors("valid")
        #expect(vectors.count >= 75)
        for vector in vectors {
            let request = try HTTPRequestParser.parse(vector.input)
            let expected = try JSONSerialization.data(
                withJSONObject: vector.fields["expected"] ?? [],
                options: [.sortedKeys, .withoutEscapingSlashes]
            )
            #expect(
                String(decoding: request.json.canonical(), as: UTF8.self) == String(decoding: expected, as: UTF8.self),
                "\(vector.identifier)"
            )
            try checkCuts(vector.input, HTTPTrace([vector.input[...]]), vector.identifier)
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
        let vectors = try Self.vectors("invalid")
        #expect(vectors.count >= 180)
        for vector in vectors {
            let error = #expect(throws: HTTPRequestError.self, "\(vector.identifier)") {
                try HTTPRequestParser.parse(vector.input)
            }
            #expect(error?.codeName == vector.error, "\(vector.identifier)")
            #expect(error?.offset == vector.offset, "\(vector.identifier)")
            // Trailers are checked like fields, and CONNECT is a method like others that are not served.
            let isWider = ["HTTP-022", "HTTP-065"].contains(vector.requirement)
            #expect(isWider || error?.requirement == vector.requirement, "\(vector.identifier)")
            try checkCuts(vector.input, HTTPTrace([vector.input[...]]), vector.identifier)
        }
    }

    @Test(.proves("HTTP-006")) func aRequestThatBreaksOffIsTruncatedWhereverItBreaksOff() throws {
        for vector in try Self.vectors("valid") where vector.input.count < 500 {
            for count in vector.input.indices {
                let error = #expect(throws: HTTPRequestError.self, "\(vector.identifier) at \(count)") {
                    try HTTPRequestParser.parse(Array(vector.input[..<count]))
                }
                #expect(error == HTTPRequestError(.truncated, at: count), "\(vector.identifier)")
            }
        }
    }

    @Test func everyCodeIsMetByAVectorAndStatesItsRequirement() throws {
        let met = Set(try Self.vectors("invalid").compactMap(\.error))
        let specification = String(decoding: try Project.bytes("Specs/http/SPEC.md"), as: UTF8.self)
        for code in HTTPRequestFault.allCases {
            let error = HTTPRequestError(code, at: 0)
            #expect(met.contains(error.codeName), "no vector has \(error.codeName)")
            #expect(specification.contains("| \(error.requirement) |"))
            #expect(error.message.hasSuffix("."))
            #expect((400..<600).contains(error.status))
        }
    }

    private func checkCuts(_ octets: [UInt8], _ whole: HTTPTrace, _ id: String) throws {
        for cut in splits(of: octets) {
            let trace = HTTPTrace(cut)
            #expect(trace.requests == whole.requests && trace.error == whole.error, "\(id) cut \(cut.map(\.count))")
        }
    }
}
