#ifndef CSPECS_H
#define CSPECS_H
#include <stddef.h>
#include <stdint.h>

/// One file of Specs/, as it was when the program was built.
struct cspecs_file {
    /// The path from the top folder.
    const char *_Nonnull name;
    const uint8_t *_Nonnull bytes;
    size_t size;
};

/// The files, sorted by path.
const struct cspecs_file *_Nonnull cspecs_files(void);

/// How many there are.
size_t cspecs_count(void);
#endif
