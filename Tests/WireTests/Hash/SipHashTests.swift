import TestSupport
import Testing
import Wire

/// The published vectors of the authors' reference code (`vectors_sip128` in vectors.h): the key is the bytes 0 to 15, text n the
/// bytes 0 to n - 1.
@Suite struct SipHashTests {
    private static let hash = SipHash(first: 0x0706_0504_0302_0100, last: 0x0F0E_0D0C_0B0A_0908)

    @Test(
        .proves("DLV-062"),
        arguments: [
            (0, "a3817f04ba25a8e66df67214c7550293"), (1, "da87c1d86b99af44347659119b22fc45"),
            (2, "8177228da4a45dc7fca38bdef60affe4"),
            (7, "a1f1ebbed8dbc153c0b84aa61ff08239"), (8, "3b62a9ba6258f5610f83e264f31497b4"),
            (9, "264499060ad9baabc47f8b02bb6d71ed"), (15, "5493e99933b0a8117e08ec0f97cfc3d9"),
            (16, "6ee2a4ca67b054bbfd3315bf85230577"), (17, "473d06e8738db89854c066c47ae47740"),
            (31, "2939b0183223fafc1723de4f52c43d35"), (32, "7c3956ca5eeafc3e363e9d556546eb68"),
            (62, "5853542321f567a005d547a4f04759bd"), (63, "5150d1772f50834a503e069a973fbd7c"),
        ]
    )
    func `a published vector comes out`(length: UInt8, tag: String) {
        #expect(Self.hash.tag(of: 0..<length).hex == tag)
    }

    @Test(.proves("DLV-062")) func `another key or another text gives another tag`() {
        let text = Array("c 1 4 1700000000000 /setapikey".utf8)
        let tag = Self.hash.tag(of: text)
        #expect(tag == Self.hash.tag(of: text))
        #expect(tag != SipHash(first: 0x0706_0504_0302_0101, last: 0x0F0E_0D0C_0B0A_0908).tag(of: text))
        #expect(tag != SipHash(first: 0x0706_0504_0302_0100, last: 0x0F0E_0D0C_0B0A_0909).tag(of: text))
        #expect(tag != Self.hash.tag(of: text + [0]))
    }
}
