// Whether threads can be started: libdispatch tries for ever where they cannot.
#include "CStart.h"

#include <pthread.h>

// Held while the threads are started: each waits for it, so that all are there together.
static pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER;

static void *pass_gate(void *nothing) {
    pthread_mutex_lock(&gate);
    pthread_mutex_unlock(&gate);
    return nothing;
}

int start_try_threads(int count) {
    enum { most = 64 };
    pthread_t threads[most];
    int started = 0;
    int error = 0;
    pthread_mutex_lock(&gate);
    while (error == 0 && started < count && started < most) {
        error = pthread_create(&threads[started], NULL, pass_gate, NULL);
        if (error == 0) started += 1;
    }
    pthread_mutex_unlock(&gate);
    while (started > 0) pthread_join(threads[--started], NULL);
    return error;
}
