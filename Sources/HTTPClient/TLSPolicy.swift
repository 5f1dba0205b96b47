/// How the certificate of an https server is judged.
public enum TLSPolicy: Sendable, Equatable {
    /// The chain must lead to a root of the system, or of the PEM file where one is given, and name the host.
    case verify(caFile: String?)
    /// Any certificate will do: the connection is encrypted, the server is unknown. Only for owners who ask for it.
    case insecure
    /// The public key must be one of these, whoever signed the certificate and whatever host it names.
    ///
    /// The form is curl's: `sha256//` and the 44 characters of the Base64 digest of the key's SubjectPublicKeyInfo (DER);
    /// several keys are separated by `;`. Source: [CURLOPT_PINNEDPUBLICKEY](https://curl.se/libcurl/c/CURLOPT_PINNEDPUBLICKEY.html).
    case pin(String)

    /// Whether `pin` has the form that ``pin(_:)`` asks for.
    ///
    /// curl takes anything else for the name of a file, so the form is checked before it is handed over.
    /// - Complexity: O(n) in the length of the text.
    public static func isWellFormed(pin: String) -> Bool {
        let keys = pin.utf8.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
        return keys.allSatisfy { key in
            // 32 bytes of digest are 43 Base64 digits and one `=` (RFC 4648 §4).
            guard key.starts(with: "sha256//".utf8), key.count == 52, key.last == UInt8(ascii: "=") else {
                return false
            }
            return key.dropFirst(8).dropLast().allSatisfy(isBase64)
        }
    }

    private static func isBase64(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "/"): true
        default: false
        }
    }
}
