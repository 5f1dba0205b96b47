#ifndef CVOCABULARY_H
#define CVOCABULARY_H
#include <stddef.h>
#include <stdint.h>

/// The tables of cl100k_base (0) or o200k_base (1), made by Scripts/generate/vocabulary.py; 64-byte aligned, read-only.
const void *_Nonnull cvocabulary_table(int encoding);

/// The two-stage table of Unicode classes: 8,704 block numbers, then blocks of 128 class bytes.
const uint8_t *_Nonnull cvocabulary_unicode(void);
#endif
