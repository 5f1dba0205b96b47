import App
import Foundation
import ServiceSupport
import TestSupport
import Testing

@Suite struct SecretFileTests {
    private func read(_ bytes: [UInt8]) throws -> Result<String, SettingsError> {
        let folder = try TemporaryFolder()
        return SecretFile.read(try folder.write("secret", bytes))
    }

    @Test(.proves("SEC-072"), arguments: ["key", "key\n", "key\r\n\n"]) func `line ends behind the secret are dropped`(
        text: String
    ) throws {
        #expect(try read(Array(text.utf8)).get() == "key")
    }

    @Test(
        arguments: [
            ([], "the file is empty."), ([0x0A], "the file is empty."), ([0xFF], "the file is not UTF-8."),
            ([UInt8](repeating: 65, count: 65_537), "the file is longer than 65536 bytes."),
        ] as [([UInt8], String)]
    ) func `a file that is no secret is refused`(bytes: [UInt8], reason: String) throws {
        #expect(throws: SettingsError(lines: [reason])) { try read(bytes).get() }
    }

    @Test func `a missing file and a directory are named for what they are`() throws {
        #expect(throws: SettingsError(lines: ["the file cannot be opened (No such file or directory)."])) {
            try SecretFile.read("/nowhere/key").get()
        }
        #expect(throws: SettingsError(lines: ["the file cannot be read (Is a directory)."])) {
            try SecretFile.read("/").get()
        }
    }
}
