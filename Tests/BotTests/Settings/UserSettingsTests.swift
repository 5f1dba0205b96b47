import Bot
import TestSupport
import Testing
import Wire

@Suite struct UserSettingsTests {
    private let own = Secret("own-token-0123456789")
    private let shared = Secret("shared-token-0123456")

    @Test func `the owner's defaults apply where the user has set nothing`() {
        var defaults = BotDefaults()
        defaults.language = .en
        defaults.apiKey = Secret("sk-shared")
        defaults.systemPrompt = "Be brief."
        defaults.baseURL = "http://nas:5000"
        var user = UserSettings(id: 4, name: "wang")
        #expect(user.language(defaults) == .en)
        #expect(user.model(defaults) == "gpt-4o-mini")
        #expect(user.apiKey(defaults) == Secret("sk-shared"))
        #expect(user.systemPrompt(defaults) == "Be brief.")
        #expect(user.baseURL(defaults) == "http://nas:5000")
        user.language = .zh
        user.model = "gpt-4o"
        user.apiKey = Secret("sk-own")
        user.systemPrompt = ""
        user.baseURL = "http://other"
        #expect(user.language(defaults) == .zh)
        #expect(user.model(defaults) == "gpt-4o")
        #expect(user.apiKey(defaults) == Secret("sk-own"))
        #expect(user.systemPrompt(defaults) == nil)
        #expect(user.baseURL(defaults) == "http://other")
    }

    @Test(.proves("SEC-006"))
    func `the shared token goes to the owner's NAS alone`() {
        var defaults = BotDefaults()
        var user = UserSettings(id: 4, name: "wang")
        #expect(user.botToken(defaults) == nil)
        user.botToken = own
        #expect(user.botToken(defaults) == own)
        defaults.botToken = shared
        #expect(user.botToken(defaults) == own)
        user.botToken = nil
        #expect(user.botToken(defaults) == shared)
        defaults.baseURL = "http://nas:5000"
        #expect(user.botToken(defaults) == shared)
        user.baseURL = "http://nas:5000"
        #expect(user.botToken(defaults) == shared)
        user.baseURL = "http://evil:5000"
        #expect(user.botToken(defaults) == nil)
        user.botToken = shared
        #expect(user.botToken(defaults) == nil, "adopting the shared token does not free it")
        user.botToken = own
        #expect(user.botToken(defaults) == own)
    }

    @Test func `what is missing comes in the order to be set`() {
        var defaults = BotDefaults()
        var user = UserSettings(id: 4, name: "wang")
        #expect(user.missing(defaults) == [.baseURL, .botToken, .apiKey])
        user.baseURL = "http://nas"
        user.botToken = own
        #expect(user.missing(defaults) == [.apiKey])
        defaults.apiBase = "http://localhost:11434/v1"
        #expect(user.missing(defaults).isEmpty, "another server may need no key")
        defaults.apiBase = "HTTPS://API.OpenAI.com/v1/"
        #expect(user.missing(defaults) == [.apiKey])
        user.apiKey = Secret("sk-own")
        #expect(user.missing(defaults).isEmpty)
    }

    @Test func `languages are understood as people write them`() {
        #expect(Language(typed: "ZH-cn") == .zh)
        #expect(Language(typed: "中文") == .zh)
        #expect(Language(typed: "English") == .en)
        #expect(Language(typed: "fr") == nil)
        #expect(Language.zh.ownName == "中文" && Language.en.ownName == "English")
    }

    @Test(.proves("SEC-001")) func `settings and effects that are printed show masks`() {
        var user = UserSettings(id: 4, name: "wang")
        user.apiKey = own
        let effect = CommandEffect.setAPIKey(own)
        for text in ["\(user)", "\(effect)", String(reflecting: effect)] {
            #expect(!text.contains("token-0123") && text.contains("own…6789"))
        }
    }
}
