#include "FaultDisk.h"

#include <sqlite3.h>
#include <stdatomic.h>
#include <stddef.h>

static atomic_int armed_kind = -1;
static atomic_int armed_code;
static atomic_int armed_persists;
static atomic_long calls_left;
static atomic_long hits;

void fault_arm(fault_kind kind, long n, int code, int persists) {
    armed_kind = -1;
    hits = 0;
    calls_left = n;
    armed_code = code;
    armed_persists = persists;
    armed_kind = kind;
}

void fault_disarm(void) { armed_kind = -1; }

long fault_hits(void) { return hits; }

/// SQLITE_OK, or the code with which this call must fail.
static int fault(fault_kind kind) {
    if (armed_kind != (int)kind) return SQLITE_OK;
    long left = atomic_fetch_sub(&calls_left, 1);
    if (left > 1 || (left < 1 && !armed_persists)) return SQLITE_OK;
    atomic_fetch_add(&hits, 1);
    return armed_code;
}

// Memory.

static sqlite3_mem_methods real_memory;

static void *allocate(int size) { return fault(FAULT_ALLOCATION) ? NULL : real_memory.xMalloc(size); }

static void *reallocate(void *block, int size) {
    return fault(FAULT_ALLOCATION) ? NULL : real_memory.xRealloc(block, size);
}

// Files.

typedef struct {
    sqlite3_file base;
    sqlite3_file *real;
} file;

static sqlite3_file *real(sqlite3_file *f) { return ((file *)f)->real; }

#define PASS(call) return real(f)->pMethods->call
#define FAIL(kind) \
    do { \
        int code = fault(kind); \
        if (code) return code; \
    } while (0)

static int f_close(sqlite3_file *f) { PASS(xClose(real(f))); }
static int f_read(sqlite3_file *f, void *to, int n, sqlite3_int64 at) {
    FAIL(FAULT_READ);
    PASS(xRead(real(f), to, n, at));
}
static int f_write(sqlite3_file *f, const void *from, int n, sqlite3_int64 at) {
    int code = fault(FAULT_WRITE);
    if (!code) PASS(xWrite(real(f), from, n, at));
    real(f)->pMethods->xWrite(real(f), from, n / 2, at);
    return code;
}
static int f_truncate(sqlite3_file *f, sqlite3_int64 size) {
    FAIL(FAULT_TRUNCATE);
    PASS(xTruncate(real(f), size));
}
static int f_sync(sqlite3_file *f, int flags) {
    FAIL(FAULT_SYNC);
    PASS(xSync(real(f), flags));
}
static int f_size(sqlite3_file *f, sqlite3_int64 *size) { PASS(xFileSize(real(f), size)); }
static int f_lock(sqlite3_file *f, int level) { PASS(xLock(real(f), level)); }
static int f_unlock(sqlite3_file *f, int level) { PASS(xUnlock(real(f), level)); }
static int f_reserved(sqlite3_file *f, int *out) { PASS(xCheckReservedLock(real(f), out)); }
static int f_control(sqlite3_file *f, int what, void *with) { PASS(xFileControl(real(f), what, with)); }
static int f_sector(sqlite3_file *f) { PASS(xSectorSize(real(f))); }
static int f_device(sqlite3_file *f) { PASS(xDeviceCharacteristics(real(f))); }
static int f_shm_map(sqlite3_file *f, int page, int size, int extend, void volatile **out) {
    FAIL(FAULT_SHARED);
    PASS(xShmMap(real(f), page, size, extend, out));
}
static int f_shm_lock(sqlite3_file *f, int at, int n, int flags) { PASS(xShmLock(real(f), at, n, flags)); }
static void f_shm_barrier(sqlite3_file *f) { real(f)->pMethods->xShmBarrier(real(f)); }
static int f_shm_unmap(sqlite3_file *f, int remove) { PASS(xShmUnmap(real(f), remove)); }

// Version 2: without xFetch nothing is read past this shim.
static const sqlite3_io_methods methods = {
    2, f_close, f_read, f_write, f_truncate, f_sync, f_size, f_lock, f_unlock, f_reserved, f_control, f_sector,
    f_device, f_shm_map, f_shm_lock, f_shm_barrier, f_shm_unmap, NULL, NULL,
};

static sqlite3_vfs *real_vfs;

static int v_open(sqlite3_vfs *v, sqlite3_filename name, sqlite3_file *f, int flags, int *out) {
    (void)v;
    f->pMethods = NULL;
    FAIL(FAULT_OPEN);
    ((file *)f)->real = (sqlite3_file *)((file *)f + 1);
    int code = real_vfs->xOpen(real_vfs, name, real(f), flags, out);
    if (real(f)->pMethods) f->pMethods = &methods;
    return code;
}

int fault_install(void) {
    int code = sqlite3_config(SQLITE_CONFIG_GETMALLOC, &real_memory);
    sqlite3_mem_methods memory = real_memory;
    memory.xMalloc = allocate;
    memory.xRealloc = reallocate;
    if (!code) code = sqlite3_config(SQLITE_CONFIG_MALLOC, &memory);
    if (!code) code = sqlite3_initialize();
    if (code) return code;
    static sqlite3_vfs shim;
    real_vfs = sqlite3_vfs_find(NULL);
    // The other functions of the VFS use its own appData alone, so they are taken over as they are.
    shim = *real_vfs;
    shim.zName = "fault";
    shim.pNext = NULL;
    shim.szOsFile = (int)sizeof(file) + real_vfs->szOsFile;
    shim.xOpen = v_open;
    return sqlite3_vfs_register(&shim, 1);
}
