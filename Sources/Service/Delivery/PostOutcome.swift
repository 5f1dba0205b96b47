import Bot
import HTTPClient
import SynoWire
import Wire

extension ChatbotEntryPoint {
    /// Where a user's answers go, or `nil` while NAS or token are missing.
    init?(of user: UserSettings, _ defaults: BotDefaults) {
        guard let base = user.baseURL(defaults), let token = user.botToken(defaults),
            let url = try? SynoBaseURL(base), let secret = Secret(token: token.exposed)
        else { return nil }
        self.init(base: url, token: secret)
    }
}

extension DeliveryOutcome {
    /// Judges the end of a POST.
    init(_ result: Result<HTTPClientResponse, HTTPClientError>, user: Int64) {
        switch result {
        case .failure(let error): self = error.requestWasSent ? .unknown : .notSent
        case .success(let response):
            // A gateway's time-out: it had sent the request on (RFC 9110 §15.6.5).
            self =
                DeliveryOutcome(answer: response.body, user: user) ?? (response.status == 504 ? .unknown : .notChat)
        }
    }

    /// 411 "create post too fast".
    static let tooFast = DeliveryOutcome.refused(code: SynoErrorCode.tooFast.rawValue)
}
