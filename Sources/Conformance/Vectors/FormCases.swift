import Wire

/// The bodies of `Specs/form/cases.jsonl`: the pairs of the URL Standard, and what the strict profile refuses.
enum FormCases {
    static func fault(_ json: JSONValue) -> Fault? {
        guard let name = json["id"]?.string, let body = json["body_b64"]?.string.flatMap(Vector.base64),
            let wanted = json["whatwg"]
        else { return Fault("a line", expected: "a case", got: "another line", bytes: json.encoded()) }
        do throws(FormError) {
            let pairs = try FormParser.parse(body, rules: .whatwg)
            // Long forms are given by the number of their pairs.
            let got = wanted["pairs"] == nil ? JSONValue.array(pairs.map(\.json)) : ["pairs": count(pairs)]
            let expected = wanted["pairs"].map { ["pairs": $0] } ?? wanted
            if got != expected { return difference(name, expected, got, body) }
        } catch { return Fault(name, expected: "pairs", got: error.codeName, bytes: body) }
        let refusal = json["strict"]?["reject"]?.string
        var outcome: String?
        do throws(FormError) { _ = try FormParser.parse(body, rules: .synology) } catch { outcome = error.codeName }
        guard outcome == refusal else {
            return Fault(name, expected: refusal ?? "accepted", got: outcome ?? "accepted", bytes: body)
        }
        for rules in [FormRules.whatwg, .synology] where body.count < 500 {
            let reference = Codec.form([body[...]], rules)
            for (cut, pieces) in Codec.cuts(of: body) where Codec.form(pieces, rules) != reference {
                return Fault("\(name), \(cut)", expected: reference, got: Codec.form(pieces, rules), bytes: body)
            }
        }
        return nil
    }

    private static func count(_ pairs: [FormPair]) -> JSONValue { .number(JSONNumber(pairs.count)) }

    private static func difference(_ name: String, _ left: JSONValue, _ right: JSONValue, _ body: [UInt8]) -> Fault {
        let text = { (value: JSONValue) in String(decoding: value.encoded(), as: UTF8.self) }
        return Fault(name, expected: text(left), got: text(right), bytes: body)
    }
}
