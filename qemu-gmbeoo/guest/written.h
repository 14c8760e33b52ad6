/*
 * Telling the host what the program wrote over what it was shown.
 *
 * Copyright (C) 2026 The memtracer authors
 *
 * License: GNU GPL, version 2 or later.
 *   See the LICENSE file in the parent directory.
 */

#ifndef MEMTRACER_GUEST_WRITTEN_H
#define MEMTRACER_GUEST_WRITTEN_H

#include <fts.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/stat.h>

#include "frames.h"
#include "request.h"

enum {
    /* Files are told with their contents, and all of them. */
    WRITTEN_CONTENTS = 1 << 0,
    /* Without contents, so many names are told. */
    WRITTEN_NAMES = 10,
};

/*
 * Written - a walk through the layers in memory, a piece at a time
 *
 * @prefix: the path, for the program, of the layer that is walked
 * @layer: which layer is next: 0 is the root's, n that of share n - 1
 * @entry: of a file that is told alone, its entry is still to be told
 * @file: whose contents are being told, or -1
 */
typedef struct Written {
    bool active;
    bool contents;
    const Request *request;
    const char *dir;
    size_t layer;
    const char *prefix;
    size_t upper_length;
    FTS *walk;
    bool entry;
    struct stat st;
    int file;
    uint64_t offset;
    uint64_t told;
    uint64_t files;
    uint64_t bytes;
    uint64_t removed;
} Written;

/* Begins; @request is that of the program that ran, and must stay. */
void written_start(Written *written, const Request *request, const char *dir,
                   uint32_t flags);

/*
 * Begins to tell of one file, with its contents, or that there is none.
 *
 * @file: a descriptor, from now on its own; -1 for none
 * @st: what it is
 */
void written_start_file(Written *written, const Request *request,
                        const char *dir, int file, const struct stat *st);

/* Tells the next piece, if there is room for it; returns true if it did. */
bool written_pump(Written *written, FrameWriter *writer);

/* Ends before its time; does nothing if it isn't active. */
void written_stop(Written *written);

#endif
