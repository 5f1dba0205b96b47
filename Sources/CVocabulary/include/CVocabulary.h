#ifndef CVOCABULARY_H
#define CVOCABULARY_H
#include <stddef.h>
#include <stdint.h>

/// The tables of cl100k_base (0) or o200k_base (1), made by Scripts/make-vocabulary.py; 64-byte aligned, read-only.
const void *_Nonnull cvocabulary_table(int encoding);

/// The two-stage table of Unicode classes: 8,704 block numbers, then blocks of 128 class bytes.
const uint8_t *_Nonnull cvocabulary_unicode(void);

/// One bit a byte for 64 bytes of text, lowest bit first.
typedef struct {
    uint64_t upper;   // A-Z
    uint64_t lower;   // a-z
    uint64_t digit;   // 0-9
    uint64_t space;   // 0x20
    uint64_t blank;   // tab, vertical tab, form feed, and 0x20
    uint64_t newline; // line feed, carriage return
    uint64_t quote;   // apostrophe
    uint64_t slash;   // solidus
    uint64_t high;    // not ASCII
} cvocabulary_masks;

/// Classifies exactly 64 readable bytes, with the widest instructions the processor has.
void cvocabulary_classify(const uint8_t *_Nonnull text, cvocabulary_masks *_Nonnull masks);
#endif
