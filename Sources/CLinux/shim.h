#ifndef CLINUX_SHIM_H
#define CLINUX_SHIM_H
// Swift's Glibc module leaves these headers out.
#include <malloc.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/statfs.h>
// accept4(2), which <sys/socket.h> declares for _GNU_SOURCE alone. That header is Glibc's and must not be included here:
// its names would then belong to this module.
int linux_accept4(int descriptor, void *address, unsigned int *length, int flags) __asm__("accept4");
#endif
