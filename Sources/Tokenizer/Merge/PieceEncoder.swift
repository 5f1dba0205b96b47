/// Turns one text into tokens, a batch of parts at a time: from the cache, from the vocabulary, by merging, in this order.
@safe
struct PieceEncoder {
    let bytes: UnsafeBufferPointer<UInt8>
    let tokenizer: Tokenizer
    let workspace: Workspace
    let cache: PieceCache
    let merger: Merger
    let batch: Batch

    init(_ bytes: UnsafeBufferPointer<UInt8>, _ tokenizer: Tokenizer, _ workspace: Workspace) {
        unsafe self.bytes = bytes
        self.tokenizer = tokenizer
        self.workspace = workspace
        merger = Merger(tokenizer.vocabulary, workspace)
        cache = workspace.cache
        batch = workspace.batch
    }

    /// The number of tokens, or nothing once it exceeds `limit`.
    func count(limit: Int) -> Int? {
        var total = 0
        let exceeded = unsafe whole {
            total += unsafe count($0, $1)
            return total > limit
        }
        return exceeded ? nil : total
    }

    /// Appends the ids of all tokens.
    func encode(into ids: inout [UInt32]) {
        _ = unsafe whole {
            unsafe encode($0, $1, into: &ids)
            return false
        }
    }

    /// The number of tokens of the parts that no further text can change, and where the first other part begins.
    func countFinal() -> (tokens: Int, bytes: Int) {
        var total = 0
        let end = unsafe settled { total += unsafe count($0, $1) }
        return (total, end)
    }

    /// Appends the ids of the parts that no further text can change; answers where the first other part begins.
    func encodeFinal(into ids: inout [UInt32]) -> Int {
        unsafe settled { unsafe encode($0, $1, into: &ids) }
    }

    // MARK: batches

    /// All parts of the text in batches, until `body` says stop; the end of the text is looked at in a padded copy.
    @inline(__always)
    private func whole(_ body: (UnsafePointer<UInt8>, Int) -> Bool) -> Bool {
        var done = 0
        if unsafe bytes.count > Workspace.tailSize {
            var windows = unsafe WindowScanner(bytes, tokenizer, padded: false)
            while true {
                let count = unsafe windows.fill(batch.starts, capacity: Batch.capacity)
                if count == 0 { break }
                if unsafe body(windows.text, count) { return true }
            }
            done = windows.place
        }
        let left = unsafe bytes.count - done
        guard left > 0 else { return false }
        let tail = unsafe workspace.tail
        let base = unsafe bytes.baseAddress ?? UnsafePointer(tail)
        unsafe tail.update(from: base + done, count: left)
        unsafe (tail + left).update(repeating: 0, count: 80)
        var windows = unsafe WindowScanner(UnsafeBufferPointer(start: tail, count: left), tokenizer, padded: true)
        while true {
            let count = unsafe windows.fill(batch.starts, capacity: Batch.capacity)
            if count == 0 { return false }
            if unsafe body(windows.text, count) { return true }
        }
    }

    @inline(__always)
    private func settled(_ body: (UnsafePointer<UInt8>, Int) -> Void) -> Int {
        var windows = unsafe WindowScanner(bytes, tokenizer, padded: false, growing: true)
        while true {
            let count = unsafe windows.fill(batch.starts, capacity: Batch.capacity)
            if count == 0 { return windows.place }
            unsafe body(windows.text, count)
        }
    }

    /// The number of tokens of a batch.
    ///
    /// A function of its own, so that its loops have the processor's registers to themselves.
    @inline(never)
    private func count(_ text: UnsafePointer<UInt8>, _ count: Int) -> Int {
        unsafe find(text, count, keeping: false)
    }

    /// Appends the ids of a batch.
    @inline(never)
    private func encode(_ text: UnsafePointer<UInt8>, _ count: Int, into ids: inout [UInt32]) {
        _ = unsafe find(text, count, keeping: true)
        unsafe emit(text, count, into: &ids)
    }
}
