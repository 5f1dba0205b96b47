import Foundation
import HTTPClient
import Simulator
import SynoWire
import TestSupport
import Testing
import Wire

@testable import Conformance

/// `conformance --synology` against the simulated Synology Chat, and against one that misbehaves in one known way.
@Suite(.serialized) struct SynologySuiteTests {
    private static let token = Secret(token: "SynologySuiteToken0123456789")

    private static func simulator(interval: Double, clock: StandingClock) throws -> SynologyChatServer {
        var configuration = SynologyChatConfiguration(
            users: [SynoUser(userID: 4, username: "alice")],
            botToken: try #require(token)
        )
        configuration.postInterval = interval
        configuration.now = { Int64(clock.now * 1_000) }
        return try SynologyChatServer(configuration: configuration)
    }

    private static func report(
        _ address: String,
        user: Int64? = 4,
        clock: StandingClock = StandingClock()
    ) async throws -> Report {
        let entry = ChatbotEntryPoint(base: try SynoBaseURL(address), token: try #require(token))
        return try await MisbehavingServer.report {
            try SynologySuite.run(SynologyTarget(entry: entry, user: user), LiveClient(clock: clock.live))
        }
    }

    @Test func `the simulated Chat keeps to every requirement, and shows the posts as they were sent`() async throws {
        let clock = StandingClock()
        let simulator = try Self.simulator(interval: 0.5, clock: clock)
        defer { simulator.stop() }
        let report = try await Self.report(simulator.baseURL, clock: clock)
        #expect(report.points.filter { $0.verdict != .holds }.map(\.requirement) == [])
        #expect(report.points.count == SynologySuite.checks.count)
        let texts = simulator.entries.map(\.text)
        #expect(texts.count == 6 && texts.count < SynologySuite.postCount)
        #expect(texts.contains { $0.utf8.elementsEqual(SynologyProbe.hardText.utf8) })
        #expect(texts.contains { $0.utf16.count == 1_800 })
    }

    @Test func `without a user nothing is posted, and what posts is not judged`() async throws {
        let simulator = try Self.simulator(interval: 0, clock: StandingClock())
        defer { simulator.stop() }
        let report = try await Self.report(simulator.baseURL, user: nil)
        #expect(report.holds && report.count(.skipped) == 15 && report.count(.holds) == 13)
        #expect(simulator.entries.isEmpty)
    }

    @Test(
        .proves("SYN-021", "SYN-071", "SYN-076", "SYN-090", "SYN-091", "SYN-101", "SYN-110", "SYN-111", "SYN-115"),
        .proves("SYN-117", "SYN-120", "SYN-141", "SYN-150", "SYN-170", "SYN-171", "SYN-172", "SYN-173", "SYN-174"),
        .proves("SYN-175", "SYN-176", "SYN-177", "SYN-178", "SYN-179", "SYN-180", "SYN-181", "SYN-182", "SYN-183"),
        .proves("SYN-184"),
        arguments: Misbehaviour.synology
    )
    func `one breach is found, and nothing else`(_ misbehaviour: Misbehaviour) async throws {
        let simulator = try Self.simulator(interval: 0, clock: StandingClock())
        defer { simulator.stop() }
        let server = try MisbehavingServer.before(simulator.baseURL) { request, answer in
            // The post that comes too fast is the second one; here no time has to pass.
            if answer.text.contains("25769803778}") { answer.refuse(411) }
            misbehaviour.change(request, &answer)
        }
        let report = try await Self.report(server.url)
        let broken = report.points.filter { !$0.faults.isEmpty }
        #expect(Set(broken.map(\.requirement)) == misbehaviour.broken, "\(broken.flatMap(\.faults).map(\.got))")
        #expect(!report.tap.contains("SynologySuiteToken"))
    }

    @Test func `every check has a breach that is found alone, and its requirement is stated`() {
        let numbers = SynologySuite.checks.map(\.requirement)
        // Every call has one right answer, a success or one code of the table: a code that the table lacks (SYN-120) is
        // wrong for its call, too.
        let others: Set = ["SYN-120"]
        let alone = Misbehaviour.alone(in: Misbehaviour.synology)
        #expect(Set(numbers).count == numbers.count && alone.isDisjoint(with: others))
        #expect(alone.union(others) == Set(numbers))
        #expect(Misbehaviour.synology.contains { $0.broken.isSuperset(of: others) })
        #expect(Set(numbers).isSubset(of: Set(Requirement.all.map(\.number))))
    }

    @Test func `nobody there is an error, not a report`() async {
        await #expect(throws: HTTPClientError.self) { try await Self.report("http://127.0.0.1:1") }
    }
}

extension LiveAnswer {
    /// Becomes a failure of Chat's.
    fileprivate mutating func refuse(_ code: Int) { text = #"{"error":{"code":\#(code)},"success":false}"# }
}

extension Misbehaviour {
    /// A breach for every check of `conformance --synology`.
    fileprivate static let synology: [Misbehaviour] = [
        call("SYN-110", "SYN-076", "method=none") { $0.text = #"{"error":{"code":103}}"# },
        call("SYN-111", "SYN-076", "method=none") { $0.text = "<html></html>" },
        tooFast("SYN-110", #"{"error":{"code":411}}"#),
        tooFast("SYN-111", "<html></html>"),
        call("SYN-170", "SYN-170", SynologyProbe.falseToken) { $0.status = 403 },
        call("SYN-120", "SYN-174", "version=9") { $0.refuse(999) },
        call("SYN-171", "SYN-171", SynologyProbe.falseToken) {
            $0.replace("\"code\":404", "\"code\":404,\"token\":\"SynologySuiteToken0123456789\"")
        },
        call("SYN-071", "SYN-071", "method=user_list&version=2&token=%22Syno") { $0.refuse(404) },
        call("SYN-176", "SYN-176", "method=user_list&version=2&token=Syno") { $0.refuse(404) },
        call("SYN-117", "SYN-117", "method=user_list&version=2&token=%22Syno") {
            $0.replace("\"username\"", "\"name\"")
        },
        call("SYN-076", "SYN-076", "method=none") { $0.refuse(100) },
        call("SYN-172", "SYN-172", "?method=user_list") { $0.refuse(100) },
        call("SYN-173", "SYN-173", "SYNO.Chat.Conformance") { $0.refuse(103) },
        call("SYN-174", "SYN-174", "version=9") { $0.refuse(100) },
        call("SYN-175", "SYN-175", SynologyProbe.falseToken) { $0.refuse(105) },
        Misbehaviour("SYN-177", name: "another code for an empty payload") { request, answer in
            if request.hasSuffix("payload=") { answer.refuse(120) }
        },
        Misbehaviour("SYN-178", name: "another code for a post of nothing") { request, answer in
            if request.hasSuffix("payload=%7B%22user_ids%22%3A%5B4%5D%7D") { answer.refuse(101) }
        },
        call("SYN-179", "SYN-179", "payload=%7B%22text%22%3A%22Conformance%22%7D") { $0.refuse(120) },
        call("SYN-180", "SYN-180", "999999999") { $0.succeed(9) },
        call("SYN-181", "SYN-181", "xxxxxxxx") { $0.succeed(9) },
        call("SYN-183", "SYN-183", "conformance.png") { $0.succeed(9) },
        posted("SYN-090", 25_769_803_777) { $0.refuse(100) },
        posted("SYN-115", 25_769_803_777) { $0.replace("{\"4\":", "{\"5\":") },
        Misbehaviour("SYN-182", name: "another code for too fast") { _, answer in answer.replace("411", "100") },
        posted("SYN-184", 25_769_803_779) { $0.succeed(25_769_803_777) },
        posted("SYN-021", 25_769_803_779) { $0.succeed(5) },
        call("SYN-091", "SYN-091", "second%20line") { $0.refuse(120) },
        call("SYN-150", "SYN-150", "example.org") { $0.refuse(120) },
        call("SYN-101", "SYN-101", "attachments") { $0.refuse(120) },
        call("SYN-141", "SYN-141", "Conformance%20Conformance%20") { $0.refuse(410) },
    ]

    /// What happens to calls that contain a text.
    private static func call(
        _ broken: String,
        _ other: String,
        _ text: String,
        change: @escaping @Sendable (inout LiveAnswer) -> Void
    ) -> Misbehaviour {
        Misbehaviour([broken, other], "\(broken) by \(text.prefix(30))") { request, answer in
            if request.contains(text) { change(&answer) }
        }
    }

    /// What comes instead of the refusal of a post that is too fast.
    ///
    /// Such a post may be taken or refused: where the answer cannot be read, its form alone is judged.
    private static func tooFast(_ broken: String, _ text: String) -> Misbehaviour {
        Misbehaviour(broken, name: "\(broken) where a post is too fast") { _, answer in
            if answer.text.contains("411") { answer.text = text }
        }
    }

    /// What happens to the answer that names a post.
    private static func posted(
        _ broken: String,
        _ post: Int64,
        change: @escaping @Sendable (inout LiveAnswer) -> Void
    ) -> Misbehaviour {
        Misbehaviour([broken], "\(broken) by the post \(post)") { _, answer in
            if answer.text.contains("\(post)}") { change(&answer) }
        }
    }
}

extension LiveAnswer {
    /// Becomes a post's success.
    fileprivate mutating func succeed(_ post: Int64) {
        text = #"{"data":{"fail":null,"succ":{"user_id_post_map":{"4":\#(post)}}},"success":true}"#
    }
}
