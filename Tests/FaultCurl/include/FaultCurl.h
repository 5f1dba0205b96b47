#ifndef FAULT_CURL_H
#define FAULT_CURL_H

// Lets libcurl's n-th allocation fail, as curl's own torture tests do.
// Everything here is of the whole process: use it in a process that does nothing else with curl.

/// Gives libcurl an allocator that can fail, before anything else uses it; returns curl's code.
int fault_curl_install(void);

/// Lets the n-th allocation from now on (from 1) fail, and the later ones too where `persists`.
void fault_curl_arm(long n, int persists);

/// Lets everything pass again.
void fault_curl_disarm(void);

/// How many allocations have failed since the last fault_curl_arm.
long fault_curl_hits(void);

#endif
