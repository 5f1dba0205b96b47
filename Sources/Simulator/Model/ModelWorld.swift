package import Wire

/// A simulated OpenAI endpoint on a real socket: `POST /v1/chat/completions`, with and without stream, and
/// `GET /v1/models`; usage counted by the real tokenizer.
///
/// Its answers are deterministic. What the last user message asks for, or what was planned without the user, makes it
/// misbehave (``ModelMisbehaviour``).
package typealias OpenAIServer = SimulatedServer<ModelWorld>

/// What a simulated OpenAI endpoint knows: how it is set up, and what it was asked.
package struct ModelWorld: SimulatedWorld {
    /// A long prompt fits.
    package static var limits: HTTPParserLimits { HTTPParserLimits(body: 1 << 24) }

    /// How it is set up.
    package var configuration: OpenAIConfiguration
    /// The misbehaviours still to come.
    package var plan = MisbehaviourPlan<ModelMisbehaviour>()
    /// What was asked and answered, in the order of the answers; of very many the newest.
    private(set) var log: BoundedLog<OpenAIExchange>
    /// Questions so far, which number the answers' ids.
    private var questions = 0

    /// Creates an endpoint that was not asked yet.
    package init(_ configuration: OpenAIConfiguration) {
        self.configuration = configuration
        log = BoundedLog(limit: configuration.kept, byteLimit: 1 << 28)
    }

    /// Answers since the start or the last reset.
    package var exchangeCount: Int { log.total }

    /// Forgets what was asked, and every misbehaviour still to come.
    package mutating func reset() {
        plan = MisbehaviourPlan()
        questions = 0
        log.removeAll()
    }

    /// Reads `{"models":["…"],"window":4096,"key":"…"}`; `null` lifts a bound.
    package mutating func configure(_ members: JSONObject) -> Bool {
        for member in members.members {
            switch (member.name, member.value) {
            case ("models", .null): configuration.models = []
            case ("models", .array(let names)) where names.allSatisfy({ $0.string != nil }):
                configuration.models = names.compactMap(\.string)
            case ("window", .null): configuration.window = nil
            case ("window", let value):
                guard let window = value.int64, window > 0 else { return false }
                configuration.window = Int(window)
            case ("key", .null): configuration.key = nil
            case ("key", .string(let key)): configuration.key = key
            default: return false
            }
        }
        return true
    }

    /// Carries out a request.
    package mutating func answer(_ request: HTTPRequest) -> SimulatedAnswer {
        if let key = configuration.key, request.headers["Authorization"] != "Bearer \(key)" {
            return Refusal(401, "Incorrect API key provided.", code: "invalid_api_key").answer
        }
        switch (request.method, request.target.path) {
        case ("POST", "/v1/chat/completions"):
            do throws(Refusal) {
                let question = try ModelQuestion(request.body)
                questions += 1
                return try complete(question, number: questions)
            } catch { return error.answer }
        case ("GET", "/v1/models"): return SimulatedAnswer(.respond(HTTPResponse(json: models)))
        case (_, "/v1/chat/completions"), (_, "/v1/models"): return Refusal(405, "The method is not allowed.").answer
        default: return Refusal(404, "Unknown request URL.").answer
        }
    }

    /// Keeps a request and its answer.
    package mutating func record(_ request: HTTPRequest, _ answer: SimulatedAnswer) {
        let seen = OpenAIExchange(
            method: request.method,
            target: request.target.raw,
            authorization: request.headers["Authorization"],
            body: request.body,
            status: answer.status ?? 0,
            answer: answer.body
        )
        log.append(seen, bytes: seen.body.count + seen.answer.count)
    }

    private var models: JSONValue {
        let names = configuration.models.isEmpty ? ["gpt-4o-mini"] : configuration.models
        let rows = names.map { name -> JSONValue in
            ["id": .string(name), "object": "model", "created": 1_700_000_000, "owned_by": "simulator"]
        }
        return ["object": "list", "data": .array(rows)]
    }
}

extension ModelWorld {
    /// Why a request is refused, in OpenAI's form.
    struct Refusal: Error {
        let status: Int
        let message: String
        let type: String
        let code: String?
        /// The parameter at fault.
        let parameter: String?
        var headers: HTTPFields = [:]

        init(
            _ status: Int,
            _ message: String,
            type: String = "invalid_request_error",
            code: String? = nil,
            parameter: String? = nil
        ) {
            self.status = status
            self.message = message
            self.type = type
            self.code = code
            self.parameter = parameter
        }

        /// The answer that says so.
        var answer: SimulatedAnswer {
            let error: JSONObject = [
                "message": .string(message), "type": .string(type), "param": parameter.map(JSONValue.string) ?? .null,
                "code": code.map(JSONValue.string) ?? .null,
            ]
            let json = JSONValue.object(["error": .object(error)])
            return SimulatedAnswer(.respond(HTTPResponse(json: json, status: status, headers: headers)))
        }
    }
}

/// How a simulated OpenAI endpoint is set up.
package struct OpenAIConfiguration: SimulatedConfiguration, Equatable {
    /// The address to listen on.
    package var host = "127.0.0.1"
    /// The port; 0 picks a free one.
    package var port: UInt16 = 0
    /// What `Authorization: Bearer` must say; `nil` lets everybody in.
    package var key: String?
    /// The models it has; without any it lists `gpt-4o-mini` and answers for every name.
    package var models: [String] = []
    /// The tokens a prompt may have, or `nil` for no bound; a longer one is refused with `context_length_exceeded`.
    package var window: Int?
    /// How many requests are remembered; of more the newest, and never more than 256 MiB of them.
    package var kept = 10_000

    /// Creates a configuration with the defaults above.
    package init() {}
}
