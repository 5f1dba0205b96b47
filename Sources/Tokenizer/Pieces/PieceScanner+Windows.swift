/// Where the pieces of a window begin, by bit masks: bit 0 always, and every start that bytes beyond the window cannot undo.
extension PieceScanner {
    func cl100kStarts(_ window: WindowClasses, at place: Int, final: Bool) -> UInt64 {
        let punctuation = window.valid & ~(window.letter | window.number | window.space)
        // Newlines after punctuation belong to it.
        let newline = window.newline & window.valid
        let absorbed = ((newline &+ (punctuation << 1 & newline)) ^ newline) & newline
        let space = window.space & ~absorbed
        let (own, prefixed) = runs(window, punctuation, space)
        var starts = own | letters(window, space, prefixed) | numbers(window)
        starts |= spaces(window, space, final: final, wholeAtEnd: true)
        var quotes = own & window.apostrophe & window.letter >> 1
        while quotes != 0 {
            let start = quotes.trailingZeroBitCount
            quotes &= quotes &- 1
            let stop = contraction(at: place + start) - place
            if stop > start, stop < 64 { starts |= 1 << UInt64(stop) & window.valid }
        }
        return starts | 1
    }

    func o200kStarts(_ window: WindowClasses, at place: Int, final: Bool) -> UInt64 {
        let valid = window.valid
        var punctuation = valid & ~(window.letter | window.number | window.space)
        let newline = window.newline & valid
        var absorbed = ((newline &+ (punctuation << 1 & newline)) ^ newline) & newline
        if newline << 1 & window.slash != 0 {
            // Slashes after such newlines belong to the punctuation too.
            let tail = newline | window.slash & valid
            var heads = punctuation << 1 & newline
            while heads != 0 {
                let head = heads & (0 &- heads)
                let run = ((tail &+ head) ^ tail) & tail & ~(head &- 1)
                absorbed |= run
                heads &= ~run
            }
            punctuation &= ~absorbed
        }
        let space = window.space & ~absorbed
        let (own, prefixed) = runs(window, punctuation, space)
        let small = window.letter & ~window.upper
        var starts = own | letters(window, space, prefixed) | numbers(window)
        starts |= window.upper & window.letter & window.lead & small << 1
        starts |= spaces(window, space, final: final, wholeAtEnd: false)
        var quotes = window.apostrophe & punctuation & window.letter << 1
        var after = -1
        while quotes != 0 {
            let start = quotes.trailingZeroBitCount
            quotes &= quotes &- 1
            let stop = contraction(at: place + start) - place
            guard stop > start, start != after else { continue }
            let end = stop < 64 ? UInt64(1) << UInt64(stop) : 0
            starts = starts & ~(end &- 1 << UInt64(start)) | end & valid
            after = stop
        }
        return starts | 1
    }

    /// The starts of runs of punctuation that no space before them takes, and the letters that follow the single ones.
    @inline(__always)
    private func runs(_ window: WindowClasses, _ punctuation: UInt64, _ space: UInt64) -> (
        own: UInt64, prefixed: UInt64
    ) {
        let first = punctuation & window.lead & ~(punctuation << 1)
        let own = first & ~((first >> 1 & window.blank & space) << 1)
        let next = (own << 1 &+ window.continuation) & ~window.continuation
        return (own, next & window.letter)
    }

    @inline(__always)
    private func letters(_ window: WindowClasses, _ space: UInt64, _ prefixed: UInt64) -> UInt64 {
        window.letter & window.lead & ~(window.letter << 1) & ~(prefixed | (space & ~window.newline) << 1)
    }

    @inline(__always)
    private func numbers(_ window: WindowClasses) -> UInt64 {
        let number = window.number
        var group = number & ~(number << 1)
        var starts = group
        let inside = number & number << 1 & number << 2 & number << 3
        while inside != 0 {
            group = group << 3 & inside
            if group == 0 { break }
            starts |= group
        }
        return starts
    }

    /// White space up to its last newline; all but the last character of the rest; the last one.
    @inline(__always)
    private func spaces(_ window: WindowClasses, _ space: UInt64, final: Bool, wholeAtEnd: Bool) -> UInt64 {
        var starts = space & ~(space << 1)
        var settled = space
        var newlines = window.newline & space
        if window.touchesEnd(space) {
            // Nothing is known of the last run but its start.
            let before = window.valid & ~space
            let run = before == 0 ? window.valid : window.valid & ~(UInt64.max >> UInt64(before.leadingZeroBitCount))
            settled &= ~run
            if !final || wholeAtEnd { newlines &= ~run }
        }
        starts |= settled & ~(space >> 1) & ~window.newline
        // White space after a newline begins a piece, unless the run it is in has another newline.
        let rest = space & ~window.newline
        let after = newlines << 1 & rest
        let ends = (rest &+ after) & ~rest
        guard ends & newlines != 0 else { return starts | after }
        while newlines != 0 {
            let first = newlines & (0 &- newlines)
            let run = ((space &+ first) ^ space) & space & ~(first &- 1)
            let last = 63 - (newlines & run).leadingZeroBitCount
            starts |= (UInt64(2) << UInt64(last)) & space
            newlines &= ~run
        }
        return starts
    }
}
