import Bot
import TestSupport
import Testing

@Suite struct FileCommandTests {
    private let roots = ["/app/data", "/home/bot"]

    private func request(_ line: String) -> FileRequest? {
        if case .file(let request) = type(line, .regular()).answer { return request }
        return nil
    }

    @Test(.proves("CMD-058"))
    func `setsavedir asks for a check and then sets`() {
        let check = FileRequest.checkSaveDirectory(path: "/app/data/my chats", roots: roots)
        #expect(request("/setsavedir \"/app//data/./my chats/\"") == check)
        #expect(type("/setsavedir /app/data", .regular()).effects.isEmpty, "nothing is set before the check")
        let done = CommandDecision(outcome: .directoryAccepted(path: "/app/data/x"), of: check, in: .regular())
        #expect(done.effects == [.setSaveDirectory("/app/data/x")])
        #expect(done.text?.hasPrefix("The directory is set: /app/data/x") == true)
        for bad in ["data", "~/x", "/app/data/../../etc", "/\(String(repeating: "d", count: 1_024))", "\"/a\u{7}b\""] {
            #expect(type("/setsavedir \(bad)", .regular()).text?.contains("must begin with /") == true)
        }
        #expect(type("/setsavedir x", .regular { $0.saveRoots = [] }).text?.contains("/app/data/chats") == true)
    }

    @Test(.proves("CMD-058", "CMD-031"), arguments: FileFault.allCases, Language.allCases)
    func `a fault says why and changes nothing`(fault: FileFault, language: Language) {
        let check = FileRequest.checkSaveDirectory(path: "/app/data/x", roots: roots)
        let save = FileRequest.saveTranscript(directory: "/app/data/x", name: .now, roots: roots)
        for request in [check, save] {
            let decision = CommandDecision(outcome: .failed(fault), of: request, in: .regular(language))
            #expect(decision.effects.isEmpty)
            #expect(decision.text?.isEmpty == false)
        }
        let texts = FileFault.allCases.map {
            CommandDecision(outcome: .failed($0), of: check, in: .regular(language)).text ?? ""
        }
        #expect(Set(texts).count == texts.count, "each fault has its own sentence")
        let bare = CommandContext.regular(language) { $0.saveRoots = [] }
        #expect(
            CommandDecision(outcome: .failed(.missing), of: check, in: bare).text?.contains("/setsavedir /app/data/x")
                == true
        )
        #expect(
            CommandDecision(outcome: .failed(.notWritable), of: check, in: bare).text?.contains(
                "/setsavedir /app/data/x"
            ) == true
        )
        #expect(
            CommandDecision(outcome: .failed(.notDirectory), of: check, in: bare).text?.contains(
                "/setsavedir /app/data/x"
            ) == true
        )
    }

    @Test(.proves("CMD-059"))
    func `getsavedir shows or tells how`() {
        #expect(type("/getsavedir", .regular()).text == "The directory is: /app/data/wang")
        #expect(type("/getsavedir", .regular(.zh)).text == "保存目录：/app/data/wang")
        let none = CommandContext.regular(user: { $0.saveDirectory = nil })
        #expect(type("/getsavedir", none).text == "No directory is set. Type: /setsavedir /app/data")
        #expect(type("/getsavedir", none.with { $0.defaults.saveRoots = [] }).text?.contains("/app/data/chats") == true)
    }

    @Test(.proves("CMD-110"))
    func `saveas and savenow ask for the file`() throws {
        let name = try TranscriptName("会议 记录.md")
        #expect(
            request("/saveas “会议 记录.md”")
                == .saveTranscript(directory: "/app/data/wang", name: .given(name), roots: roots)
        )
        #expect(request("/savenow") == .saveTranscript(directory: "/app/data/wang", name: .now, roots: roots))
        let none = CommandContext.regular(user: { $0.saveDirectory = nil })
        #expect(type("/savenow", none).text?.contains("/setsavedir") == true)
        #expect(type("/saveas x", none).text?.contains("/setsavedir") == true)
        let empty = CommandContext.regular().with { $0.conversation = ConversationSummary() }
        #expect(type("/savenow", empty).text?.contains("nothing to save") == true)
    }

    @Test(.proves("CMD-103", "CMD-031"), arguments: Language.allCases)
    func `a bad name is refused with its reason`(language: Language) {
        let names = ["../x", "a\\b", ".hidden", "\"a\u{1}b\"", String(repeating: "长", count: 70)]
        let texts = names.map { type("/saveas \($0)", .regular(language)).text ?? "" }
        #expect(Set(texts).count == 4, "two of the names hold a separator")
        for text in texts { #expect(text.contains("/saveas meeting")) }
        #expect(type("/saveas .txt", .regular(language)).text == texts[2])
    }
}
