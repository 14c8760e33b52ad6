/*
 * What the agent adds to the programs that are there.
 *
 * Copyright (C) 2026 The memtracer authors
 *
 * License: GNU GPL, version 2 or later.
 *   See the LICENSE file in the parent directory.
 */

#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tools.h"

/* The program itself; the build says where it is. */
__asm__(".pushsection .rodata\n"
        "mark_begin:\n"
        "    .incbin \"" MARK_PROGRAM "\"\n"
        "mark_end:\n"
        ".popsection\n");

extern const char mark_begin[] __attribute__((visibility("hidden")));
extern const char mark_end[] __attribute__((visibility("hidden")));

static void make_dirs(const char *root)
{
    static const char *const dirs[] = { "/usr", "/usr/local", "/usr/local/bin" };
    char path[PATH_MAX];

    for (size_t i = 0; i < sizeof(dirs) / sizeof(*dirs); i++) {
        snprintf(path, sizeof(path), "%s%s", root, dirs[i]);
        mkdir(path, 0755);
    }
}

void tools_put(const char *root)
{
    size_t size = mark_end - mark_begin;
    char path[PATH_MAX];
    int fd;

    make_dirs(root);
    snprintf(path, sizeof(path), "%s" TOOLS_MARK, root);
    fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0755);
    if (fd < 0) {
        return;
    }
    if (write(fd, mark_begin, size) != (ssize_t)size || fchmod(fd, 0755) < 0) {
        unlink(path);
    }
    close(fd);
}
