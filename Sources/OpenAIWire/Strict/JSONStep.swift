import Wire

/// One step down into a JSON value.
enum JSONStep {
    /// Into the member of that name.
    case member(String)
    /// Into the element of that index.
    case element(Int)

    /// Finds the value at the end of a path.
    ///
    /// - Parameters:
    ///   - path: steps that exist in the text.
    ///   - text: a JSON text that the strict parser has accepted.
    /// - Returns: the value's first byte.
    /// - Complexity: O(n).
    static func offset(of path: [JSONStep], in text: [UInt8]) -> Int {
        var scan = Scan(text: text)
        scan.skipSpace()
        for step in path { scan.descend(step) }
        return scan.position
    }

    /// A walk over sound JSON.
    private struct Scan {
        let text: [UInt8]
        var position = 0

        private func isAt(_ character: Unicode.Scalar) -> Bool {
            position < text.count && text[position] == UInt8(ascii: character)
        }

        mutating func skipSpace() {
            while position < text.count, text[position] <= 0x20 { position += 1 }
        }

        mutating func descend(_ step: JSONStep) {
            var index = 0
            move()
            while position < text.count {
                switch step {
                case .element(let wanted): if index == wanted { return }
                case .member(let wanted):
                    let start = position
                    skipString()
                    let name = try? JSONParser.parse(Array(text[start..<position]))
                    skipSpace()
                    move()
                    if let name = name?.string, name.utf8.elementsEqual(wanted.utf8) { return }
                }
                skipValue()
                skipSpace()
                move()
                index += 1
            }
        }

        /// Skips one mark and the space after it.
        private mutating func move() {
            position += 1
            skipSpace()
        }

        private mutating func skipString() {
            position += 1
            while position < text.count, !isAt("\"") { position += isAt("\\") ? 2 : 1 }
            position += 1
        }

        private mutating func skipValue() {
            var depth = 0
            repeat {
                if isAt("\"") {
                    skipString()
                } else if isAt("{") || isAt("[") {
                    depth += 1
                    position += 1
                } else if isAt("}") || isAt("]") {
                    depth -= 1
                    position += 1
                } else if depth > 0 {
                    position += 1
                } else {
                    while position < text.count, text[position] > 0x20, !isAt(","), !isAt("}"), !isAt("]") {
                        position += 1
                    }
                }
            } while depth > 0 && position < text.count
        }
    }
}
