import CClassMasks

/// How the bytes of a window are classified: the fastest way of this processor, or the portable one.
@safe
struct MaskSource {
    private let function: ClassMasksFunction?

    /// The fastest way.
    static let best = unsafe MaskSource(class_masks_best())
    /// Every way that this processor has; the portable one is the first.
    static var all: [MaskSource] {
        unsafe [MaskSource(nil)] + (0..<class_masks_count()).map { unsafe MaskSource(class_masks_way($0)) }
    }

    private init(_ function: ClassMasksFunction?) { unsafe self.function = function }

    /// The masks of 64 bytes, all of them readable.
    @inline(__always)
    func callAsFunction(_ bytes: UnsafePointer<UInt8>) -> ClassMasks {
        guard let function = unsafe function else { return portableMasks(bytes) }
        var masks = ClassMasks()
        unsafe function(bytes, &masks)
        return masks
    }
}

// Proof: it holds nothing but the address of a C function that keeps no state.
extension MaskSource: @unchecked Sendable {}
