#ifndef CSTART_H
#define CSTART_H

#include <stddef.h>

/// Fills a buffer with random bytes from the kernel, as getentropy(3) does, also where getrandom(2) is missing.
///
/// The program exports it, so that it takes the place of the C library's own for libcrypto, too.
/// Returns 0, or -1 with `errno` EIO where more than 256 bytes are asked for or nothing random can be read.
int getentropy(void *buffer, size_t length);

/// Makes clone3(2) answer ENOSYS from now on where a filter of the container engine answers EPERM.
///
/// For this thread and those it starts; to be called before any other thread is started. Does nothing elsewhere.
void start_repair_clone3(void);

/// Starts `count` threads, at most 64, that run at the same time, and waits until they have ended.
///
/// Returns 0, or the error number of pthread_create(3).
int start_try_threads(int count);

#endif
