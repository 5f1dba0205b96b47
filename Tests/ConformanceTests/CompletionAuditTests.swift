import TestSupport
import Testing

@testable import Conformance

/// The audit names every fault, and never another verdict than the strict decoders.
@Suite struct CompletionAuditTests {
    private static let vectors = Vector.all().vectors.filter {
        $0.kind == "openai-response" || $0.kind == "openai-stream"
    }

    private static func audit(_ kind: String, _ input: [UInt8]) -> CompletionAudit {
        kind == "openai-stream" ? CompletionAudit("x", stream: input) : CompletionAudit("x", body: input)
    }

    @Test(arguments: vectors.map(\.identifier)) func `it agrees with the decoder about a vector`(name: String) throws {
        let vector = try #require(Self.vectors.first { $0.identifier == name })
        let audit = Self.audit(vector.kind, vector.input)
        // An expected fault is `code at offset`, an expected value begins with a brace.
        let isValid = vector.expected.hasPrefix("{")
        #expect(audit.faults.isEmpty == isValid)
        let requirement = vector.requirement.hasPrefix("OAI-") ? vector.requirement : "OAI-060"
        #expect(isValid || !audit.faults(requirement).isEmpty)
        // What the audit finds by itself must not come from the decoder's last word.
        #expect(audit.faults.allSatisfy { !$0.fault.expected.hasSuffix(".") }, "\(audit.faults)")
    }

    @Test func `several faults are all named`() {
        let body = #"{"object":"x","created":-1,"model":"m","choices":[],"usage":{"prompt_tokens":1}}"#
        let audit = Self.audit("openai-response", Array(body.utf8))
        #expect(audit.faults.map(\.requirement) == ["OAI-061", "OAI-062", "OAI-062", "OAI-063", "OAI-061", "OAI-061"])
    }
}
