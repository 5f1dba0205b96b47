import App
import Foundation
import HTTPServer
import Service
import Testing
import Wire

@Suite struct HealthTests {
    @Test(arguments: [(200, Int32(0)), (503, 1)]) func `the exit code is the bot's word`(status: Int, code: Int32)
        throws
    {
        let body = Array(#"{"status":"x"}"#.utf8)
        var configuration = HTTPServer.Configuration()
        configuration.hosts = ["127.0.0.1"]
        configuration.port = 0
        let server = try HTTPServer(configuration: configuration) { request, exchange in
            exchange.respond(HTTPResponse(status: request.target.path == "/healthz" ? status : 404, body: body))
        }
        server.start()
        defer { server.stop() }
        let run = Run(["health", "--port", String(server.port)])
        #expect(run.code == code && run.output == #"{"status":"x"}"# + "\n")
    }

    @Test func `nobody there is exit 1 with a reason`() {
        let run = Run(["health", "--host", "127.0.0.1", "--port", "1"])
        #expect(
            run.code == 1
                && run.errors.first?.hasPrefix("The bot does not answer: No connection to 127.0.0.1:1") == true
        )
        #expect(Run(["health", "--port", "0"]).code == 64)
    }
}
