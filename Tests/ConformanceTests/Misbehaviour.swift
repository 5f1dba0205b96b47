import Foundation
import HTTPClient
import Testing
import Wire

@testable import Conformance

/// One way in which a server breaks the rules, and the requirements that a report must name for it, no others.
struct Misbehaviour: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let broken: Set<String>
    /// Changes the answer to a request; the request is its head and body as text.
    let change: @Sendable (_ request: String, _ answer: inout LiveAnswer) -> Void

    /// The requirements that some misbehaviours break without another.
    static func alone(in misbehaviours: [Misbehaviour]) -> Set<String> {
        Set(misbehaviours.filter { $0.broken.count == 1 }.flatMap(\.broken))
    }

    init(
        _ broken: String...,
        name: String,
        change: @escaping @Sendable (_ request: String, _ answer: inout LiveAnswer) -> Void
    ) {
        self.init(broken, name, change: change)
    }

    init(
        _ broken: [String],
        _ name: String,
        change: @escaping @Sendable (_ request: String, _ answer: inout LiveAnswer) -> Void
    ) {
        testDescription = name
        self.broken = Set(broken)
        self.change = change
    }
}

extension LiveAnswer {
    /// The body as text.
    var text: String {
        get { String(decoding: body, as: UTF8.self) }
        set { body = Array(newValue.utf8) }
    }

    /// Whether it is a whole answer, not cut by the request's own wish.
    func isAnswer(to request: String) -> Bool {
        status == 200 && text.contains("\"chat.completion\"") && !request.contains("\"max_")
    }

    /// Whether it is a stream.
    var isStream: Bool { status == 200 && type == "text/event-stream" }

    /// Replaces the first occurrence of a text in the body.
    mutating func replace(_ old: String, _ new: String) {
        guard let range = text.range(of: old) else { return }
        text = text.replacingCharacters(in: range, with: new)
    }

    /// Replaces every occurrence of a text in the body.
    mutating func replaceAll(_ old: String, _ new: String) { text = text.replacingOccurrences(of: old, with: new) }

    /// Sets a header field.
    mutating func set(_ name: String, _ value: String?) {
        headers.removeAll { $0.name.lowercased() == name.lowercased() }
        if let value { headers.append((name, value)) }
    }

    /// Becomes an answer that is right.
    mutating func become(tokens: Int = 12) {
        status = 200
        text =
            #"{"id":"chatcmpl-\#(UInt64.random(in: 0...(.max)))","object":"chat.completion","created":1700000000,"#
            + #""model":"gpt-4o-mini","choices":[{"index":0,"message":{"role":"assistant","content":"Yes."},"#
            + #""finish_reason":"stop"}],"usage":{"prompt_tokens":\#(tokens),"completion_tokens":2,"#
            + #""total_tokens":\#(tokens + 2)}}"#
    }

    /// Becomes an answer that never came.
    mutating func breakOff() {
        failure = HTTPClientError(kind: .brokenAfterSend, requestWasSent: true, message: "broken")
    }

    /// Breaks off within its body.
    mutating func breakOffWithin() {
        failure = HTTPClientError(kind: .partial, requestWasSent: true, message: "broken")
    }

    /// Becomes an error in the API's form.
    mutating func fail(_ status: Int) {
        self.status = status
        text = #"{"error":{"message":"No.","type":"invalid_request_error","param":"messages","code":null}}"#
        set("Content-Type", "application/json")
    }
}
