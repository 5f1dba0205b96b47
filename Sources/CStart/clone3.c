// Threads below container engines that refuse clone3(2).
//
// glibc 2.34 and later start a thread with clone3 and fall back on clone where the kernel answers ENOSYS. Docker before
// 20.10.10 answers EPERM to every number that it does not know (moby issue 42680), and then no thread can be started.
#include "CStart.h"

#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

void start_repair_clone3(void) {
    // A structure of no bytes is EINVAL where the call is allowed: nothing is started.
    if (syscall(SYS_clone3, NULL, 0) != -1 || errno != EPERM) return;
    // Of several filters that answer with an error the newest one counts (seccomp(2)). The architecture need not be
    // checked: the number is the same on all.
    struct sock_filter instructions[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_clone3, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | ENOSYS),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    struct sock_fprog program = {sizeof instructions / sizeof instructions[0], instructions};
    // Without it only a process with CAP_SYS_ADMIN may install a filter. Where this fails, start_try_threads says so.
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0) prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
}
