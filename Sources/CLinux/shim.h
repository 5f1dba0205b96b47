#ifndef CLINUX_SHIM_H
#define CLINUX_SHIM_H
// Swift's Glibc module leaves these headers out.
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/statfs.h>
#endif
