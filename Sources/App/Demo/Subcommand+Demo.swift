import Bot
import Service
import Synchronization

extension Subcommand {
    /// `demo`.
    static let demo = Subcommand(
        name: "demo",
        summary: "the bot with a simulated Synology Chat and model; no NAS, no key, no network",
        discussion: """
            Type as the user alice; `@bob` goes on as bob, `@bob hello` says one line as bob. End with Ctrl-D.
            In a message to the bot #long 30, #slow 2, #think, #code, #error 429, #cut, #empty or #length make the model \
            behave so.
            """,
        flags: [Flag("script", value: "FILE", "plays a conversation, one line a message, and prints the transcript")],
        takesSettings: true
    ) { invocation in
        guard let settings = invocation.settings() else { return ExitCode.configuration }
        let streams = invocation.streams
        var script: [String]?
        if let path = invocation.flags["script"] {
            guard let lines = readScript(path) else {
                streams.writeError("--script \(path): the file cannot be read, or is not UTF-8.")
                return ExitCode.usage
            }
            script = lines
        }
        let stage: DemoStage
        do {
            stage = try DemoStage(settings, log: Log(level: .error))
        } catch {
            streams.writeError((error as? StartError)?.message ?? "The demo cannot start: \(error).")
            return ExitCode.failure
        }
        defer { stage.stop() }
        guard let script else { return converse(stage, streams) }
        return play(script, stage, streams)
    }

    private static func readScript(_ path: String) -> [String]? {
        guard case .success(let text) = SecretFile.read(path) else { return nil }
        return text.split(whereSeparator: \.isNewline).map(String.init).filter { !$0.allSatisfy(\.isWhitespace) }
    }

    /// Plays a script; exit 0 when every line was answered.
    private static func play(_ lines: [String], _ stage: DemoStage, _ streams: StandardStreams) -> Int32 {
        var unanswered = 0
        for line in lines {
            let (name, text) = DemoLine.parse(line, current: "alice")
            streams.print(DemoLine.shown(name, text))
            let seen = stage.type(text, as: name)
            for (speaker, text) in seen { streams.print(DemoLine.shown(speaker, text)) }
            if seen.isEmpty || seen.contains(where: { DemoLine.isFailure($0.text) }) { unanswered += 1 }
        }
        return unanswered == 0 ? ExitCode.success : ExitCode.failure
    }

    /// Takes lines from standard input until it ends.
    private static func converse(_ stage: DemoStage, _ streams: StandardStreams) -> Int32 {
        streams.print(
            """
            A simulated Synology Chat; the bot listens at \(stage.address), the model is simulated, too.
            Slash commands: \(stage.commands.joined(separator: " "))
            Type a message or a command; @bob goes on as bob; Ctrl-D ends.
            Transcripts can be saved in \(stage.dataDirectory)

            """
        )
        var current = "alice"
        var buffer: [UInt8] = []
        while true {
            streams.write(Array("\(current)> ".utf8))
            guard let line = nextLine(&buffer, streams) else {
                streams.print("")
                return ExitCode.success
            }
            let (name, text) = DemoLine.parse(line, current: current)
            if text.isEmpty {
                current = name
                continue
            }
            for (speaker, text) in stage.type(text, as: name) { streams.print(DemoLine.shown(speaker, text)) }
        }
    }

    private static func nextLine(_ buffer: inout [UInt8], _ streams: StandardStreams) -> String? {
        while true {
            if let end = buffer.firstIndex(of: UInt8(ascii: "\n")) {
                let line = String(decoding: buffer[..<end], as: UTF8.self)
                buffer.removeSubrange(...end)
                return line
            }
            let piece = streams.read()
            guard !piece.isEmpty else {
                defer { buffer = [] }
                return buffer.isEmpty ? nil : String(decoding: buffer, as: UTF8.self)
            }
            buffer += piece
        }
    }
}
