import Bot
import Foundation
import Service
import ServiceSupport
import Synchronization
import TestSupport
import Testing

@testable import App

@Suite struct StartupTests {
    private func start(_ environment: [String: String]) -> (Startup?, [String], Int32) {
        let streams = Streams()
        do {
            let startup = try Startup(Invocation(environment: environment, streams: streams.streams))
            startup.lines.flush(seconds: Patience.seconds)
            return (startup, streams.errors.withLock { $0 }, 0)
        } catch { return (nil, streams.errors.withLock { $0 }, error.code) }
    }

    @Test func `a start makes the data directory and gives the settings and a log`() throws {
        let folder = try TemporaryFolder()
        let (startup, errors, _) = start(["APP_DATA_DIR": "\(folder.path)/data", "APP_PROT": "1", "APP_PORT": "0"])
        #expect(startup?.configuration.port == 0 && folder.names == ["data"])
        #expect(startup?.configuration.bot.saveRoots.first == "\(folder.path)/data")
        #expect(errors.count == 1 && errors[0].contains("setting-unknown") && errors[0].contains("APP_PORT"))
        startup?.log.info("started", ["port": 1])
    }

    @Test(.proves("SEC-070", "SEC-073")) func `what cannot start says why in one line and exits with 78`() throws {
        let folder = try TemporaryFolder()
        try folder.write("file", [])
        let (_, settings, code) = start(["APP_PORT": "x"])
        #expect(settings == ["APP_PORT=x: must be a whole number from 0 to 65535."] && code == 78)
        let (_, data, dataCode) = start(["APP_DATA_DIR": "\(folder.path)/file"])
        #expect(data.count == 1 && data[0].contains("cannot be written: Not a directory.") && dataCode == 78)
        let (_, authority, _) = start(["APP_DATA_DIR": folder.path, "SYNOLOGY_CA_FILE": "/nowhere.pem"])
        #expect(authority == ["SYNOLOGY_CA_FILE=/nowhere.pem: the file cannot be read (No such file or directory)."])
    }
}
