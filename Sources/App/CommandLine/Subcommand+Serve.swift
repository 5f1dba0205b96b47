import Service

extension Subcommand {
    /// `serve`, the default.
    static let serve = Subcommand(
        name: "serve",
        summary: "the bot",
        discussion: "Listens for Synology Chat until SIGTERM or SIGINT; the first log line names the port.",
        takesSettings: true
    ) { invocation in
        do throws(Startup.Refusal) {
            let startup = try Startup(invocation)
            return run(startup, invocation.streams)
        } catch { return error.code }
    }

    private static func run(_ startup: Startup, _ streams: StandardStreams) -> Int32 {
        do throws(StartError) {
            let bot = try BotServer(startup.configuration, log: startup.log)
            bot.start()
            let signal = Signals.wait()
            startup.log.info("stopping", ["signal": LogValue(signal)])
            bot.stop()
            startup.lines.flush()
            return ExitCode.success
        } catch {
            startup.lines.flush()
            streams.writeError(error.message)
            return ExitCode.failure
        }
    }
}
