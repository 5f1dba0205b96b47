import CCurl
import Glibc
import Platform

/// The body of the client's thread: owns every transfer, and the multi handle.
final class ClientLoop {
    private let mailbox: Mailbox
    private let multi: UnsafeMutableRawPointer
    private let configuration: HTTPClient.Configuration
    /// The transfers that libcurl works on, by their easy handle.
    private var active: [UnsafeMutableRawPointer: Transfer] = [:]
    private var handles: [UInt64: UnsafeMutableRawPointer] = [:]
    private var queues = OriginQueues()
    /// Transfers that have got a place.
    private var ready: [Transfer] = []
    private var isStopping = false
    private let watch = IdleWatch()

    init(mailbox: Mailbox, configuration: HTTPClient.Configuration) {
        self.mailbox = mailbox
        multi = mailbox.multi
        self.configuration = configuration
        queues.limit = configuration.requestsPerOrigin
    }

    /// Serves until told to stop; then cancels what is left and frees the multi handle.
    func run() {
        ccurl_multi_set_long(multi, CURLMOPT_MAXCONNECTS, configuration.idleConnections)
        while !isStopping { turn() }
        for transfer in ready + queues.removeAll() { transfer.end(.cancelled(wasSent: false)) }
        for transfer in Array(active.values) { finish(transfer, .cancelled(wasSent: transfer.wasSent)) }
        // Handlers that ran just now may have asked for more.
        for case .start(_, _, let onEvent) in mailbox.close() {
            onEvent(.finished(.failure(.cancelled(wasSent: false))))
        }
    }

    private func turn() {
        for command in mailbox.take() { perform(command) }
        guard !isStopping else { return }
        beginReady()
        var running: Int32 = 0
        let code = curl_multi_perform(multi, &running)
        finishTransfers()
        if code != CURLM_OK { failAll(code) }
        expireIdle()
        // What has got a place just now must not wait for somebody else's event.
        guard ready.isEmpty else { return }
        // Sleeps until a socket, one of curl's timers, a wake-up or our own deadline; for ever where there is none.
        let wait =
            watch.next == .max
            ? Int64(Int32.max) : min(max(watch.next - MonotonicClock.milliseconds(), 0), Int64(Int32.max))
        // Where libcurl cannot wait, for lack of memory, the loop must not spin.
        if curl_multi_poll(multi, nil, 0, Int32(wait), nil) != CURLM_OK { usleep(10_000) }
    }

    private func perform(_ command: ClientCommand) {
        switch command {
        case .start(let id, let request, let onEvent):
            do throws(HTTPClientError) {
                let transfer = try Transfer(id: id, request: request, watch: watch, onEvent: onEvent)
                if queues.admit(transfer) { ready.append(transfer) }
            } catch { onEvent(.finished(.failure(error))) }
        case .cancel(let id):
            if let handle = handles[id], let transfer = active[handle] {
                finish(transfer, .cancelled(wasSent: transfer.wasSent))
            } else if let index = ready.firstIndex(where: { $0.id == id }) {
                finish(ready.remove(at: index), .cancelled(wasSent: false))
            } else if let transfer = queues.removeWaiting(id) {
                transfer.end(.cancelled(wasSent: false))
            }
        case .stop: isStopping = true
        }
    }

    /// Begins what has got a place; one that fails at once hands its place on, to be looked at here, too.
    private func beginReady() {
        while !ready.isEmpty {
            let transfers = ready
            ready = []
            for transfer in transfers { begin(transfer) }
        }
    }

    private func begin(_ transfer: Transfer) {
        do throws(HTTPClientError) {
            let handle = try transfer.prepare(configuration)
            active[handle] = transfer
            handles[transfer.id] = handle
            guard curl_multi_add_handle(multi, handle) == CURLM_OK else {
                return finish(transfer, .init(kind: .unavailable, requestWasSent: false, message: "Out of memory."))
            }
        } catch { finish(transfer, error) }
    }

    private func finishTransfers() {
        var left: Int32 = 0
        while let message = curl_multi_info_read(multi, &left) {
            guard message.pointee.msg == CURLMSG_DONE, let handle = message.pointee.easy_handle else { continue }
            // The message dies with the handle's removal.
            let code = ccurl_message_result(message)
            if let transfer = active[handle] { finish(transfer, transfer.failure(code)) }
        }
    }

    private func finish(_ transfer: Transfer, _ failure: HTTPClientError?) {
        if let handle = handles.removeValue(forKey: transfer.id) {
            curl_multi_remove_handle(multi, handle)
            active[handle] = nil
        }
        transfer.release()
        let next = queues.leave(transfer)
        transfer.end(failure)
        if let next { ready.append(next) }
    }

    private func failAll(_ code: CURLMcode) {
        let reason = String(cString: curl_multi_strerror(code))
        for transfer in Array(active.values) {
            finish(
                transfer,
                .init(kind: .unavailable, requestWasSent: transfer.wasSent, message: "libcurl: \(reason).")
            )
        }
    }

    private func expireIdle() {
        let now = MonotonicClock.milliseconds()
        // Bytes only move deadlines back, so nothing is due before the earliest one that was noted.
        guard now >= watch.next else { return }
        watch.next = .max
        for transfer in Array(active.values) {
            guard let deadline = transfer.idleDeadline() else { continue }
            if deadline <= now {
                finish(transfer, transfer.idleFailure())
            } else {
                watch.note(transfer.nextLook(before: deadline))
            }
        }
    }
}

/// When the next transfer may have been idle for too long; used on the client's thread alone.
final class IdleWatch {
    /// In milliseconds of `MonotonicClock`; `Int64.max` where no transfer has a deadline.
    var next = Int64.max

    /// Brings the next look forward.
    func note(_ deadline: Int64) { next = min(next, deadline) }
}
