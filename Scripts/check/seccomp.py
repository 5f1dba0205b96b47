#!/usr/bin/env python3
"""Runs a program below a seccomp filter, as an older kernel or container engine would: seccomp.py RULE… -- PROGRAM WORD…

A rule takes system calls away: `newer-than-3.10=ENOSYS`, `newer-than-4.4=ENOSYS`, `from-clone3=EPERM` (435 and above), or one call
by its name: `getrandom=EPERM`. The first rule that meets a call counts. A filter takes calls away, it does not change what
older kernels do with the arguments of the others.

--ca FILE     the program finds this file where Debian has the certificates of all authorities (a mount of its own)
--seconds N   a program that has not ended then is killed by SIGALRM

As root it drops CAP_SYS_ADMIN, as a container engine does. The numbers are those of x86_64 and aarch64.
"""
import ctypes
import errno
import os
import platform
import signal
import struct
import sys

LIBC = ctypes.CDLL(None, use_errno=True)
# The first number that Linux 3.10 and 4.4 do not have, and the calls that rules name (asm/unistd.h of each).
NUMBERS = {
    "x86_64": {"newer-than-3.10": 314, "newer-than-4.4": 326, "clone": 56, "getrandom": 318, "rseq": 334},
    "aarch64": {"newer-than-3.10": 274, "newer-than-4.4": 285, "clone": 220, "getrandom": 278, "rseq": 293},
}
# One number everywhere.
COMMON = {"from-clone3": 435, "clone3": 435}
CLONE_NEWNS, CLONE_NEWUSER = 0x20000, 0x10000000
MS_BIND, MS_REC, MS_PRIVATE = 4096, 16384, 1 << 18
PR_SET_SECCOMP, PR_CAPBSET_DROP, PR_SET_NO_NEW_PRIVS, CAP_SYS_ADMIN = 22, 24, 38, 21
AUTHORITIES = "/etc/ssl/certs/ca-certificates.crt"


def check(result, what):
    if result != 0:
        sys.exit(f"seccomp.py: {what}: {os.strerror(ctypes.get_errno())}")


def instruction(code, true=0, false=0, value=0):
    """A struct sock_filter."""
    return struct.pack("=HBBI", code, true, false, value)


def filter_program(rules):
    """The filter as bytes: the number is loaded, and each rule either answers or goes on to the next."""
    numbers = COMMON | NUMBERS.get(platform.machine(), {})
    program = instruction(0x20)  # A = nr
    for rule in rules:
        name, _, answer = rule.partition("=")
        if name not in numbers or not hasattr(errno, answer):
            sys.exit(f"seccomp.py: {rule} is unknown on {platform.machine()}")
        jump = 0x35 if name.startswith(("newer-", "from-")) else 0x15  # A >= number, A == number
        program += instruction(jump, 0, 1, numbers[name])
        program += instruction(0x06, value=0x00050000 | getattr(errno, answer))  # SECCOMP_RET_ERRNO
    return program + instruction(0x06, value=0x7FFF0000)  # SECCOMP_RET_ALLOW


def mount_authorities(file):
    """Puts the file in the place of the authorities, for this process and its children."""
    user, group = os.getuid(), os.getgid()
    if user == 0:
        check(LIBC.unshare(CLONE_NEWNS), "unshare")
    else:
        check(LIBC.unshare(CLONE_NEWNS | CLONE_NEWUSER), "unshare")
        for name, text in (("setgroups", "deny"), ("uid_map", f"{user} {user} 1"), ("gid_map", f"{group} {group} 1")):
            with open(f"/proc/self/{name}", "w", encoding="ascii") as map_file:
                map_file.write(text)
    check(LIBC.mount(b"none", b"/", None, MS_REC | MS_PRIVATE, None), "mount")
    check(LIBC.mount(os.fsencode(file), AUTHORITIES.encode(), None, MS_BIND, None), "mount")


def install(program):
    """Installs the filter for this process, and for the program that it becomes."""
    if os.geteuid() != 0:
        check(LIBC.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "no_new_privs")
    code = ctypes.create_string_buffer(program, len(program))

    class Program(ctypes.Structure):
        _fields_ = [("length", ctypes.c_ushort), ("code", ctypes.c_void_p)]

    given = Program(len(program) // 8, ctypes.addressof(code))
    check(LIBC.prctl(PR_SET_SECCOMP, 2, ctypes.byref(given), 0, 0), "seccomp")
    if os.geteuid() == 0:
        check(LIBC.prctl(PR_CAPBSET_DROP, CAP_SYS_ADMIN, 0, 0, 0), "capabilities")


def main():
    # Whoever starts this may have blocked signals, and the mask would be passed on.
    signal.pthread_sigmask(signal.SIG_SETMASK, [])
    words = sys.argv[1:]
    if "--" not in words:
        sys.exit(__doc__)
    end = words.index("--")
    rules, command = words[:end], words[end + 1:]
    while rules and rules[0].startswith("--"):
        option, value, *rules = rules
        if option == "--ca":
            mount_authorities(value)
        elif option == "--seconds":
            signal.alarm(int(value))
        else:
            sys.exit(__doc__)
    install(filter_program(rules))
    os.execv(command[0], command)


main()
