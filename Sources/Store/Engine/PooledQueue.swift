package import Dispatch

extension DispatchQueue {
    /// A serial queue on the threads of one pool, which is as large as the machine has cores.
    ///
    /// Without a target, a serial queue gets a new thread whenever none is free at once, up to 255 of them, and each keeps a
    /// stack and freed blocks. Where a disk holds the pool's threads up, libdispatch adds some within a second.
    package static func pooled(_ label: String) -> DispatchQueue {
        DispatchQueue(label: label, target: .global(qos: .userInitiated))
    }
}
