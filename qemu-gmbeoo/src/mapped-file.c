/*
 * New files that another process maps too.
 *
 * Copyright (C) the memtracer authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "mapped-file.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

void *mapped_file_create(const char *path, size_t bytes, int *fd, GError **error)
{
    void *map = MAP_FAILED;
    int err;

    *fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    err = *fd < 0 ? errno : posix_fallocate(*fd, 0, (off_t)bytes);
    if (err == 0) {
        map = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, *fd, 0);
        err = map == MAP_FAILED ? errno : 0;
    }
    if (err != 0) {
        g_set_error(error, G_FILE_ERROR, g_file_error_from_errno(err),
                    "can't make '%s' of %zu bytes: %s", path, bytes, g_strerror(err));
        if (*fd >= 0) {
            close(*fd);
            unlink(path);
        }
        errno = err;
        return NULL;
    }
    return map;
}
