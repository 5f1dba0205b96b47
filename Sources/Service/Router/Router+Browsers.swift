import HTTPServer
import Wire

// A web page that somebody opens in the LAN can make the browser post a form here, without being able to read the answer.
// Synology Chat sends neither of the fields by which browsers tell of it.
extension Router {
    /// The field that tells that a web page posts, which the owner has not allowed; `nil` for every other request
    /// (SEC-096, SEC-097).
    ///
    /// Sources: Fetch standard, "Origin header"; W3C Fetch Metadata Request Headers, "Sec-Fetch-Site".
    func browserField(of request: HTTPRequest) -> HTTPField? {
        let origins = request.headers.values(of: "Origin")
        if let foreign = origins.first(where: { !configuration.allowedOrigins.contains($0.lowercased()) }) {
            return HTTPField(name: "Origin", value: foreign)
        }
        // The origin says more than the site does.
        guard origins.isEmpty else { return nil }
        return request.headers.values(of: "Sec-Fetch-Site").first { $0 != "none" }
            .map { HTTPField(name: "Sec-Fetch-Site", value: $0) }
    }

    /// 403 with the remedy: the owner may have put a page of their own before the bot.
    func turnAway(_ field: HTTPField, _ exchange: HTTPExchange) {
        counters.add(.refused)
        log.warning(
            "browser.refused",
            [
                "from": LogValue(exchange.remoteAddress),
                "header": LogValue(field.name),
                "value": LogValue(field.value),
                "remedy": "to let this page post, add its origin to APP_ALLOWED_ORIGINS",
            ]
        )
        exchange.respond(
            HTTPResponse(status: 403, text: "Web pages may not post to the bot: see APP_ALLOWED_ORIGINS.\n")
        )
    }
}
