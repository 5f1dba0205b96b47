import Foundation
import HTTPClient
import Simulator
import Synchronization
import TestSupport
import Testing

@testable import Conformance

/// `conformance --openai` against the simulated endpoint, and against one that misbehaves in one known way.
@Suite(.serialized) struct OpenAISuiteTests {
    private static func simulator() throws -> OpenAIServer {
        var configuration = OpenAIConfiguration()
        configuration.key = "sk-right"
        configuration.models = ["gpt-4o-mini"]
        configuration.window = 500
        configuration.kept = 10
        return try OpenAIServer(configuration: configuration)
    }

    /// The simulator that the misbehaving servers stand before.
    private static let shared = Result { try simulator() }

    private static func target(_ base: String, key: String? = "sk-right") -> OpenAITarget {
        var target = OpenAITarget(base: base, key: key, model: "gpt-4o-mini", window: 500)
        // Megabytes would be counted against the tests that measure the memory of this process.
        target.padding = 20_000
        return target
    }

    private static func report(_ target: OpenAITarget) async throws -> Report {
        try await MisbehavingServer.report { try OpenAISuite.run(target) }
    }

    @Test func `the simulated endpoint keeps to every requirement`() async throws {
        let simulator = try Self.simulator()
        defer { simulator.stop() }
        let report = try await Self.report(Self.target(simulator.baseURL))
        #expect(report.points.count == OpenAISuite.checks.count && report.holds)
        #expect(report.points.filter { $0.verdict != .holds }.map(\.requirement) == [])
        #expect(report.notes.last?.hasSuffix("69 hold, 0 fail, 0 deviate, 0 could not be judged.") == true)
    }

    @Test(
        .proves("OAI-060", "OAI-061", "OAI-062", "OAI-063", "OAI-064", "OAI-065", "OAI-066", "OAI-067", "OAI-068"),
        .proves("OAI-069", "OAI-070", "OAI-071", "OAI-072", "OAI-073", "OAI-074", "OAI-100", "OAI-101", "OAI-102"),
        .proves("OAI-103", "OAI-104", "OAI-105", "OAI-106", "OAI-107", "OAI-108", "OAI-109", "OAI-110", "OAI-111"),
        .proves("OAI-112", "OAI-113", "OAI-114", "OAI-115", "OAI-116", "OAI-117", "OAI-118", "OAI-120", "OAI-121"),
        .proves("OAI-122", "OAI-123", "OAI-124", "OAI-125", "OAI-126", "OAI-130", "OAI-131", "OAI-132", "OAI-133"),
        .proves("OAI-134", "OAI-135", "OAI-136", "OAI-137", "OAI-140", "OAI-141", "OAI-142", "OAI-143", "OAI-144"),
        .proves("OAI-145", "OAI-146", "OAI-147", "OAI-148", "OAI-149", "OAI-150", "OAI-151", "OAI-152", "OAI-153"),
        .proves("OAI-155", "OAI-156", "OAI-160", "OAI-161", "OAI-162"),
        arguments: Misbehaviour.openAI
    )
    func `one breach is found, and nothing else`(_ misbehaviour: Misbehaviour) async throws {
        let server = try MisbehavingServer.before(Self.shared.get().address, change: misbehaviour.change)
        let report = try await Self.report(Self.target(server.url + "/v1"))
        let broken = report.points.filter { !$0.faults.isEmpty }
        #expect(Set(broken.map(\.requirement)) == misbehaviour.broken, "\(broken.flatMap(\.faults).map(\.got))")
        #expect(!(report.tap + report.junit).contains("sk-right"))
        #expect(report.holds == broken.allSatisfy(\.isAdvice))
    }

    @Test func `every check has a breach that is found alone, and its requirement is stated`() {
        let numbers = OpenAISuite.checks.map(\.requirement)
        // OAI-150 and OAI-154 have tests of their own. The name of an event (OAI-068) stands in a line that is neither
        // data nor a comment, which breaks OAI-111, too.
        let others: Set = ["OAI-150", "OAI-154", "OAI-068"]
        let alone = Misbehaviour.alone(in: Misbehaviour.openAI)
        #expect(Set(numbers).count == numbers.count && alone.isDisjoint(with: others))
        #expect(alone.union(others) == Set(numbers))
        #expect(Set(numbers).isSubset(of: Set(Requirement.all.map(\.number))))
    }

    @Test(.proves("OAI-154")) func `a server that answers no more is found`() async throws {
        let simulator = try Self.simulator()
        defer { simulator.stop() }
        let isBroken = Mutex(false)
        let server = try MisbehavingServer.before(simulator.address) { request, answer in
            if request.hasPrefix("GET /v1/models") { isBroken.withLock { $0 = true } }
            if request.hasPrefix("POST"), isBroken.withLock({ $0 }) { answer.fail(500) }
        }
        let report = try await Self.report(Self.target(server.url + "/v1"))
        #expect(report.points.filter { !$0.faults.isEmpty }.map(\.requirement) == ["OAI-154"])
    }

    @Test func `without a key the rules about keys are not judged`() async throws {
        let simulator = try Self.simulator()
        defer { simulator.stop() }
        simulator.configure { $0.key = nil }
        let report = try await Self.report(Self.target(simulator.baseURL, key: nil))
        let skipped = report.points.filter { $0.verdict == .skipped }.map(\.requirement)
        #expect(skipped == ["OAI-132", "OAI-133", "OAI-134"] && report.holds)
        #expect(report.tap.contains(" # SKIP no key was given"))
    }

    @Test(.proves("OAI-150")) func `a server without keys that fails at one breaks nothing else`() async throws {
        let simulator = try Self.simulator()
        defer { simulator.stop() }
        simulator.configure { $0.key = nil }
        let server = try MisbehavingServer.before(simulator.address) { request, answer in
            if request.contains(OpenAIProbe.falseKey) { answer.fail(500) }
        }
        let report = try await Self.report(Self.target(server.url + "/v1", key: nil))
        let broken = report.points.filter { !$0.faults.isEmpty }
        #expect(broken.map(\.requirement) == ["OAI-150"] && broken.first?.faults.first?.name == "a wrong key")
    }

    @Test(.proves("OAI-170"))
    func `a server that closes a kept connection after a failure is blamed for the failure alone`() async throws {
        let simulator = try Self.simulator()
        defer { simulator.stop() }
        var verdicts: [[String]] = []
        for drops in [false, true] {
            let server = try MisbehavingServer.before(simulator.address, dropsAfterFailure: drops) { request, answer in
                if (400...499).contains(answer.status) { answer.fail(500) }
            }
            let report = try await Self.report(Self.target(server.url + "/v1"))
            verdicts.append(report.points.map { "\($0.requirement) \($0.verdict) \($0.faults.map(\.name))" })
            #expect(server.connectionCount == OpenAIProbe.allCases.count)
        }
        #expect(verdicts[0] == verdicts[1])
        // What failed is seen, and what came on a new connection after it is not.
        #expect(verdicts[1].contains { $0.hasPrefix("OAI-130 fails") })
        #expect(verdicts[1].contains("OAI-154 holds []"))
    }

    @Test func `a rate limit is waited for`() async throws {
        let simulator = try Self.simulator()
        defer { simulator.stop() }
        simulator.plan(ModelMisbehaviour(.error(429, retryAfter: 1)))
        let report = try await Self.report(Self.target(simulator.baseURL))
        #expect(report.points.filter { !$0.faults.isEmpty }.isEmpty)
    }

    @Test func `nobody there is an error, not a report`() async {
        await #expect(throws: HTTPClientError.self) { try await Self.report(Self.target("http://127.0.0.1:1/v1")) }
    }
}
