import Glibc
package import Service
import Platform

/// What `serve` and `demo` do before anything else: settings, signals, memory bounds, time zone, account, data directory.
package struct Startup: Sendable {
    /// The settings.
    package let configuration: Configuration
    /// The log at the level that was set.
    package let log: Log
    /// Writes its lines; to be flushed before the process ends.
    package let lines: LogQueue

    /// Prepares the process; to be called on the main thread before any other thread is started, for threads inherit the
    /// signal mask.
    ///
    /// - Parameter invocation: The command's flags and the environment; what is wrong is printed there, one line each.
    /// - Throws: ``Refusal`` with the exit code.
    package init(_ invocation: Invocation) throws(Refusal) {
        guard let settings = invocation.settings() else { throw Refusal(code: ExitCode.configuration) }
        Signals.hold()
        Allocator.setBounds()
        if let zone = settings[.timeZone] {
            setenv("TZ", zone, 1)
            tzset()
        }
        let streams = invocation.streams
        let lines = LogQueue(write: streams.writeError)
        let log = Log(level: settings.logLevel) { lines.add($0) }
        for warning in settings.warnings { log.warning("setting-unknown", ["reason": LogValue(warning)]) }
        do throws(StartError) {
            if let warning = try Account.adopt(settings.account, dataDirectory: settings.dataDirectory) {
                log.warning("account-unchanged", ["reason": LogValue(warning)])
            }
            try PathProblem.ensureWritableDirectory(settings.dataDirectory)
            try Self.checkReadable(settings)
        } catch {
            lines.flush()
            streams.writeError(error.message)
            throw Refusal(code: ExitCode.configuration)
        }
        // Only now is it certain whose home directory counts.
        configuration = Configuration(settings, home: Account.current.home)
        self.log = log
        self.lines = lines
    }

    /// The process cannot start; the reason is printed already.
    package struct Refusal: Error, Sendable, Equatable {
        /// What to exit with.
        package let code: Int32
    }

    private static func checkReadable(_ settings: Settings) throws(StartError) {
        guard let path = settings[.synologyCAFile] else { return }
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw StartError("SYNOLOGY_CA_FILE=\(path): the file cannot be read (\(SystemError.last)).")
        }
        close(descriptor)
    }
}
