#ifndef FAULT_DISK_H
#define FAULT_DISK_H

// Lets SQLite's n-th call of a kind fail, as its own anomaly tests do (https://www.sqlite.org/testing.html §3).
// Everything here is of the whole process: use it in a process that does nothing else.

typedef enum {
    FAULT_WRITE,      // half of the bytes are written
    FAULT_SYNC,
    FAULT_OPEN,
    FAULT_TRUNCATE,
    FAULT_READ,
    FAULT_SHARED,     // the memory that connections share in WAL mode
    FAULT_ALLOCATION,
} fault_kind;

/// Puts the shim in front of the default VFS; returns SQLite's code.
int fault_install(void);

/// Lets the n-th call of a kind from now on (from 1) fail with `code`, and the later ones too where `persists`.
void fault_arm(fault_kind kind, long n, int code, int persists);

/// Lets everything pass again.
void fault_disarm(void);

/// How many calls have failed since the last fault_arm.
long fault_hits(void);

#endif
