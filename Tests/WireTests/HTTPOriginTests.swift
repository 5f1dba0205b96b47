import TestSupport
import Testing
import Wire

@Suite struct HTTPOriginTests {
    @Test(
        .proves("SYN-078"),
        arguments: [
            ("http://nas", "http://nas"), ("HTTP://NAS:80", "http://nas"), ("https://nas:443/", "https://nas"),
            ("https://nas:80", "https://nas:80"), ("http://[FE80::1]:05000", "http://[fe80::1]:5000"),
        ]
    )
    func `an origin has one normal form`(typed: String, expected: String) {
        #expect(HTTPOrigin(typed)?.text == expected)
    }

    @Test func `what follows the origin is left`() throws {
        for rest in ["", "/a/b", "?a=1", "#x", "/"] {
            var bytes = Array("http://nas:5000\(rest)".utf8)[...]
            #expect(try HTTPOrigin(takenFrom: &bytes).text == "http://nas:5000")
            #expect(String(decoding: bytes, as: UTF8.self) == rest)
        }
    }

    @Test(
        arguments: [
            ("nas", .scheme), ("ftp://nas", .scheme), ("http://u@nas", .credentials), ("http://", .host),
            ("http://n_s..x", .host), ("http://nas:", .port), ("http://nas:65536", .port), ("http://nas:1x", .port),
        ] as [(String, HTTPOrigin.Fault)]
    )
    func `a fault has its reason`(typed: String, expected: HTTPOrigin.Fault) {
        #expect(throws: expected) {
            var bytes = Array(typed.utf8)[...]
            _ = try HTTPOrigin(takenFrom: &bytes)
        }
        #expect(HTTPOrigin(typed) == nil)
    }
}
