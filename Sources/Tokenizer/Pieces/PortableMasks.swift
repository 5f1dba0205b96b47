internal import CClassMasks

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
        case 0xC0...0xDF: masks.two |= bit
        case 0xE0...0xEF:
            masks.three |= bit
            let isHan = unsafe byte == 0xE4 && place < 63 && bytes[place + 1] >= 0xB8 && bytes[place + 1] <= 0xBF
            if isHan || (0xE5...0xE9).contains(byte) || byte == 0xEB || byte == 0xEC { masks.ideograph |= bit }
        case 0xF0...0xFF: masks.four |= bit
        default: break
        }
    }
    return masks
}
