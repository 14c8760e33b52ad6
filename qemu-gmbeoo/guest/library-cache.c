/*
 * glibc's list of where libraries are, /etc/ld.so.cache.
 *
 * As ldconfig writes it since glibc 2.32: a head, entries of which each has
 * the offsets of two strings, the strings.
 *
 * Copyright (C) 2026 The memtracer authors
 *
 * License: GNU GPL, version 2 or later.
 *   See the LICENSE file in the parent directory.
 */

#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "library-cache.h"

#define CACHE_FILE "/etc/ld.so.cache"
#define MAGIC "glibc-ld.so.cache1.1"

enum {
    SIZE_MAX_BYTES = 16 << 20,
    /* A library of glibc's kind, for x86-64. */
    FLAGS = 0x0303,
};

typedef struct Head {
    char magic[sizeof(MAGIC) - 1];
    uint32_t entries;
    uint32_t string_bytes;
    uint32_t unused[5];
} Head;

typedef struct Entry {
    int32_t flags;
    uint32_t name;
    uint32_t path;
    uint32_t system;
    uint64_t processors;
} Entry;

_Static_assert(sizeof(Head) == 48, "as ldconfig writes it");
_Static_assert(sizeof(Entry) == 24, "as ldconfig writes it");

static bool is_one(const LibraryCache *cache)
{
    Head head;

    if (cache->size < sizeof(head)) {
        return false;
    }
    memcpy(&head, cache->bytes, sizeof(head));
    return !memcmp(head.magic, MAGIC, sizeof(head.magic)) &&
           head.entries <= (cache->size - sizeof(head)) / sizeof(Entry);
}

void library_cache_read(LibraryCache *cache)
{
    int fd = open(CACHE_FILE, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    struct stat st;

    *cache = (LibraryCache) { NULL, 0 };
    if (fd < 0) {
        return;
    }
    if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) &&
        st.st_size <= SIZE_MAX_BYTES) {
        /* With an end for the last string, whatever is in there. */
        cache->bytes = calloc(1, st.st_size + 1);
    }
    if (cache->bytes) {
        ssize_t n = read(fd, cache->bytes, st.st_size);

        cache->size = n > 0 ? n : 0;
    }
    close(fd);
    if (!is_one(cache)) {
        library_cache_free(cache);
    }
}

bool library_cache_find(const LibraryCache *cache, const char *name,
                        char path[PATH_MAX])
{
    Head head;

    if (cache->size == 0) {
        return false;
    }
    memcpy(&head, cache->bytes, sizeof(head));
    for (uint32_t i = 0; i < head.entries; i++) {
        Entry entry;

        memcpy(&entry, cache->bytes + sizeof(head) + i * sizeof(entry),
               sizeof(entry));
        if (entry.flags == FLAGS && entry.processors == 0 &&
            entry.name < cache->size && entry.path < cache->size &&
            !strcmp(cache->bytes + entry.name, name)) {
            return snprintf(path, PATH_MAX, "%s",
                            cache->bytes + entry.path) < PATH_MAX;
        }
    }
    return false;
}

void library_cache_free(LibraryCache *cache)
{
    free(cache->bytes);
    *cache = (LibraryCache) { NULL, 0 };
}
