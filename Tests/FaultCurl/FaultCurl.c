#include "FaultCurl.h"
#include <curl/curl.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

// The allocation that is to fail, counted down; 0 when disarmed.
static atomic_long left;
static atomic_int persistent;
static atomic_long hits;

static int fault(void) {
    long now = atomic_load(&left);
    while (now > 1) {
        if (atomic_compare_exchange_weak(&left, &now, now - 1)) return 0;
    }
    if (now != 1) return 0;
    if (!atomic_load(&persistent) && !atomic_compare_exchange_strong(&left, &now, 0)) return 0;
    atomic_fetch_add(&hits, 1);
    return 1;
}

static void *allocate(size_t size) { return fault() ? NULL : malloc(size); }
static void *reallocate(void *block, size_t size) { return fault() ? NULL : realloc(block, size); }
static void *allocate_zeroed(size_t count, size_t size) { return fault() ? NULL : calloc(count, size); }
static char *duplicate(const char *text) { return fault() ? NULL : strdup(text); }

int fault_curl_install(void) {
    return curl_global_init_mem(CURL_GLOBAL_DEFAULT, allocate, free, reallocate, duplicate, allocate_zeroed);
}

void fault_curl_arm(long n, int persists) {
    atomic_store(&left, 0);
    atomic_store(&hits, 0);
    atomic_store(&persistent, persists);
    atomic_store(&left, n);
}

void fault_curl_disarm(void) { atomic_store(&left, 0); }

long fault_curl_hits(void) { return atomic_load(&hits); }
