import Bot
import HTTPClient
import ServiceSupport
import TestSupport
import Testing

@testable import Service
@testable import Store

/// Web pages that somebody opens in the LAN: their posts look like Chat's but for the fields that browsers add.
@Suite struct BrowserTests {
    private let form = "token=BotTokenForTests-0123456789&user_id=4&username=alice&post_id=1&text=%2Fnewuser"
    private let foreign: [[(name: String, value: String)]] = [
        [("Origin", "https://evil.example")], [("Origin", "null")], [("origin", "http://evil.example")],
        [("Sec-Fetch-Site", "cross-site")], [("Sec-Fetch-Site", "same-site")], [("sec-fetch-site", "same-origin")],
        [("Sec-Fetch-Site", "None")],
        [("Origin", "https://evil.example"), ("Sec-Fetch-Site", "none")],
        [("Sec-Fetch-Site", "none"), ("Sec-Fetch-Site", "cross-site")],
        [("Origin", "https://page.example"), ("Origin", "https://evil.example")],
    ]

    @Test(.proves("SEC-096"), arguments: ["/", "/webhook"])
    func `a web page's post is refused and changes nothing`(path: String) async throws {
        let stage = try BotStage { $0.allowedOrigins = ["https://page.example"] }
        defer { stage.stop() }
        let before = try stage.rows()
        for headers in foreign {
            let answer = try await stage.send("POST", path, body: form, headers: headers)
            #expect(answer.status == 403, "\(headers)")
        }
        #expect(try stage.rows() == before)
        // A form that the bot would not take is refused as well: the page learns nothing.
        #expect(try await stage.send("POST", path, body: "{}", type: "text/plain", headers: foreign[0]).status == 403)
        // Looking is free, as before.
        #expect(try await stage.send("GET", path, headers: foreign[0]).status == 200)
    }

    @Test(.proves("SEC-096"), arguments: ["/", "/webhook"])
    func `Chat's own post and a listed page's are taken`(path: String) async throws {
        let stage = try BotStage { $0.allowedOrigins = ["https://page.example", "http://a:8080"] }
        defer { stage.stop() }
        let own: [[(name: String, value: String)]] = [
            [], [("Sec-Fetch-Site", "none")], [("Origin", "https://page.example"), ("Sec-Fetch-Site", "cross-site")],
            [("Origin", "HTTP://A:8080")],
        ]
        for headers in own {
            #expect(try await stage.send("POST", path, body: form, headers: headers).status == 200, "\(headers)")
        }
    }

    @Test(.proves("SEC-097")) func `the log names the field, its value and the remedy`() async throws {
        let stage = try BotStage()
        defer { stage.stop() }
        _ = try await stage.send("POST", "/", body: form, headers: [("Origin", "https://page.example")])
        _ = try await stage.send("POST", "/webhook", body: form, headers: [("Sec-Fetch-Site", "cross-site")])
        let lines = stage.lines.text.split(separator: "\n").filter { $0.contains("browser.refused") }
        #expect(lines.count == 2 && lines.allSatisfy { $0.contains("APP_ALLOWED_ORIGINS") })
        #expect(lines.first?.contains("header=Origin value=https://page.example") == true)
        #expect(lines.last?.contains("header=Sec-Fetch-Site value=cross-site") == true)
    }
}
