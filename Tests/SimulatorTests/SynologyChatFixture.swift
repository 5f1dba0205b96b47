import HTTPClient
import HTTPServer
import Simulator
import SynoWire
import Synchronization
import TestSupport
import Testing
import Wire

/// A simulated Synology Chat with two people, and the means to call it as a bot would.
final class SynologyChatFixture: Sendable {
    static let botToken = "k7Qm2ZxV9bNcR4tYwE6uIoP1aSdFgHjL3XvB8nM5KzJhTqWeRyUiOpAsDfGhJkC0"

    let chat: SynologyChatServer
    let client: HTTPClient
    /// The time that the simulated chat reads, in milliseconds; it moves only when a test moves it.
    let clock: ManualClock

    init(_ change: (inout SynologyChatConfiguration) -> Void = { _ in }) throws {
        let users = [
            SynoUser(userID: 4, username: "alice"), SynoUser(userID: 5, username: "bob", nickname: "Bob"),
            SynoUser(userID: 6, username: "gone", isGone: true),
        ]
        let clock = ManualClock()
        var configuration = SynologyChatConfiguration(
            users: users,
            botToken: try #require(Secret(token: Self.botToken))
        )
        configuration.commands = [
            .init(name: "/clear", token: try #require(Secret(token: "clear-token"))),
            .init(name: "/retry", token: try #require(Secret(token: "retry-token"))),
        ]
        configuration.webhooks = [.init(token: try #require(Secret(token: "hook-token")), channelID: 34)]
        configuration.now = { clock.advance(by: 0) }
        configuration.timeout = Patience.seconds
        change(&configuration)
        self.clock = clock
        chat = try SynologyChatServer(configuration: configuration)
        client = try HTTPClient()
    }

    deinit {
        chat.stop()
        client.shutdown()
    }

    /// Sends a request to the chat and waits for the whole answer.
    func send(
        _ method: String = "POST",
        _ path: String,
        _ body: [UInt8] = [],
        timeout: Double = Patience.seconds
    ) async -> Result<HTTPClientResponse, HTTPClientError> {
        var request = HTTPClientRequest(
            method: method,
            url: chat.baseURL + path,
            headers: [(name: "Content-Type", value: ChatbotPost.contentType)],
            body: body
        )
        request.totalTimeout = timeout
        return await withCheckedContinuation { continuation in
            client.send(request) { continuation.resume(returning: $0) }
        }
    }

    /// Calls the API with a query of its own.
    func call(_ query: String, _ body: String = "") async throws -> SynoResponse {
        let response = try await send("POST", "/webapi/entry.cgi?\(query)", Array(body.utf8)).get()
        #expect(response.status == 200)
        return try SynoResponse.decode(response.body)
    }

    /// The path of a method for a token.
    func path(_ method: String = "chatbot", token: String = botToken) -> String {
        "/webapi/entry.cgi?api=SYNO.Chat.External&method=\(method)&version=2&token=%22\(token)%22"
    }

    /// Posts as the bot, and lets enough time pass for the next post.
    func post(_ post: ChatbotPost, token: String = botToken, waits: Bool = true) async throws -> SynoResponse {
        if waits { clock.advance(by: 1000) }
        let response = try await send("POST", path(token: token), post.encoded()).get()
        return try SynoResponse.decode(response.body)
    }
}

/// A clock that stands until it is moved.
final class ManualClock: Sendable {
    private let time = Mutex<Int64>(1_738_829_459_265)

    /// Moves the clock and returns its time.
    @discardableResult
    func advance(by milliseconds: Int64) -> Int64 {
        time.withLock { time in
            time += milliseconds
            return time
        }
    }
}

/// A bot's server: keeps what it is sent and answers as it is told.
final class RecordingBot: Sendable {
    private struct State {
        var requests: [HTTPRequest] = []
        var answer = HTTPResponse(status: 200)
        var isSilent = false
        var held: [HTTPExchange] = []
    }

    private final class Box: Sendable {
        let state = Mutex(State())
    }

    private let box = Box()
    private let server: HTTPServer

    init() throws {
        let box = box
        server = try HTTPServer(configuration: .init(hosts: ["127.0.0.1"], loops: 1)) { request, exchange in
            let answer: HTTPResponse? = box.state.withLock { state in
                state.requests.append(request)
                if state.isSilent { state.held.append(exchange) }
                return state.isSilent ? nil : state.answer
            }
            if let answer { exchange.respond(answer) }
        }
        server.start()
    }

    deinit { server.stop() }

    var url: String { "http://127.0.0.1:\(server.port)" }

    var requests: [HTTPRequest] { box.state.withLock { $0.requests } }

    func answers(_ response: HTTPResponse) { box.state.withLock { $0.answer = response } }

    func fallsSilent() { box.state.withLock { $0.isSilent = true } }
}
