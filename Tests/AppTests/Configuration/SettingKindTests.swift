import App
import Testing

@Suite struct SettingKindTests {
    private static let pin = "pin:sha256//" + String(repeating: "A", count: 43) + "="

    @Test(arguments: [
        (
            SettingKind.whole(0...65_535), ["0", "8000", "65535", "007"],
            ["65536", "-1", "+1", "1.0", " 1", "1 ", "x", "١"]
        ),
        (
            .decimal(0...10), ["0", "0.6", "10", "1.50"],
            [".5", "5.", "1e1", "-1", "10.1", "1.2.3", "inf", "nan", "0x1"]
        ),
        (.choice(["zh", "en"]), ["zh", "en"], ["ZH", "zh ", "de"]),
        (.token, ["sk-1", "~!"], ["a b", "é", "a\n", String(repeating: "x", count: 4097)]),
        (.tokens, ["a", "a,b", "a, b"], ["a,,b", ",", "a b", "a,"]), (.word, ["模型", "a/b:c"], ["a b", "a\tb"]),
        (.list, ["*", "a,b"], [",", "a,"]),
        (.userIDs, ["*", "4", "4, 7"], ["alice", "4,alice", "4,", ",", "*,4", "0", "-1", "9223372036854775808"]),
        (.paths, ["/a", "/a:/b"], ["a", "/a:b", "~/x"]),
        (.path, ["./d", "/d e"], ["a\0b"]),
        (.tls, ["verify", "insecure", pin], ["none", "pin:", "pin:sha256//x", "VERIFY", "sha256//"]),
        (.octal, ["0", "022", "0777", "77"], ["8", "1000", "00022", "-2", ""]), (.text, ["a\nb", " "], ["a\0"]),
        (
            .nasAddress,
            ["http://nas", "https://nas.local:5001", "HTTP://NAS/prefix/", "http://[::1]:5000", "http://10.0.0.1/a/b"],
            [
                "nas", "ftp://nas", "http://", "http:///x", "http://user:pw@nas", "http://nas:0", "http://nas:65536",
                "http://nas:",
                "http://nas:5x", "http://nas?x=1", "http://nas#x", "http://na s", "http://näs", "http://[::1",
                "http://[nas]",
                "http://[::1]x", "javascript:x", "http://nas\\x",
            ]
        ),
        (
            .webAddress, ["https://x.openai.azure.com/openai?api-version=1", "http://x:11434/v1/"],
            ["https://x#y", "http://u:p@x", "ftp://x", "http://x:0", "http://x/a b"]
        ),
    ])
    func `the forms are exact`(kind: SettingKind, good: [String], bad: [String]) {
        for value in good { #expect(kind.accepts(value), "\(value)") }
        for value in bad { #expect(!kind.accepts(value), "\(value)") }
        #expect(!kind.allowed.isEmpty)
    }

    @Test func `an address is kept without its trailing slashes`() {
        #expect(WebAddress("HTTPS://API:8443/v1//")?.text == "https://api:8443/v1")
        #expect(WebAddress("http://x/a/?v=1/")?.text == "http://x/a?v=1/")
    }

    @Test func `an origin is a scheme, a host and at most a port`() {
        for value in ["https://a", "http://a.example:8080", "HTTPS://[fd00::1]:5001/"] {
            #expect(SettingKind.origins.accepts(value), "\(value)")
        }
        for value in ["*", "a.example", "https://a/b", "https://a?x", "ftp://a", "https://u@a", "https://a,", "null"] {
            #expect(!SettingKind.origins.accepts(value), "\(value)")
        }
    }
}
