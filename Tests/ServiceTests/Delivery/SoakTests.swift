import Bot
import Foundation
import HTTPClient
import Simulator
import SynoWire
import TestSupport
import Testing

@testable import Service

/// Many users, and a Synology Chat that misbehaves in every way that must not lose a message.
@Suite struct SoakTests {
    /// A few; `make soak` does it for long, with the whole program.
    static let rounds = 15
    static let users = (1...40).map { Int64($0) }

    /// Faults after which the part is sent again; those that give an answer up have tests of their own.
    private static let faults: [ChatMisbehaviour.Kind] = [
        .code(.tooFast), .code(.noSuchAPI), .dropBefore, .dropAfter, .html(status: 502), .delay(0.05),
        .flood(bytes: 5_000),
    ]

    @Test(.proves("DLV-020", "DLV-040", "DLV-044", "DLV-047"))
    func `every user reads every answer in order`() async throws {
        let fixture = try await DeliveryFixture(calls: 8, users: Self.users)
        var generator = SeededGenerator(seed: 5)
        var sent: [Int64: Int] = [:]
        var planned = 0
        for _ in 0..<Self.rounds {
            for user in Self.users {
                sent[user, default: 0] += 1
                try await fixture.send("q\(sent[user, default: 0])", from: user)
            }
            if let kind = Self.faults.randomElement(using: &generator) {
                fixture.chat.plan(ChatMisbehaviour(kind, after: Int.random(in: 0..<30, using: &generator)))
                planned += 1
            }
            // The next round comes when most of this one is delivered, as people wait for answers.
            let enough = sent.values.reduce(0, +) - Self.users.count
            _ = await fixture.chat.wait { $0.count >= enough }
        }
        var doubled = 0
        for user in Self.users {
            let number = sent[user, default: 0]
            let last = "q\(number) after \(number - 1)"
            let entries = await fixture.chat.wait { entries in
                entries.contains { $0.userID == user && $0.text == last }
            }
            let texts = try #require(entries).filter { $0.userID == user }.map(\.text)
            let once = texts.enumerated().filter { $0.offset == 0 || texts[$0.offset - 1] != $0.element }.map(\.element)
            #expect(once == (1...number).map { "q\($0) after \($0 - 1)" })
            doubled += texts.count - once.count
        }
        #expect(doubled <= planned)
    }
}
