import CClassMasks

/// The masks of 64 bytes by a table of classes: for processors without a faster way, and the twin that the others must equal.
@safe
func portableMasks(_ bytes: UnsafePointer<UInt8>) -> ClassMasks {
    var masks = ClassMasks()
    for place in 0..<64 {
        let byte = unsafe bytes[place]
        let bit = UInt64(1) << UInt64(place)
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"): masks.letter |= bit
        case UInt8(ascii: "A")...UInt8(ascii: "Z"):
            masks.letter |= bit
            masks.upper |= bit
        case UInt8(ascii: "0")...UInt8(ascii: "9"): masks.digit |= bit
        case 0x20:
            masks.space |= bit
            masks.blank |= bit
        case 0x0A, 0x0D:
            masks.space |= bit
            masks.newline |= bit
        case 0x09, 0x0B, 0x0C: masks.space |= bit
        case UInt8(ascii: "'"): masks.apostrophe |= bit
        case UInt8(ascii: "/"): masks.slash |= bit
        case 0x80...0xBF: masks.continuation |= bit
        case 0xC0...0xDF:
            masks.two |= bit
            let second = place < 63 ? unsafe bytes[place + 1] : 0
            let (pair, capital) = knownPair(byte, second)
            if pair { masks.pair |= bit }
            if capital { masks.capital |= bit }
        case 0xE0...0xEF:
            masks.three |= bit
            let second = place < 63 ? unsafe bytes[place + 1] : 0
            let third = place < 62 ? unsafe bytes[place + 2] : 0
            if knownLetter(byte, second, third) { masks.ideograph |= bit }
            if knownPunctuation(byte, second, third) { masks.punctuation |= bit }
        case 0xF0...0xFF: masks.four |= bit
        default: break
        }
    }
    return masks
}

/// Whether two bytes are a letter of Latin-1 or Cyrillic, and whether a capital one.
private func knownPair(_ first: UInt8, _ second: UInt8) -> (Bool, Bool) {
    switch (first, second) {
    case (0xC3, 0x97), (0xC3, 0xB7): (false, false)
    case (0xC3, 0x80...0x9E), (0xD0, 0x80...0xAF): (true, true)
    case (0xC3, 0x9F...0xBF), (0xD0, 0xB0...0xBF), (0xD1, 0x80...0x9F): (true, false)
    default: (false, false)
    }
}

/// Whether three bytes are a letter of CJK; of some first bytes all that can follow are.
private func knownLetter(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> Bool {
    switch (first, second, third) {
    case (0xE5...0xE9, _, _), (0xEB...0xEC, _, _), (0xE4, 0xB8...0xBF, _): true
    case (0xE3, 0x81, 0x81...0xBF), (0xE3, 0x82, 0x80...0x96), (0xE3, 0x82, 0xA1...0xBF): true
    case (0xE3, 0x83, 0x80...0xBA), (0xE3, 0x83, 0xBC...0xBF): true
    default: false
    }
}

/// Whether three bytes are a mark of CJK's punctuation.
private func knownPunctuation(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> Bool {
    switch (first, second, third) {
    case (0xE3, 0x80, 0x81...0x83), (0xE3, 0x80, 0x88...0x9F): true
    case (0xEF, 0xBC, 0x81...0x8F), (0xEF, 0xBC, 0x9A...0xA0): true
    default: false
    }
}
