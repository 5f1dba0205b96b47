/// A request under way.
public struct HTTPClientTask: Sendable {
    let mailbox: Mailbox
    let id: UInt64

    /// Ends the request from any thread; it finishes with ``HTTPClientError/Kind/cancelled`` unless it already has.
    public func cancel() { mailbox.post(.cancel(id)) }
}
