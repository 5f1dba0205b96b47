import Dispatch
import HTTPClient
import Service
import Synchronization

extension Subcommand {
    /// `health`.
    static let health = Subcommand(
        name: "health",
        summary: "asks the running bot whether it is well; exit 0 or 1",
        discussion: "Asks /healthz at APP_HOST and APP_PORT of this machine and prints the answer in one line.",
        takesSettings: true
    ) { invocation in
        guard let settings = invocation.settings() else { return ExitCode.configuration }
        let configuration = Configuration(settings, home: nil)
        guard configuration.port > 0 else {
            invocation.streams.writeError("APP_PORT is 0: give --port with the number that the first log line names.")
            return ExitCode.usage
        }
        var request = HTTPClientRequest(url: healthURL(configuration))
        request.connectTimeout = 3
        request.totalTimeout = 5
        request.maxResponseBytes = 65_536
        switch answer(request) {
        case .success(let response):
            let body = String(decoding: response.body, as: UTF8.self).filter { !$0.isNewline }
            invocation.streams.print(body.isEmpty ? "status \(response.status)" : body)
            return response.status == 200 ? ExitCode.success : ExitCode.failure
        case .failure(let error):
            invocation.streams.writeError("The bot does not answer: \(error.message)")
            return ExitCode.failure
        }
    }

    /// The address at which the bot listens, seen from its own machine.
    static func healthURL(_ configuration: Configuration) -> String {
        let host = configuration.hosts.first ?? "0.0.0.0"
        let reachable =
            switch host {
            case "0.0.0.0", "*": "127.0.0.1"
            case "::", "[::]": "[::1]"
            default: host.contains(":") && !host.hasPrefix("[") ? "[\(host)]" : host
            }
        return "http://\(reachable):\(configuration.port)/healthz"
    }

    /// Waits for the answer: a command has nothing else to do.
    private static func answer(_ request: HTTPClientRequest) -> Result<HTTPClientResponse, HTTPClientError> {
        do throws(HTTPClientError) {
            var settings = HTTPClient.Configuration()
            settings.honoursProxyVariables = false
            let client = try HTTPClient(configuration: settings)
            defer { client.shutdown() }
            let result = Mutex<Result<HTTPClientResponse, HTTPClientError>?>(nil)
            let done = DispatchSemaphore(value: 0)
            client.send(request) { answer in
                result.withLock { $0 = answer }
                done.signal()
            }
            done.wait()
            return result.withLock { $0 } ?? .success(HTTPClientResponse(status: 0))
        } catch { return .failure(error) }
    }
}
