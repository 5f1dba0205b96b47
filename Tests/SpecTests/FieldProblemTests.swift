import Foundation
import TestSupport
import Testing

/// The table of field problems: each row names requirements, and each of these is proved.
@Suite(.aside) struct FieldProblemTests {
    @Test func `every field problem has a test that would have caught it`() throws {
        let trace = try Traceability()
        let stated = Set(trace.requirements.map(\.number))
        let text = String(decoding: try Project.bytes("Specs/synology/FIELD.md"), as: UTF8.self)
        let rows = text.split(separator: "\n").filter { $0.hasPrefix("| ") }.dropFirst()
        #expect(rows.count > 40)
        for row in rows {
            let cells = row.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            let numbers = cells.last?.components(separatedBy: ", ") ?? []
            #expect(cells.count == 3 && !numbers.isEmpty, "\(row)")
            for number in numbers {
                #expect(stated.contains(number), "\(number) is stated nowhere: \(row)")
                #expect(trace.citations[number] != nil, "\(number) is cited by no test: \(row)")
            }
        }
    }
}
