/*
 * Opening a file for the host, as the program saw it.
 *
 * Copyright (C) 2026 The memtracer authors
 *
 * License: GNU GPL, version 2 or later.
 *   See the LICENSE file in the parent directory.
 */

#include <fcntl.h>
#include <limits.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "fetch.h"
#include "view.h"

/* Whatever is there under that name, nobody is waited for. */
#define FOLLOW_FLAGS (O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
#define OPEN_FLAGS (FOLLOW_FLAGS | O_NOFOLLOW)

static int open_in_view(int view, const char *path, int flags)
{
    int own = open("/proc/self/ns/mnt", O_RDONLY | O_CLOEXEC);
    int fd = -1;

    if (own >= 0 && setns(view, CLONE_NEWNS) == 0) {
        fd = open(path, flags);
        if (setns(own, CLONE_NEWNS) < 0) {
            perror("memtracer-agent: namespace");
        }
    }
    if (own >= 0) {
        close(own);
    }
    return fd;
}

/* What is only in the lower layer is the host's, whoever wrote it when. */
static int open_in_layers(const Fetch *fetch)
{
    const Request *request = fetch->request;

    for (size_t layer = 0; layer <= request->share_count; layer++) {
        const char *prefix = layer == 0 ? "" : request->shares[layer - 1];
        size_t length = strcmp(prefix, "/") ? strlen(prefix) : 0;
        char upper[PATH_MAX];
        char path[2 * PATH_MAX];
        int fd;

        if (strncmp(fetch->path, prefix, length) ||
            fetch->path[length] != '/') {
            continue;
        }
        view_upper(upper, fetch->dir, layer);
        snprintf(path, sizeof(path), "%s%s", upper, fetch->path + length);
        fd = open(path, OPEN_FLAGS);
        if (fd >= 0) {
            return fd;
        }
    }
    return -1;
}

static int open_any(const Fetch *fetch)
{
    int flags = fetch->flags & FETCH_PROGRAM ? FOLLOW_FLAGS : OPEN_FLAGS;

    if (fetch->view < 0) {
        return open(fetch->path, flags);
    }
    return fetch->flags & FETCH_WRITTEN
           ? open_in_layers(fetch)
           : open_in_view(fetch->view, fetch->path, flags);
}

static bool is_before(const struct timespec *one, const struct timespec *other)
{
    return one->tv_sec < other->tv_sec ||
           (one->tv_sec == other->tv_sec && one->tv_nsec < other->tv_nsec);
}

/* The clock was set when the program was asked for. */
static bool is_wanted(const Fetch *fetch, const struct stat *st)
{
    const struct timespec *begun = &fetch->request->clock;

    if (!S_ISREG(st->st_mode) || (uint64_t)st->st_size > fetch->most) {
        return false;
    }
    return fetch->flags & FETCH_WRITTEN ? !is_before(&st->st_mtim, begun)
                                        : is_before(&st->st_ctim, begun);
}

int fetch_open(const Fetch *fetch, struct stat *st)
{
    int fd = fetch->path[0] == '/' ? open_any(fetch) : -1;

    if (fd >= 0 && (fstat(fd, st) < 0 || !is_wanted(fetch, st))) {
        close(fd);
        fd = -1;
    }
    return fd;
}
