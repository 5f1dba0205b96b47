import Foundation
import TestSupport
import Testing

@testable import Tokenizer

/// Recorded answers of the API beyond those in `Specs/tokens`, from a file that is not part of the project.
///
/// `USAGE_RECORDINGS` names it: a JSON object a line with `model`, `messages`, `prompt_tokens` and `source`.
@Suite(.aside) struct UsageRecordingTests {
    private static let variable = "USAGE_RECORDINGS"
    private static let path = ProcessInfo.processInfo.environment[variable]

    private struct Recording: Decodable {
        struct Message: Decodable {
            struct Part: Decodable { let text: String? }
            let role: String
            let name: String?
            let content: String

            enum CodingKeys: String, CodingKey { case role, name, content }

            init(from decoder: any Decoder) throws {
                let container = try decoder.container(keyedBy: CodingKeys.self)
                role = try container.decode(String.self, forKey: .role)
                name = try container.decodeIfPresent(String.self, forKey: .name)
                content =
                    try (try? container.decode(String.self, forKey: .content))
                    ?? container.decode([Part].self, forKey: .content).compactMap(\.text).joined()
            }
        }

        let model: String
        let messages: [Message]
        let prompt_tokens: Int
        let source: String
    }

    @Test(
        .enabled(if: path != nil, "not run: USAGE_RECORDINGS names no file"),
        .proves("TOK-030", "TOK-031", "TOK-032", "TOK-033", "TOK-034")
    )
    func `every recorded answer reports what is counted`() throws {
        let text = try String(contentsOfFile: #require(Self.path), encoding: .utf8)
        let lines = text.split(separator: "\n")
        var exact = 0
        for line in lines {
            let recording = try JSONDecoder().decode(Recording.self, from: Data(line.utf8))
            let messages = recording.messages.map { (role: $0.role, name: $0.name, content: $0.content) }
            let counted = ChatCounter(model: recording.model).prompt(messages)
            #expect(counted == recording.prompt_tokens, "\(recording.model), \(recording.source)")
            if counted == recording.prompt_tokens { exact += 1 }
        }
        print("recorded prompt tokens: \(exact) of \(lines.count) exact")
        #expect(!lines.isEmpty)
    }
}
