import Foundation
import TestSupport
import Testing

/// The matrix of requirements and tests, written as a page, and the line of the README that sums it up.
@Suite(.aside) struct RequirementPageTests {
    private let trace: Traceability

    init() throws { trace = try Traceability() }

    @Test func `the matrix is written as a page`() throws {
        let folder = Project.root.appending(path: "Reports")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let page = RequirementPage(trace: trace)
        try Data(page.markdown.utf8).write(to: folder.appending(path: "requirements.md"))
        let rows = page.markdown.split(separator: "\n").filter { $0.hasPrefix("| ") && !$0.hasPrefix("| Number") }
        #expect(rows.count == trace.requirements.count)
    }

    @Test func `the README states the figures that were counted`() throws {
        let readme = String(decoding: try Project.bytes("README.md"), as: UTF8.self)
        let line = try RequirementPage(trace: trace).summary()
        #expect(readme.contains(line), "write this line into README.md (make requirements prints it): \(line)")
    }
}
