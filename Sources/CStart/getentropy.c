// Random bytes on kernels without getrandom(2), which came with Linux 3.17.
//
// OpenSSL 3.0 asks getentropy(3), then getrandom(2), and gives up: it reads no /dev/urandom unless it was built to. Its
// reference to getentropy is weak and bound at run time, so a definition that the program exports comes first.
#include "CStart.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

// The limit of getentropy(3); below it getrandom(2) is not interrupted once the kernel's pool is ready.
enum { limit = 256 };

static int fail(void) {
    errno = EIO;
    return -1;
}

static int read_device(unsigned char *next, size_t left) {
    int device;
    do device = open("/dev/urandom", O_RDONLY | O_CLOEXEC);
    while (device < 0 && errno == EINTR);
    if (device < 0) return fail();
    // In a hand-made root folder the name may belong to a plain file, whose bytes anybody may know.
    struct stat status;
    bool is_good = fstat(device, &status) == 0 && S_ISCHR(status.st_mode);
    while (is_good && left > 0) {
        ssize_t count = read(device, next, left);
        if (count > 0) {
            next += count;
            left -= (size_t)count;
        } else {
            is_good = count < 0 && errno == EINTR;
        }
    }
    close(device);
    return is_good ? 0 : fail();
}

int getentropy(void *buffer, size_t length) {
    if (length > limit) return fail();
    unsigned char *next = buffer;
    size_t left = length;
    while (left > 0) {
        long count = syscall(SYS_getrandom, next, left, 0);
        if (count > 0) {
            next += count;
            left -= (size_t)count;
        } else if (count == 0 || errno != EINTR) {
            // ENOSYS: an old kernel; EPERM: an old container engine that does not know the number.
            bool is_missing = count < 0 && (errno == ENOSYS || errno == EPERM);
            return is_missing ? read_device(next, left) : fail();
        }
    }
    return 0;
}
