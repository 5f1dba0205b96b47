import SynoWire
import TestSupport
import Testing

@Suite struct SynoBaseURLTests {
    @Test(
        .proves("SYN-072", "SYN-073", "SYN-074", "SYN-075", "SYN-077", "SYN-082"),
        arguments: [
            ("http://nas:5000", "http://nas:5000"), ("HTTPS://NAS.Example.ORG:5001/", "https://nas.example.org:5001"),
            ("http://192.168.1.2", "http://192.168.1.2"), ("http://[::1]:5000///", "http://[::1]:5000"),
            ("http://[FE80::1]", "http://[fe80::1]"), ("http://[::ffff:10.0.0.1]", "http://[::ffff:10.0.0.1]"),
            ("https://nas/chat/dsm/", "https://nas/chat/dsm"), ("http://nas/a%20b", "http://nas/a%20b"),
            ("<http://nas:5000>", "http://nas:5000"), (" \"http://nas:5000/\" ", "http://nas:5000"),
            ("http://nas:5000/webapi/entry.cgi", "http://nas:5000"),
            ("http://nas/x/webapi/entry.cgi/", "http://nas/x"), ("http://my_nas.local.", "http://my_nas.local."),
            ("http://nas:65535", "http://nas:65535"), ("http://nas:05000", "http://nas:5000"),
            ("http://nas/A-z.0_~!$&'()*+,;=:@", "http://nas/A-z.0_~!$&'()*+,;=:@"),
        ]
    )
    func `an URL is normalised`(typed: String, expected: String) throws {
        let base = try SynoBaseURL(typed)
        #expect(base.text == expected)
        #expect("\(base)" == expected)
        #expect(try SynoBaseURL(expected) == base)
    }

    @Test(.proves("SYN-077", "SYN-078"))
    func `one NAS is one value, however it is typed`() throws {
        let ways = [
            "http://NAS.local", "HTTP://nas.local:80/", "http://nas.local:080/webapi/entry.cgi", "<http://nas.local/>",
        ]
        #expect(Set(try ways.map { try SynoBaseURL($0) }).map(\.text) == ["http://nas.local"])
        #expect(try SynoBaseURL("https://nas.local:443/x").text == "https://nas.local/x")
        #expect(try SynoBaseURL("https://nas.local:80").text == "https://nas.local:80")
        #expect(try SynoBaseURL("http://nas.local:443").text == "http://nas.local:443")
    }

    @Test(
        .proves("SYN-072", "SYN-073", "SYN-074", "SYN-075"),
        arguments: [
            ("", .empty), ("<>", .empty), (" \n", .empty), ("nas:5000", .scheme), ("ftp://nas", .scheme),
            ("http:/nas", .scheme), ("http//nas", .scheme), ("file:///etc/passwd", .scheme),
            ("127.0.0.1:5000", .scheme),
            ("http://", .host), ("http:///x", .host), ("http://:5000", .host), ("http://a b", .host),
            ("http://nas..local", .host), ("http://.nas", .host), ("http://.", .host), ("http://群晖", .host),
            ("http://na%73", .host), ("http://[::1", .host), ("http://[]", .host), ("http://[nas]", .host),
            ("http://[1.2.3.4]", .host), ("http://nas\\@evil", .credentials), ("http://admin@nas", .credentials),
            ("http://admin:pw@nas:5000", .credentials), ("http://nas:", .port), ("http://nas:0", .port),
            ("http://nas:65536", .port), ("http://nas:5000x", .port), ("http://nas:-1", .port),
            ("http://nas:123456", .port),
            ("http://[::1]x", .port), ("http://nas/a//b", .path), ("http://nas/./a", .path), ("http://nas/../a", .path),
            ("http://nas/a b", .path), ("http://nas/%zz", .path), ("http://nas/%2", .path), ("http://nas/<a>b", .path),
            ("http://nas/?a=1", .query), ("http://nas?a=1", .query), ("http://nas/#/signin", .query),
            ("http://nas#", .query),
        ] as [(String, EntryPointError)]
    )
    func `what is no base URL is refused with the reason`(typed: String, expected: EntryPointError) {
        #expect(throws: expected) { try SynoBaseURL(typed) }
    }

    @Test(.proves("SYN-073"))
    func `labels and names have their lengths`() throws {
        let label = String(repeating: "a", count: 63)
        #expect(try SynoBaseURL("http://\(label).b").text == "http://\(label).b")
        #expect(throws: EntryPointError.host) { try SynoBaseURL("http://\(label)a.b") }
        let long = Array(repeating: "abcdefghi", count: 26).joined(separator: ".")
        #expect(throws: EntryPointError.host) { try SynoBaseURL("http://\(long)") }
    }

    @Test(.proves("SYN-072"))
    func `every error is a sentence with a requirement`() {
        for error in EntryPointError.allCases {
            #expect(error.message.hasSuffix("."))
            #expect(error.requirement.hasPrefix("SYN-0"))
        }
        #expect(Set(EntryPointError.allCases.map(\.message)).count == EntryPointError.allCases.count)
    }
}
