#ifndef CCLASSMASKS_H
#define CCLASSMASKS_H
#include <stdint.h>

/// What the 64 bytes of a window are: bit n of each mask speaks of byte n.
typedef struct {
    /// A–Z, a–z.
    uint64_t letter;
    /// A–Z.
    uint64_t upper;
    /// 0–9.
    uint64_t digit;
    /// Tab, line feed, vertical tab, form feed, carriage return, space.
    uint64_t space;
    /// Line feed, carriage return.
    uint64_t newline;
    /// Space alone.
    uint64_t blank;
    /// U+0027.
    uint64_t apostrophe;
    /// U+002F.
    uint64_t slash;
    /// 80–BF.
    uint64_t continuation;
    /// C0–DF: the first of two bytes.
    uint64_t two;
    /// E0–EF: the first of three bytes.
    uint64_t three;
    /// F0–FF: the first of four bytes.
    uint64_t four;
    /// The first of three bytes of a letter without case: U+4E00–U+9FFF and U+B000–U+CFFF (E4 before B8–BF, E5–E9, EB, EC) and
    /// the kana U+3041–U+3096, U+30A1–U+30FA, U+30FC–U+30FF. What lies beyond the window counts as zero.
    uint64_t ideograph;
    /// The first of three bytes of U+3001–U+3003, U+3008–U+301F, U+FF01–U+FF0F, U+FF1A–U+FF20: neither letter nor number nor space.
    uint64_t punctuation;
    /// The first of two bytes of a letter with case: U+00C0–U+00FF without U+00D7 and U+00F7, U+0400–U+045F.
    uint64_t pair;
    /// Those of them that are capital.
    uint64_t capital;
} ClassMasks;

/// Classifies 64 bytes, all of them readable.
typedef void (*ClassMasksFunction)(const uint8_t *_Nonnull bytes, ClassMasks *_Nonnull masks);

/// The fastest way this processor has, or NULL where there is none and the portable one must do.
ClassMasksFunction _Nullable class_masks_best(void);

/// The number of ways this processor has beside the portable one.
int class_masks_count(void);

/// Way `index` below `class_masks_count()`, the fastest first.
ClassMasksFunction _Nonnull class_masks_way(int index);

/// Writes `base` plus the place of each bit, the lowest first, and gives their number; up to 64 places may be written.
typedef int64_t (*BitPlacesFunction)(uint64_t bits, int64_t base, int64_t *_Nonnull places);

/// The fastest way this processor has to list bits, or NULL where the portable one must do.
BitPlacesFunction _Nullable class_masks_bit_places(void);

/// Asks for the cache line of an address; the address need not be valid.
static inline void class_masks_prefetch(const void *_Nonnull address) { __builtin_prefetch(address); }

/// Zeroed memory that the system need not provide before it is written to; ends the program where there is none.
void *_Nonnull class_masks_zeroed(unsigned long bytes);

/// Gives such memory back.
void class_masks_free(void *_Nonnull memory);
#endif
