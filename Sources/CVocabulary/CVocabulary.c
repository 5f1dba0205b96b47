#include "CVocabulary.h"

_Alignas(64) static const uint8_t cl100k_base[] = {
#embed "cl100k_base.bin"
};

_Alignas(64) static const uint8_t o200k_base[] = {
#embed "o200k_base.bin"
};

_Alignas(64) static const uint8_t unicode[] = {
#embed "unicode.bin"
};

const void *cvocabulary_table(int encoding) { return encoding == 0 ? cl100k_base : o200k_base; }

const uint8_t *cvocabulary_unicode(void) { return unicode; }
