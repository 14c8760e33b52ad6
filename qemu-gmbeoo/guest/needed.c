/*
 * Which libraries a dynamic program is loaded with.
 *
 * Copyright (C) 2026 The memtracer authors
 *
 * License: GNU GPL, version 2 or later.
 *   See the LICENSE file in the parent directory.
 */

#include <elf.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "library-cache.h"
#include "needed.h"

enum {
    SEGMENTS_MAX = 64,
    ENTRIES_MAX = 512,
    LIBRARIES_MAX = 256,
};

static const char default_dirs[] =
    "/lib/x86_64-linux-gnu:/usr/lib/x86_64-linux-gnu:/lib64:/usr/lib64:"
    "/lib:/usr/lib";

/* Image - an ELF file, as far as the loader looks */
typedef struct Image {
    int fd;
    unsigned segment_count;
    Elf64_Phdr segments[SEGMENTS_MAX];
    size_t entry_count;
    Elf64_Dyn entries[ENTRIES_MAX];
} Image;

/*
 * Search - what was found so far: each file is looked into in its turn
 *
 * @paths: of the program, then of libraries
 */
typedef struct Search {
    const char *library_path;
    LibraryCache cache;
    size_t count;
    char *paths[LIBRARIES_MAX];
    void (*found)(const char *path);
} Search;

static bool read_at(int fd, void *bytes, size_t size, off_t offset)
{
    return pread(fd, bytes, size, offset) == (ssize_t)size;
}

static bool read_segments(Image *image)
{
    Elf64_Ehdr header;

    if (!read_at(image->fd, &header, sizeof(header), 0) ||
        memcmp(header.e_ident, ELFMAG, SELFMAG) != 0 ||
        header.e_ident[EI_CLASS] != ELFCLASS64 ||
        header.e_phnum > SEGMENTS_MAX) {
        return false;
    }
    image->segment_count = header.e_phnum;
    return read_at(image->fd, image->segments,
                   header.e_phnum * sizeof(*image->segments), header.e_phoff);
}

static bool read_entries(Image *image)
{
    for (unsigned i = 0; i < image->segment_count; i++) {
        const Elf64_Phdr *segment = &image->segments[i];

        if (segment->p_type == PT_DYNAMIC &&
            segment->p_filesz <= sizeof(image->entries)) {
            image->entry_count = segment->p_filesz / sizeof(*image->entries);
            return read_at(image->fd, image->entries, segment->p_filesz,
                           segment->p_offset);
        }
    }
    return false;
}

/* Where in the file lies what is loaded at @address; -1 if nowhere. */
static off_t file_offset(const Image *image, Elf64_Addr address)
{
    for (unsigned i = 0; i < image->segment_count; i++) {
        const Elf64_Phdr *segment = &image->segments[i];

        if (segment->p_type == PT_LOAD && address >= segment->p_vaddr &&
            address - segment->p_vaddr < segment->p_filesz) {
            return address - segment->p_vaddr + segment->p_offset;
        }
    }
    return -1;
}

/* The value of the first entry of @tag; 0 if there is none. */
static Elf64_Xword entry(const Image *image, Elf64_Sxword tag)
{
    for (size_t i = 0; i < image->entry_count; i++) {
        if (image->entries[i].d_tag == tag) {
            return image->entries[i].d_un.d_val;
        }
    }
    return 0;
}

static void read_string(const Image *image, Elf64_Xword offset,
                        char text[PATH_MAX])
{
    off_t strings = file_offset(image, entry(image, DT_STRTAB));
    ssize_t n = -1;

    if (strings >= 0) {
        n = pread(image->fd, text, PATH_MAX - 1, strings + offset);
    }
    text[n > 0 ? n : 0] = '\0';
}

static bool is_there(const char *path)
{
    return access(path, F_OK) == 0;
}

/* @origin: the directory of the file that @dirs is from; may begin a name. */
static bool find_in(const char *dirs, const char *origin, const char *name,
                    char path[PATH_MAX])
{
    static const char *const words[] = { "$ORIGIN", "${ORIGIN}" };

    while (dirs && *dirs) {
        int length = strcspn(dirs, ":");
        int skip = 0;
        int written;

        for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
            if (!strncmp(dirs, words[i], strlen(words[i]))) {
                skip = strlen(words[i]);
            }
        }
        written = snprintf(path, PATH_MAX, "%s%.*s/%s", skip ? origin : "",
                           length - skip, dirs + skip, name);
        if (written < PATH_MAX && is_there(path)) {
            return true;
        }
        dirs += length + (dirs[length] == ':');
    }
    return false;
}

static bool find(const Search *search, const Image *image, const char *from,
                 const char *name, char path[PATH_MAX])
{
    static char dirs[PATH_MAX];
    static char origin[PATH_MAX];
    char *slash;

    if (strchr(name, '/')) {
        return (size_t)snprintf(path, PATH_MAX, "%s", name) < PATH_MAX &&
               is_there(path);
    }
    snprintf(origin, sizeof(origin), "%s", from);
    slash = strrchr(origin, '/');
    *(slash ? slash : origin) = '\0';
    *dirs = '\0';
    if (entry(image, DT_RUNPATH)) {
        read_string(image, entry(image, DT_RUNPATH), dirs);
    } else if (entry(image, DT_RPATH)) {
        read_string(image, entry(image, DT_RPATH), dirs);
    }
    return find_in(search->library_path, origin, name, path) ||
           find_in(dirs, origin, name, path) ||
           library_cache_find(&search->cache, name, path) ||
           find_in(default_dirs, origin, name, path);
}

static void add(Search *search, const char *path)
{
    for (size_t i = 0; i < search->count; i++) {
        if (!strcmp(search->paths[i], path)) {
            return;
        }
    }
    if (search->count < LIBRARIES_MAX) {
        char *copy = strdup(path);

        if (copy) {
            search->paths[search->count++] = copy;
        }
    }
}

static void look_into(Search *search, const char *from)
{
    static Image image;
    static char name[PATH_MAX];
    static char path[PATH_MAX];

    image.fd = open(from, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (image.fd < 0) {
        return;
    }
    image.entry_count = 0;
    if (read_segments(&image) && read_entries(&image)) {
        for (size_t i = 0; i < image.entry_count; i++) {
            if (image.entries[i].d_tag != DT_NEEDED) {
                continue;
            }
            read_string(&image, image.entries[i].d_un.d_val, name);
            if (*name && find(search, &image, from, name, path)) {
                add(search, path);
            }
        }
    }
    close(image.fd);
}

static const char *variable(char *const environment[], const char *name)
{
    size_t length = strlen(name);

    for (; *environment; environment++) {
        if (!strncmp(*environment, name, length) &&
            (*environment)[length] == '=') {
            return *environment + length + 1;
        }
    }
    return NULL;
}

void needed_each(const char *path, char *const environment[],
                 void (*found)(const char *path))
{
    Search search = {
        .library_path = variable(environment, "LD_LIBRARY_PATH"),
        .found = found,
    };

    library_cache_read(&search.cache);
    add(&search, path);
    for (size_t i = 0; i < search.count; i++) {
        if (i > 0) {
            search.found(search.paths[i]);
        }
        look_into(&search, search.paths[i]);
    }
    for (size_t i = 0; i < search.count; i++) {
        free(search.paths[i]);
    }
    library_cache_free(&search.cache);
}
