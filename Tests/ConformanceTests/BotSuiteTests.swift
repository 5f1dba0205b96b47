import Foundation
import HTTPClient
import SynoWire
import Synchronization
import TestSupport
import Testing
import Wire

@testable import Conformance

/// `conformance --bot` against a small bot that keeps to the rules, and then breaks one of them.
@Suite(.serialized) struct BotSuiteTests {
    private static let secret = "BotSuiteToken0123456789"
    /// However slow the machine is, a bot is slow only where a test says so.
    fileprivate static let clock = StandingClock()

    /// A bot that acknowledges what is sound and refuses the rest.
    private static func bot(
        change: @escaping @Sendable (_ request: String, _ answer: inout LiveAnswer) -> Void
    ) throws -> RawServer {
        try MisbehavingServer.start { request, text in
            var answer = LiveAnswer(name: "", status: status(request))
            change(text, &answer)
            return answer
        }
    }

    private static func status(_ request: HTTPClientRequest) -> Int {
        guard request.method == "POST" else { return request.method == "DELETE" ? 405 : 200 }
        guard request.body.count <= 65_536 else { return 413 }
        do throws(SynoError) {
            let type = request.headers.first { $0.name.lowercased() == "content-type" }?.value
            switch try BotEvent.decode(SynoPost(body: request.body, contentType: type)) {
            case .message(let message):
                guard message.token.exposed == secret else { return 403 }
                return 200
            case .callback(let callback): return callback.token.exposed == secret ? 200 : 403
            }
        } catch { return 400 }
    }

    private static func report(_ server: RawServer) async throws -> Report {
        let target = BotTarget(url: server.url + "/", token: try #require(Secret(token: secret)), user: 4, now: 0)
        return try await MisbehavingServer.report { try BotSuite.run(target, LiveClient(clock: clock.live)) }
    }

    @Test func `a bot that keeps to the rules holds everywhere`() async throws {
        let report = try await Self.report(Self.bot { _, _ in })
        #expect(report.points.filter { $0.verdict != .holds }.map(\.requirement) == [])
        #expect(report.points.count == BotSuite.checks.count)
    }

    @Test(
        .proves("SYN-001", "SYN-002", "SYN-003", "SYN-004", "SYN-005", "SYN-006", "SYN-007", "SYN-008", "SYN-010"),
        .proves("SYN-014", "SYN-015", "SYN-016", "SYN-019", "SYN-020", "SYN-022", "SYN-051", "SYN-055", "SYN-059"),
        .proves("SYN-162", "SYN-163", "SYN-165", "SYN-171", "SYN-190", "SYN-191", "SYN-192", "SYN-193", "SYN-194"),
        .proves("SYN-195", "SYN-196"),
        arguments: Misbehaviour.bot
    )
    func `one breach is found, and nothing else`(_ misbehaviour: Misbehaviour) async throws {
        let report = try await Self.report(Self.bot(change: misbehaviour.change))
        let broken = report.points.filter { !$0.faults.isEmpty }
        #expect(Set(broken.map(\.requirement)) == misbehaviour.broken, "\(broken.flatMap(\.faults).map(\.got))")
        #expect(!report.tap.contains(Self.secret))
    }

    @Test func `every check has a breach that is found alone, and its requirement is stated`() {
        let numbers = BotSuite.checks.map(\.requirement)
        // The first delivery and the second are told apart by their order, in a test of their own.
        let others: Set = ["SYN-022", "SYN-162"]
        let alone = Misbehaviour.alone(in: Misbehaviour.bot)
        #expect(Set(numbers).count == numbers.count && alone.isDisjoint(with: others))
        #expect(alone.union(others) == Set(numbers))
        #expect(Set(numbers).isSubset(of: Set(Requirement.all.map(\.number))))
    }

    @Test(.proves("SYN-022", "SYN-162"), arguments: [(1, "SYN-162"), (2, "SYN-022")])
    func `one of two deliveries may be refused, which is found`(number: Int, broken: String) async throws {
        let deliveries = Mutex(0)
        let server = try Self.bot { request, answer in
            guard request.contains("post_id=30064771072&") else { return }
            let delivery = deliveries.withLock { count in
                count += 1
                return count
            }
            if delivery == number { answer.status = 409 }
        }
        let report = try await Self.report(server)
        #expect(report.points.filter { !$0.faults.isEmpty }.map(\.requirement) == [broken])
    }
}

extension Misbehaviour {
    /// A breach for every check of `conformance --bot`.
    fileprivate static let bot: [Misbehaviour] = [
        sent("SYN-162", "post_id=30064771072&", and: "SYN-022") { $0.status = 204 },
        sent("SYN-163", "post_id=30064771072&") { $0.text = #"{"ok":true}"# },
        sent("SYN-190", "conformance_unknown") { _ in BotSuiteTests.clock.advance(1.1) },
        sent("SYN-003", "\r\n\r\ntext=") { $0.status = 400 },
        sent("SYN-005", "conformance_unknown") { $0.status = 400 },
        sent("SYN-016", "username=conformance&text=") { $0.status = 400 },
        sent("SYN-002", "conformance+test") { $0.status = 400 },
        sent("SYN-019", "%2Fconformance") { $0.status = 400 },
        sent("SYN-020", "file_name=") { $0.status = 400 },
        sent("SYN-059", "%22user_id%22%3A4") { $0.status = 400 },
        sent("SYN-055", "%22user_id%22%3A%224") { $0.status = 400 },
        sent("SYN-001", "application/json") { $0.status = 200 },
        sent("SYN-191", "token=\(BotProbe.falseToken)") { $0.status = 200 },
        sent("SYN-192", "\r\n\r\nuser_id=") { $0.status = 200 },
        sent("SYN-014", "0123456789&username=") { $0.status = 200 },
        sent("SYN-010", "user_id=%2B4") { $0.status = 200 },
        sent("SYN-015", "user_id=4&post_id=") { $0.status = 200 },
        sent("SYN-008", "user_id=&") { $0.status = 200 },
        sent("SYN-004", "test&user_id=4") { $0.status = 200 },
        sent("SYN-006", "%zz") { $0.status = 200 },
        sent("SYN-006", "%FF", and: "SYN-194") { $0.status = 500 },
        // It is refused, as it must be, and then the connection breaks.
        sent("SYN-194", "%FF") { $0.breakOffWithin() },
        Misbehaviour("SYN-193", name: "an empty body is acknowledged") { request, answer in
            if request.hasPrefix("POST"), request.hasSuffix("\r\n\r\n") { answer.status = 200 }
        },
        sent("SYN-051", "payload=%7B%22token%22%3A") { answer in if answer.status == 400 { answer.status = 200 } },
        sent("SYN-007", "xxxxxxxx") { $0.status = 200 },
        sent("SYN-165", "HEAD /") { $0.status = 404 },
        sent("SYN-196", "DELETE /") { $0.status = 200 },
        sent("SYN-171", "token=\(BotProbe.falseToken)") { $0.text = BotProbe.falseToken },
        sent("SYN-195", "post_id=30064771101&") { $0.status = 400 },
    ]

    /// What happens to requests that contain a text.
    private static func sent(
        _ broken: String,
        _ text: String,
        and other: String? = nil,
        change: @escaping @Sendable (inout LiveAnswer) -> Void
    ) -> Misbehaviour {
        Misbehaviour([broken] + (other.map { [$0] } ?? []), "\(broken) by \(text.prefix(30))") { request, answer in
            if request.contains(text) { change(&answer) }
        }
    }
}
