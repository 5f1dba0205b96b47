#ifndef CLINUX_SHIM_H
#define CLINUX_SHIM_H
// Swift's Glibc module leaves these headers out.
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/statfs.h>
// Declared by <sys/socket.h> only where _GNU_SOURCE was defined before it was first read.
int accept4(int descriptor, struct sockaddr *address, socklen_t *length, int flags);
#endif
