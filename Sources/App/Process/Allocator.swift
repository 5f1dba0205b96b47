import CLinux

/// The C library's allocator, which serves every part of the process.
enum Allocator {
    /// Heaps that it divides the threads among.
    ///
    /// Left alone it makes eight for each core, and each keeps the most it ever held: what the same few megabytes in use cost
    /// then grows with the number of threads that have run.
    static let arenas: Int32 = 2
    /// Bytes from which an allocation is a mapping of its own and goes back to the system when it is freed.
    ///
    /// Left alone the limit rises to the largest allocation freed so far: 32 MiB at most.
    static let mappingThreshold: Int32 = 128 << 10

    /// Sets the bounds; to be called before any thread is started (mallopt(3)).
    static func setBounds() {
        mallopt(M_ARENA_MAX, arenas)
        mallopt(M_MMAP_THRESHOLD, mappingThreshold)
    }
}
