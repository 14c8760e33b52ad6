/*
 * glibc's list of where libraries are, /etc/ld.so.cache.
 *
 * Copyright (C) 2026 The memtracer authors
 *
 * License: GNU GPL, version 2 or later.
 *   See the LICENSE file in the parent directory.
 */

#ifndef MEMTRACER_GUEST_LIBRARY_CACHE_H
#define MEMTRACER_GUEST_LIBRARY_CACHE_H

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>

/* LibraryCache - the file; empty if it can't be read, or isn't one */
typedef struct LibraryCache {
    char *bytes;
    size_t size;
} LibraryCache;

void library_cache_read(LibraryCache *cache);

/*
 * library_cache_find() - where a library for this machine is
 * @name: as a program names it
 * @path: receives the path of one for any processor
 */
bool library_cache_find(const LibraryCache *cache, const char *name,
                        char path[PATH_MAX]);

void library_cache_free(LibraryCache *cache);

#endif
