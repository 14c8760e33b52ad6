/*
 * Opening a file for the host, as the program saw it.
 *
 * Copyright (C) 2026 The memtracer authors
 *
 * License: GNU GPL, version 2 or later.
 *   See the LICENSE file in the parent directory.
 */

#ifndef MEMTRACER_GUEST_FETCH_H
#define MEMTRACER_GUEST_FETCH_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/stat.h>

#include "request.h"

enum {
    /* Only what the program wrote; otherwise only what it didn't change. */
    FETCH_WRITTEN = 1 << 0,
    /* The program that was asked for, whatever its path leads to. */
    FETCH_PROGRAM = 1 << 1,
};

/*
 * Fetch - a file that is asked for
 *
 * @view: keeps what the program saw mounted; -1 if that was the agent's own
 * @request: that of the program that ran
 * @dir: the agent's private directory
 * @most: it may have so many bytes
 */
typedef struct Fetch {
    const char *path;
    uint32_t flags;
    uint64_t most;
    int view;
    const Request *request;
    const char *dir;
} Fetch;

/*
 * fetch_open() - open it
 * @st: receives what it is
 *
 * Return: a descriptor, or -1 if there is no such regular file.
 */
int fetch_open(const Fetch *fetch, struct stat *st);

#endif
