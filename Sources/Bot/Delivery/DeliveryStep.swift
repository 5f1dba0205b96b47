/// What to do with a part after an attempt.
public enum DeliveryStep: Sendable, Equatable {
    /// It is delivered: go on with the next part.
    case done
    /// Send the same part again after this many milliseconds; later parts wait.
    case wait(milliseconds: Int)
    /// Replace it by its two halves (``ReplySplitter/halves(of:)``) and send those in order; where it cannot be halved,
    /// give up with ``DeliveryFailure/tooLong``.
    case halve
    /// Give the whole answer up: drop its parts, keep the reason for the log and the user's next command.
    case giveUp(DeliveryFailure)
}
