import Glibc
import Wire

extension EventLoop {
    /// Bytes of answers unsent at which no further request of the connection is read.
    private static let unsentLimit = 200_000
    /// Bytes thrown away after the last answer before the connection is closed all the same.
    private static let lingerLimit = 65536

    /// Takes what a client has sent.
    func read(_ slot: Int) {
        let phase = connections[slot].phase
        guard phase == .reading && connections[slot].unsent == 0 || phase == .lingering else {
            // It can wait in the system's buffer: the client feels that (back-pressure).
            return watch(slot, connections[slot].interest.subtracting(.read))
        }
        let count = system.receive(connections[slot].descriptor, readBuffer)
        if count < 0 {
            if errno != EAGAIN && errno != EINTR { close(slot) }
            return
        }
        if phase == .lingering { return discard(slot, count) }
        // The client sends no more; what it began cannot become whole.
        if count == 0 { return close(slot) }
        consume(slot, UnsafeBufferPointer(rebasing: readBuffer[..<count]))
    }

    /// Reads requests from `bytes` and has them answered, as long as answers come at once.
    func consume(_ slot: Int, _ bytes: UnsafeBufferPointer<UInt8>) {
        let generation = connections[slot].generation
        var taken = 0
        while connections[slot].phase == .reading, connections[slot].unsent < Self.unsentLimit {
            do throws(HTTPRequestError) {
                guard let event = try connections[slot].parser.next(bytes.span, taken: &taken) else { break }
                handle(event, slot)
            } catch {
                refuse(slot, HTTPResponse(refusing: error))
            }
            guard connections[slot].generation == generation else { return }
        }
        if taken < bytes.count, connections[slot].phase != .closing {
            connections[slot].input.append(contentsOf: bytes[taken...])
        }
        flushAndGoOn(slot)
    }

    /// Responds to a malformed request and closes the connection.
    func refuse(_ slot: Int, _ response: HTTPResponse) {
        let isHead = connections[slot].parser.isHead
        connections[slot].writer = HTTPResponseWriter(
            context: .init(isHead: isHead, closes: true, date: date.current())
        )
        lendOutput(slot)
        connections[slot].writer.write(response, to: &connections[slot].output)
        connections[slot].phase = .closing
    }

    /// Sends a whole answer.
    func answer(_ slot: Int, _ response: HTTPResponse) {
        guard connections[slot].phase == .handling else { return }
        lendOutput(slot)
        connections[slot].writer.write(response, to: &connections[slot].output)
        finishAnswer(slot, closes: response.closesConnection)
    }

    /// Sends the head of an answer that comes in pieces.
    func begin(_ slot: Int, _ status: Int, _ headers: HTTPFields) {
        guard connections[slot].phase == .handling else { return }
        connections[slot].phase = .streaming
        lendOutput(slot)
        var writer = connections[slot].writer
        writer.begin(status: status, headers: headers, to: &connections[slot].output)
        connections[slot].writer = writer
    }

    /// Sends a piece.
    func stream(_ slot: Int, _ bytes: [UInt8]) {
        guard connections[slot].phase == .streaming else { return }
        lendOutput(slot)
        connections[slot].writer.write(piece: bytes, to: &connections[slot].output)
        if connections[slot].unsent > configuration.maxBuffered { flush(slot) }
        if connections[slot].unsent > configuration.maxBuffered { close(slot) }
    }

    /// Sends the end of an answer that came in pieces.
    func endStream(_ slot: Int) {
        guard connections[slot].phase == .streaming else { return }
        lendOutput(slot)
        connections[slot].writer.end(to: &connections[slot].output)
        finishAnswer(slot, closes: !connections[slot].writer.isChunked)
    }

    private func handle(_ event: HTTPRequestEvent, _ slot: Int) {
        switch event {
        case .continueExpected:
            lendOutput(slot)
            connections[slot].output.append(contentsOf: HTTPResponseWriter.continueResponse)
            flush(slot)
        case .request(let request):
            let closes = !request.keepsAlive || !isAccepting
            // Nothing is waited for until the answer is there, and then from that moment on.
            connections[slot].wait = .nothing
            connections[slot].waitDeadline = .never
            connections[slot].phase = .handling
            connections[slot].closesAfterAnswer = closes
            connections[slot].writer = HTTPResponseWriter(
                context: .init(
                    isHead: request.method == "HEAD",
                    minorVersion: request.minorVersion,
                    closes: closes,
                    date: date.current()
                )
            )
            let token = ConnectionToken(slot: slot, generation: connections[slot].generation)
            let state = ExchangeState(loop: self, token: token, address: connections[slot].address)
            handler(request, HTTPExchange(state: state))
            runLocalCommands(of: slot)
        }
    }

    private func finishAnswer(_ slot: Int, closes: Bool) {
        connections[slot].phase = closes || connections[slot].closesAfterAnswer || !isAccepting ? .closing : .reading
    }

    /// Throws away what comes after the last answer, so that closing does not reset the connection before the client has
    /// read it (RFC 9112 §9.6).
    private func discard(_ slot: Int, _ count: Int) {
        connections[slot].lingered += count
        if count == 0 || connections[slot].lingered > Self.lingerLimit { close(slot) }
    }

    /// Gives a connection without output the loop's spare buffer.
    private func lendOutput(_ slot: Int) {
        if connections[slot].output.capacity == 0 { swap(&connections[slot].output, &spareOutput) }
    }
}
