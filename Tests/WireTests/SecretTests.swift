import TestSupport
import Testing
import Wire

@Suite struct SecretTests {
    private let secret = Secret("sk-0123456789abcdef")

    @Test(.proves("SEC-001"))
    func `nothing that prints a secret prints it whole`() {
        struct Holder { let key: Secret }
        var dumped = ""
        dump(Holder(key: secret), to: &dumped)
        let printed = [
            "\(secret)", String(reflecting: secret), dumped, "\(Holder(key: secret))", "\(Optional(secret) as Any)",
        ]
        for text in printed {
            #expect(!text.contains("0123456789"))
            #expect(text.contains("sk-…cdef"))
        }
    }

    @Test(.proves("SEC-002", "SEC-003"))
    func `the mask is three and four characters, or none`() {
        #expect(secret.mask == "sk-…cdef")
        #expect(Secret("123456789012").mask == "123…9012")
        #expect(Secret("12345678901").mask == "••••")
        #expect(Secret("").mask == "••••")
        #expect(Secret("一二三四五六七八九十十一").mask == "一二三…九十十一")
    }

    @Test(.proves("SEC-004"))
    func `equality is that of the bytes`() {
        #expect(Secret("abc") == Secret("abc"))
        #expect(Secret("abc") != Secret("abd"))
        #expect(Secret("abc") != Secret("abc\u{0}"))
        #expect(Secret("") != Secret("\u{0}"))
        #expect(Secret("\u{E9}") != Secret("e\u{301}"), "canonically equal is not the same key")
        #expect(Set([Secret("a"), Secret("a"), Secret("b")]).count == 2)
        #expect(Secret("").isEmpty && !secret.isEmpty && secret.exposed == "sk-0123456789abcdef")
    }
}
