/// What stands before the first letter of a text: marks of a command, spaces, quotes, a mention.
struct KeyLead {
    /// A mark of a command is among it.
    private(set) var isMarked = false
    /// A quote is among it.
    private(set) var isQuoted = false
    /// It is nothing but marks and spaces.
    private(set) var isPlain = true

    /// Takes it off the text.
    init(takenFrom rest: inout Substring.UnicodeScalarView) {
        while let first = rest.first, !first.properties.isAlphabetic, first.properties.numericType == nil {
            rest.removeFirst()
            switch first {
            case "/", "／", "、", "#", "＃", "\\", "＼": isMarked = true
            case "@", "＠":
                isPlain = false
                while let next = rest.first, !next.properties.isWhitespace { rest.removeFirst() }
            case _ where first.isInvisible || first.properties.isWhitespace: continue
            default:
                isPlain = false
                isQuoted = isQuoted || first.isQuote
            }
        }
    }
}

extension Unicode.Scalar {
    /// Takes no room on a screen: joiners, marks of direction, soft hyphens, controls that are no white space.
    var isInvisible: Bool {
        properties.isDefaultIgnorableCodePoint || properties.generalCategory == .format
            || (properties.generalCategory == .control && !properties.isWhitespace)
    }

    /// Stands between a name and its value.
    var isSeparator: Bool {
        switch self {
        case ":", "：", "﹕", "︰", "∶", "ː", "=", "＝", "﹦": true
        default: false
        }
    }

    /// Separates words in a list.
    var isComma: Bool {
        switch self {
        case ",", "，", "、", ";", "；": true
        default: false
        }
    }

    /// A quotation mark of any script, or what people type in its place.
    var isQuote: Bool {
        switch self {
        case "`", "´", "｀", "′", "″": true
        default: properties.isQuotationMark
        }
    }

    /// In lower case, of ASCII's width, and simplified where a command's Chinese name has it.
    var folded: Unicode.Scalar {
        switch self {
        case "\u{FF01}"..."\u{FF5E}": Unicode.Scalar(value - 0xFEE0)?.lowered ?? self
        case "設": "设"
        case "鑰": "钥"
        case "註": "注"
        case "冊": "册"
        case "戶", "戸": "户"
        default: lowered
        }
    }

    private var lowered: Unicode.Scalar {
        switch self {
        case "A"..."Z": Unicode.Scalar(UInt8(ascii: self) | 0x20)
        case "\u{0}"..."\u{7F}": self
        default: properties.lowercaseMapping.unicodeScalars.first ?? self
        }
    }
}
