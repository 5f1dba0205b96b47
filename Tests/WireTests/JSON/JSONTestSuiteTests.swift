import Foundation
import TestSupport
import Testing
import Wire

/// The 318 files of JSONTestSuite; they are not part of the project.
///
/// They are read from beside the checkout, or from the folder that `JSON_TEST_SUITE` in the environment names.
///
/// Source: <https://github.com/nst/JSONTestSuite>, folder test_parsing.
@Suite(.aside) struct JSONTestSuiteTests {
    private static let folder =
        ProcessInfo.processInfo.environment["JSON_TEST_SUITE"].map { URL(filePath: $0) }
        ?? Project.root.deletingLastPathComponent().appending(path: "shared/vectors/json-test-suite")

    /// The files whose names begin with a prefix, sorted.
    private static func files(_ prefix: String) -> [(name: String, bytes: [UInt8])] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.filter { $0.hasPrefix(prefix) }.sorted().compactMap { name in
            (try? Data(contentsOf: folder.appending(path: name))).map { (name, Array($0)) }
        }
    }

    /// The one answer to each file that RFC 8259 leaves open: `nil` where it is accepted.
    private static let openAnswers: [String: String?] = [
        "i_number_double_huge_neg_exp": nil, "i_number_huge_exp": nil, "i_number_neg_int_huge_exp": nil,
        "i_number_pos_double_huge_exp": nil, "i_number_real_neg_overflow": nil, "i_number_real_pos_overflow": nil,
        "i_number_real_underflow": nil, "i_number_too_big_neg_int": nil, "i_number_too_big_pos_int": nil,
        "i_number_very_big_negative_int": nil, "i_object_key_lone_2nd_surrogate": "lone-surrogate",
        "i_string_1st_surrogate_but_2nd_missing": "lone-surrogate",
        "i_string_1st_valid_surrogate_2nd_invalid": "lone-surrogate", "i_string_UTF-16LE_with_BOM": "expected-value",
        "i_string_UTF-8_invalid_sequence": "invalid-utf8", "i_string_UTF8_surrogate_U+D800": "invalid-utf8",
        "i_string_incomplete_surrogate_and_escape_valid": "lone-surrogate",
        "i_string_incomplete_surrogate_pair": "lone-surrogate",
        "i_string_incomplete_surrogates_escape_valid": "lone-surrogate",
        "i_string_invalid_lonely_surrogate": "lone-surrogate", "i_string_invalid_surrogate": "lone-surrogate",
        "i_string_invalid_utf-8": "invalid-utf8", "i_string_inverted_surrogates_U+1D11E": "lone-surrogate",
        "i_string_iso_latin_1": "invalid-utf8", "i_string_lone_second_surrogate": "lone-surrogate",
        "i_string_lone_utf8_continuation_byte": "invalid-utf8", "i_string_not_in_unicode_range": "invalid-utf8",
        "i_string_overlong_sequence_2_bytes": "invalid-utf8", "i_string_overlong_sequence_6_bytes": "invalid-utf8",
        "i_string_overlong_sequence_6_bytes_null": "invalid-utf8", "i_string_truncated-utf-8": "invalid-utf8",
        "i_string_utf16BE_no_BOM": "expected-value", "i_string_utf16LE_no_BOM": "expected-value",
        "i_structure_500_nested_arrays": "too-deep", "i_structure_UTF-8_BOM_empty_object": "byte-order-mark",
    ]

    /// The code of the fault, or `nil` for an accepted text.
    private func fault(_ bytes: [UInt8], repeatedNames: JSONParser.RepeatedNames = .reject) -> String? {
        do throws(JSONError) {
            _ = try JSONParser.parse(bytes, repeatedNames: repeatedNames)
            return nil
        } catch { return error.codeName }
    }

    /// Says clearly that the files are absent; the vectors of `Specs/json` stand for them then.
    private func requireFiles() throws {
        guard !Self.files("y_").isEmpty else {
            print("JSONTestSuite: not beside the checkout (\(Self.folder.path)); its 318 files were not read.")
            try Test.cancel("JSONTestSuite is not beside the checkout: \(Self.folder.path)")
        }
    }

    @Test func `all 95 valid files are accepted`() throws {
        try requireFiles()
        let files = Self.files("y_")
        #expect(files.count == 95)
        for file in files { #expect(fault(file.bytes, repeatedNames: .last) == nil, "\(file.name)") }
    }

    @Test func `all 188 invalid files are refused`() throws {
        try requireFiles()
        let files = Self.files("n_")
        #expect(files.count == 188)
        for file in files { #expect(fault(file.bytes, repeatedNames: .last) != nil, "\(file.name)") }
    }

    @Test(.proves("JSON-023")) func `of the valid files the default refuses the two with repeated names alone`() throws
    {
        try requireFiles()
        let refused = Self.files("y_").filter { fault($0.bytes) != nil }
        #expect(refused.map(\.name) == ["y_object_duplicated_key.json", "y_object_duplicated_key_and_value.json"])
        #expect(refused.allSatisfy { fault($0.bytes) == "repeated-name" })
    }

    @Test(.proves("JSON-039")) func `each of the 35 open files has its documented answer`() throws {
        try requireFiles()
        let files = Self.files("i_")
        #expect(files.count == 35 && Self.openAnswers.count == 35)
        for file in files {
            let answer = try #require(Self.openAnswers[String(file.name.dropLast(5))], "\(file.name)")
            #expect(fault(file.bytes) == answer, "\(file.name)")
        }
    }

    @Test func `every small file is read the same however it is cut`() throws {
        try requireFiles()
        for file in Self.files("") where file.bytes.count < 200 {
            let results = resultsOfCuts(of: file.bytes) { pieces in
                var parser = JSONParser()
                do throws(JSONError) {
                    for piece in pieces { try parser.receive(piece) }
                    return try parser.finish().canonicalText
                } catch { return error.asResult }
            }
            #expect(results.count == 1, "\(file.name): \(results)")
        }
    }
}
