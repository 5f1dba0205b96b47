import Bot
import SynoWire
import TestSupport
import Testing

@Suite struct DeliveryPolicyTests {
    /// The steps after the same outcome again and again, until it ends.
    private func steps(_ outcome: DeliveryOutcome) -> [DeliveryStep] {
        var progress = DeliveryProgress()
        var steps: [DeliveryStep] = []
        while steps.count < 2_000 {
            let step = DeliveryPolicy.step(after: outcome, &progress)
            steps.append(step)
            guard case .wait = step else { break }
        }
        return steps
    }

    private func waits(_ steps: [DeliveryStep]) -> [Int] {
        steps.compactMap { if case .wait(let milliseconds) = $0 { milliseconds } else { nil } }
    }

    @Test func `what is delivered is done`() {
        #expect(steps(.delivered) == [.done])
    }

    @Test(.proves("CMD-120"))
    func `too fast waits two seconds and more`() {
        let steps = steps(.refused(code: 411))
        #expect(waits(steps).prefix(9) == [2_000, 4_000, 8_000, 16_000, 32_000, 64_000, 128_000, 256_000, 300_000])
        #expect(steps.last == .giveUp(.tooFast))
    }

    @Test(.proves("CMD-121"))
    func `too long is halved`() {
        #expect(steps(.refused(code: 410)) == [.halve])
    }

    @Test(.proves("CMD-122"))
    func `what will not pass is given up with its reason`() {
        #expect(steps(.refused(code: 404)) == [.giveUp(.token)])
        #expect(steps(.refused(code: 407)) == [.giveUp(.user)])
        #expect(steps(.refused(code: 800)) == [.giveUp(.target)])
        for code: Int64 in [100, 101, 103, 105, 119, 120, 400, 401, 409, -1] {
            #expect(steps(.refused(code: code)) == [.giveUp(.refused)])
        }
    }

    @Test(.proves("CMD-126"))
    func `a busy NAS is asked once more`() {
        #expect(steps(.refused(code: 117)) == [.wait(milliseconds: 1_000), .giveUp(.refused)])
    }

    @Test(.proves("CMD-122"))
    func `an answer is judged for its user`() {
        let success = SynoResponse.Success(posts: [.init(userID: 4, postID: 9)], failedUserIDs: [5])
        #expect(DeliveryOutcome(.success(success), user: 4) == .delivered)
        #expect(DeliveryOutcome(.success(success), user: 5) == .refused(code: 407))
        #expect(DeliveryOutcome(.failure(.init(code: .tooFast)), user: 4) == .refused(code: 411))
    }

    @Test(.proves("SYN-110", "SYN-114"))
    func `a post that was taken is not repeated because of what else the answer holds`() {
        let outcome = { (data: String) in
            DeliveryOutcome(answer: Array(#"{"success":true,"data":{\#(data)}}"#.utf8), user: 4)
        }
        for fail in ["false", "null", "{}", "[]", "[5]"] { #expect(outcome("\"fail\":\(fail)") == .delivered) }
        // Somebody was missed, and there is nobody else.
        for fail in ["7", "[true]", #"{"x":1}"#, #"[{"user_id":4}]"#, "[4]"] {
            #expect(outcome("\"fail\":\(fail)") == .refused(code: 407), "\(fail)")
        }
        let map = #""succ":{"user_id_post_map":{"4":"1"}}"#
        #expect(outcome(map) == .delivered)
        #expect(outcome(#""fail":7,"# + map) == .delivered)
        #expect(outcome(map.replacing("\"4\"", with: "\"5\"") + #","fail":[{"user_id":4}]"#) == .refused(code: 407))
        for text in ["", "<html>", "[]", "{}", #"{"success":"true"}"#, #"{"success":true"#] {
            #expect(DeliveryOutcome(answer: Array(text.utf8), user: 4) == nil)
        }
    }

    @Test(.proves("CMD-123", "CMD-125"))
    func `what may pass is tried for an hour`() {
        let outcomes: [(DeliveryOutcome, DeliveryFailure)] = [
            (.notSent, .unreachable), (.notChat, .notChat), (.refused(code: 102), .notChat),
        ]
        for (outcome, failure) in outcomes {
            let steps = steps(outcome)
            #expect(waits(steps).prefix(3) == [1_000, 2_000, 4_000])
            #expect(waits(steps).reduce(0, +) == 3_600_000)
            #expect(waits(steps).allSatisfy { $0 <= 300_000 })
            #expect(steps.last == .giveUp(failure))
        }
    }

    @Test(.proves("CMD-124", "DLV-044"))
    func `an unknown outcome is repeated once for each break, for an hour`() {
        let steps = steps(.unknown)
        #expect(waits(steps) == [2_000, 8_000, 32_000, 128_000, 512_000, 2_048_000, 870_000])
        #expect(waits(steps).reduce(0, +) == DeliveryPolicy.patience)
        #expect(steps.last == .giveUp(.unconfirmed))
        var progress = DeliveryProgress()
        #expect(DeliveryPolicy.step(after: .unknown, &progress) == .wait(milliseconds: 2_000))
        #expect(progress.unknowns == 1 && progress.failures == 1 && progress.waited == 2_000)
        #expect(DeliveryPolicy.step(after: .delivered, &progress) == .done)
    }

    @Test(.proves("DLV-047", "DLV-044", "CMD-124"))
    func `however often the process dies, its part waits two seconds`() {
        let steps = steps(.interrupted)
        #expect(waits(steps) == Array(repeating: 2_000, count: 1_800))
        #expect(steps.last == .giveUp(.unconfirmed))
        // Nor does it lengthen the wait after a connection that breaks, or the other way round.
        var progress = DeliveryProgress()
        for _ in 0..<5 { _ = DeliveryPolicy.step(after: .interrupted, &progress) }
        #expect(DeliveryPolicy.step(after: .unknown, &progress) == .wait(milliseconds: 2_000))
        #expect(DeliveryPolicy.step(after: .unknown, &progress) == .wait(milliseconds: 8_000))
        #expect(DeliveryPolicy.step(after: .interrupted, &progress) == .wait(milliseconds: 2_000))
    }

    @Test(.proves("CMD-124", "CMD-123"))
    func `a refused connection lengthens no wait of an unknown outcome`() {
        var progress = DeliveryProgress()
        for _ in 0..<5 { _ = DeliveryPolicy.step(after: .notSent, &progress) }
        #expect(DeliveryPolicy.step(after: .unknown, &progress) == .wait(milliseconds: 2_000))
    }
}
