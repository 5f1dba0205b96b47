import TestSupport
import Testing
import Wire

/// Values, objects and how they compare.
@Suite struct JSONValueTests {
    @Test func `each kind answers for itself alone`() throws {
        let values: [JSONValue] = [nil, true, 7, "a", [1], ["a": 1]]
        #expect(values.map(\.isNull) == [true, false, false, false, false, false])
        #expect(values.map(\.bool) == [nil, true, nil, nil, nil, nil])
        #expect(values.map(\.int64) == [nil, nil, 7, nil, nil, nil])
        #expect(values.map(\.string) == [nil, nil, nil, "a", nil, nil])
        #expect(values.map(\.array) == [nil, nil, nil, nil, [1], nil])
        #expect(values.map(\.object) == [nil, nil, nil, nil, nil, ["a": 1]])
        #expect(values.map { $0["a"] } == [nil, nil, nil, nil, nil, 1])
        #expect(values.map { $0[0] } == [nil, nil, nil, nil, 1, nil])
        #expect(JSONValue.array([1])[1] == nil)
    }

    @Test(.proves("JSON-024")) func `strings and names compare by bytes`() {
        #expect(JSONValue.string("é") != .string("e\u{301}"))
        #expect(JSONValue.object(["é": 1]) != .object(["e\u{301}": 1]))
        #expect(JSONObject(dictionaryLiteral: ("é", 1), ("e\u{301}", 2))["e\u{301}"] == 2)
    }

    @Test func `values of different kinds and contents differ`() {
        let values: [JSONValue] = [nil, true, false, 1, 2, "1", [], [1], [:], ["a": 1], ["a": 2], ["b": 1]]
        for (left, first) in values.enumerated() {
            for (right, second) in values.enumerated() { #expect((first == second) == (left == right)) }
        }
    }

    @Test(.proves("JSON-025")) func `members keep their order and their place`() {
        var object: JSONObject = ["b": 1, "a": 2]
        #expect(object.members.map(\.name) == ["b", "a"])
        object["b"] = 3
        object.append("c", 4)
        object.append("a", 5)
        #expect(object == ["b": 3, "a": 5, "c": 4])
        #expect(object != ["a": 5, "b": 3, "c": 4])
        object["b"] = .some(nil)
        object["a"] = JSONValue?.none
        object["x"] = JSONValue?.none
        #expect(object == ["b": nil, "c": 4])
    }
}
