// The same comparisons with registers of 64, 32 and 16 bytes; the portable twin is Tokenizer/Pieces/PortableMasks.swift.
#include "CClassMasks.h"
#include <stddef.h>
#include <stdlib.h>

// CLASSIFY needs EQUAL(byte) and BETWEEN(first, last), each giving a bit a byte.
#define CLASSIFY(masks, EQUAL, BETWEEN) \
    do { \
        uint64_t capital = BETWEEN('A', 'Z'); \
        uint64_t cr = EQUAL('\r'), lf = EQUAL('\n'), blank = EQUAL(' '); \
        (masks)->upper = capital; \
        (masks)->letter = capital | BETWEEN('a', 'z'); \
        (masks)->digit = BETWEEN('0', '9'); \
        (masks)->space = BETWEEN('\t', '\r') | blank; \
        (masks)->newline = cr | lf; \
        (masks)->blank = blank; \
        (masks)->apostrophe = EQUAL('\''); \
        (masks)->slash = EQUAL('/'); \
        uint64_t high = BETWEEN(0x80, 0xFF); \
        if (high) { \
            (masks)->continuation = BETWEEN(0x80, 0xBF); \
            (masks)->two = BETWEEN(0xC0, 0xDF); \
            (masks)->three = BETWEEN(0xE0, 0xEF); \
            (masks)->four = BETWEEN(0xF0, 0xFF); \
            uint64_t han = BETWEEN(0xE5, 0xE9) | BETWEEN(0xEB, 0xEC); \
            uint64_t e4 = EQUAL(0xE4), e3 = EQUAL(0xE3), ef = EQUAL(0xEF); \
            (masks)->ideograph = han | (e4 & BETWEEN(0xB8, 0xBF) >> 1); \
            (masks)->punctuation = 0; \
            if (e3 | ef) { \
                uint64_t second = e3 & EQUAL(0x82) >> 1; \
                (masks)->ideograph |= e3 & EQUAL(0x81) >> 1 & BETWEEN(0x81, 0xBF) >> 2; \
                (masks)->ideograph |= second & (BETWEEN(0x80, 0x96) | BETWEEN(0xA1, 0xBF)) >> 2; \
                (masks)->ideograph |= e3 & EQUAL(0x83) >> 1 & (BETWEEN(0x80, 0xBA) | BETWEEN(0xBC, 0xBF)) >> 2; \
                (masks)->punctuation |= e3 & EQUAL(0x80) >> 1 & (BETWEEN(0x81, 0x83) | BETWEEN(0x88, 0x9F)) >> 2; \
                (masks)->punctuation |= ef & EQUAL(0xBC) >> 1 & (BETWEEN(0x81, 0x8F) | BETWEEN(0x9A, 0xA0)) >> 2; \
            } \
            uint64_t c3 = EQUAL(0xC3), d0 = EQUAL(0xD0), d1 = EQUAL(0xD1); \
            (masks)->pair = (masks)->capital = 0; \
            if (c3 | d0 | d1) { \
                uint64_t latin = c3 & (BETWEEN(0x80, 0x96) | BETWEEN(0x98, 0x9E)) >> 1; \
                (masks)->capital = latin | (d0 & BETWEEN(0x80, 0xAF) >> 1); \
                (masks)->pair = latin | (c3 & (BETWEEN(0x9F, 0xB6) | BETWEEN(0xB8, 0xBF)) >> 1) \
                    | (d0 & BETWEEN(0x80, 0xBF) >> 1) | (d1 & BETWEEN(0x80, 0x9F) >> 1); \
            } \
        } else { \
            (masks)->continuation = (masks)->two = (masks)->three = (masks)->four = 0; \
            (masks)->ideograph = (masks)->punctuation = (masks)->pair = (masks)->capital = 0; \
        } \
    } while (0)

#if defined(__x86_64__)
#include <immintrin.h>

__attribute__((target("avx512f,avx512bw"))) static void masks_avx512(const uint8_t *bytes, ClassMasks *masks) {
    __m512i v = _mm512_loadu_si512((const void *)bytes);
#define EQUAL(b) _mm512_cmpeq_epi8_mask(v, _mm512_set1_epi8((char)(b)))
#define BETWEEN(a, z) \
    _mm512_cmple_epu8_mask(_mm512_sub_epi8(v, _mm512_set1_epi8((char)(a))), _mm512_set1_epi8((char)((z) - (a))))
    CLASSIFY(masks, EQUAL, BETWEEN);
#undef EQUAL
#undef BETWEEN
}

__attribute__((target("avx2"))) static void masks_avx2(const uint8_t *bytes, ClassMasks *masks) {
    __m256i a = _mm256_loadu_si256((const __m256i *)bytes), b = _mm256_loadu_si256((const __m256i *)(bytes + 32));
#define BITS(x, y) ((uint64_t)(uint32_t)_mm256_movemask_epi8(x) | (uint64_t)(uint32_t)_mm256_movemask_epi8(y) << 32)
#define SAME(v, c) _mm256_cmpeq_epi8(v, _mm256_set1_epi8((char)(c)))
#define WITHIN(v, f, l) \
    _mm256_cmpeq_epi8( \
        _mm256_min_epu8(_mm256_sub_epi8(v, _mm256_set1_epi8((char)(f))), _mm256_set1_epi8((char)((l) - (f)))), \
        _mm256_sub_epi8(v, _mm256_set1_epi8((char)(f))))
#define EQUAL(c) BITS(SAME(a, c), SAME(b, c))
#define BETWEEN(f, l) BITS(WITHIN(a, f, l), WITHIN(b, f, l))
    CLASSIFY(masks, EQUAL, BETWEEN);
#undef BITS
#undef SAME
#undef WITHIN
#undef EQUAL
#undef BETWEEN
}

static void masks_sse2(const uint8_t *bytes, ClassMasks *masks) {
    __m128i v[4];
    for (int n = 0; n < 4; n++) v[n] = _mm_loadu_si128((const __m128i *)(bytes + 16 * n));
#define BITS(n, x) ((uint64_t)(uint32_t)_mm_movemask_epi8(x) << 16 * (n))
#define SAME(n, c) BITS(n, _mm_cmpeq_epi8(v[n], _mm_set1_epi8((char)(c))))
#define WITHIN(n, f, l) \
    BITS(n, _mm_cmpeq_epi8( \
        _mm_min_epu8(_mm_sub_epi8(v[n], _mm_set1_epi8((char)(f))), _mm_set1_epi8((char)((l) - (f)))), \
        _mm_sub_epi8(v[n], _mm_set1_epi8((char)(f)))))
#define EQUAL(c) (SAME(0, c) | SAME(1, c) | SAME(2, c) | SAME(3, c))
#define BETWEEN(f, l) (WITHIN(0, f, l) | WITHIN(1, f, l) | WITHIN(2, f, l) | WITHIN(3, f, l))
    CLASSIFY(masks, EQUAL, BETWEEN);
#undef BITS
#undef SAME
#undef WITHIN
#undef EQUAL
#undef BETWEEN
}

__attribute__((target("avx512f,avx512bw,avx512vbmi2,popcnt"))) static int64_t
bit_places_avx512(uint64_t bits, int64_t base, int64_t *places) {
    static const uint8_t numbers[64] __attribute__((aligned(64))) = {
        0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31,
        32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63,
    };
    __m512i found = _mm512_maskz_compress_epi8(bits, _mm512_load_si512(numbers));
    __m512i start = _mm512_set1_epi64(base);
    int64_t count = __builtin_popcountll(bits);
    __m128i low = _mm512_castsi512_si128(found);
    _mm512_storeu_si512(places, _mm512_add_epi64(start, _mm512_cvtepu8_epi64(low)));
    _mm512_storeu_si512(places + 8, _mm512_add_epi64(start, _mm512_cvtepu8_epi64(_mm_srli_si128(low, 8))));
    if (count > 16) {
        uint8_t all[64] __attribute__((aligned(64)));
        _mm512_store_si512(all, found);
        for (int64_t n = 16; n < count; n += 8)
            _mm512_storeu_si512(
                places + n, _mm512_add_epi64(start, _mm512_cvtepu8_epi64(_mm_loadl_epi64((const __m128i *)(all + n)))));
    }
    return count;
}

BitPlacesFunction class_masks_bit_places(void) {
    __builtin_cpu_init();
    return __builtin_cpu_supports("avx512vbmi2") && __builtin_cpu_supports("avx512bw") ? bit_places_avx512 : NULL;
}

int class_masks_count(void) {
    __builtin_cpu_init();
    if (__builtin_cpu_supports("avx512bw")) return 3;
    return __builtin_cpu_supports("avx2") ? 2 : 1;
}

ClassMasksFunction class_masks_way(int index) {
    static const ClassMasksFunction ways[] = {masks_sse2, masks_avx2, masks_avx512};
    return ways[class_masks_count() - 1 - index];
}

#elif defined(__aarch64__)
#include <arm_neon.h>

// One bit of each byte of four registers, in order.
static inline uint64_t bits(uint8x16_t a, uint8x16_t b, uint8x16_t c, uint8x16_t d) {
    const uint8x16_t weight = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
    uint8x16_t low = vpaddq_u8(vandq_u8(a, weight), vandq_u8(b, weight));
    uint8x16_t high = vpaddq_u8(vandq_u8(c, weight), vandq_u8(d, weight));
    low = vpaddq_u8(low, high);
    return vgetq_lane_u64(vreinterpretq_u64_u8(vpaddq_u8(low, low)), 0);
}

static void masks_neon(const uint8_t *bytes, ClassMasks *masks) {
    uint8x16_t v0 = vld1q_u8(bytes), v1 = vld1q_u8(bytes + 16), v2 = vld1q_u8(bytes + 32), v3 = vld1q_u8(bytes + 48);
#define SAME(v, c) vceqq_u8(v, vdupq_n_u8(c))
#define WITHIN(v, f, l) vcleq_u8(vsubq_u8(v, vdupq_n_u8(f)), vdupq_n_u8((l) - (f)))
#define EQUAL(c) bits(SAME(v0, c), SAME(v1, c), SAME(v2, c), SAME(v3, c))
#define BETWEEN(f, l) bits(WITHIN(v0, f, l), WITHIN(v1, f, l), WITHIN(v2, f, l), WITHIN(v3, f, l))
    CLASSIFY(masks, EQUAL, BETWEEN);
#undef SAME
#undef WITHIN
#undef EQUAL
#undef BETWEEN
}

int class_masks_count(void) { return 1; }

ClassMasksFunction class_masks_way(int index) {
    (void)index;
    return masks_neon;
}

#else

int class_masks_count(void) { return 0; }

ClassMasksFunction class_masks_way(int index) {
    (void)index;
    __builtin_trap();
}
#endif

#if !defined(__x86_64__)
BitPlacesFunction class_masks_bit_places(void) { return NULL; }
#endif

ClassMasksFunction class_masks_best(void) { return class_masks_count() == 0 ? NULL : class_masks_way(0); }

void *class_masks_zeroed(unsigned long bytes) {
    void *memory = calloc(1, bytes);
    if (!memory) abort();
    return memory;
}

void class_masks_free(void *memory) { free(memory); }
