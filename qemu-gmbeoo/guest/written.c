/*
 * Telling the host what the program wrote over what it was shown.
 *
 * Copyright (C) 2026 The memtracer authors
 *
 * License: GNU GPL, version 2 or later.
 *   See the LICENSE file in the parent directory.
 */

#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "tools.h"
#include "view.h"
#include "written.h"

enum {
    /* Before the path: mode, size and time of change, both with upper half. */
    ENTRY_HEAD_BYTES = 20,
    CONTENT_HEAD_BYTES = 8,
};

static void put_u64(uint8_t *bytes, uint64_t value)
{
    frame_put_u32(bytes, value);
    frame_put_u32(bytes + 4, value >> 32);
}

void written_start(Written *written, const Request *request, const char *dir,
                   uint32_t flags)
{
    written_stop(written);
    *written = (Written) {
        .active = true,
        .contents = flags & WRITTEN_CONTENTS,
        .request = request,
        .dir = dir,
        .file = -1,
    };
}

void written_start_file(Written *written, const Request *request,
                        const char *dir, int file, const struct stat *st)
{
    written_start(written, request, dir, 0);
    written->layer = request->share_count + 1;
    written->file = file;
    written->entry = file >= 0;
    if (file >= 0) {
        written->st = *st;
    }
}

void written_stop(Written *written)
{
    if (written->active && written->walk) {
        fts_close(written->walk);
    }
    if (written->active && written->file >= 0) {
        close(written->file);
    }
    written->active = false;
}

/* Opens the next layer there is; false if that was all. */
static bool next_layer(Written *written)
{
    const Request *request = written->request;

    while (written->layer <= request->share_count) {
        size_t layer = written->layer++;
        char upper[PATH_MAX];
        char *const paths[] = { upper, NULL };

        view_upper(upper, written->dir, layer);
        if (access(upper, F_OK) == 0) {
            written->prefix = layer == 0 ? "" : request->shares[layer - 1];
            written->upper_length = strlen(upper);
            written->walk = fts_open(paths, FTS_PHYSICAL | FTS_XDEV, NULL);
            return written->walk;
        }
    }
    return false;
}

/* What takes the place of a file that was removed. */
static bool is_whiteout(const struct stat *st)
{
    return S_ISCHR(st->st_mode) && st->st_rdev == 0;
}

static uint64_t stored_bytes(const struct stat *st)
{
    uint64_t blocks = (uint64_t)st->st_blocks * 512;

    return (uint64_t)st->st_size < blocks ? (uint64_t)st->st_size : blocks;
}

static void put_entry(uint8_t *payload, uint32_t mode, const struct stat *st)
{
    frame_put_u32(payload, mode);
    put_u64(payload + 4, st->st_size);
    put_u64(payload + 12, st->st_mtime);
}

static void tell_entry(const Written *written, const FTSENT *entry,
                       FrameWriter *writer)
{
    const struct stat *st = entry->fts_statp;
    uint8_t *payload = frame_writer_reserve(writer);
    char *text = (char *)payload + ENTRY_HEAD_BYTES;
    size_t room = FRAME_CHUNK_MAX - ENTRY_HEAD_BYTES;
    size_t length = snprintf(text, room, "%s%s", written->prefix,
                             entry->fts_path + written->upper_length);

    if (length >= room) {
        length = room - 1;
    }
    put_entry(payload, is_whiteout(st) ? 0 : st->st_mode, st);
    if (S_ISLNK(st->st_mode) && room - length > PATH_MAX) {
        ssize_t n = readlink(entry->fts_accpath, text + length + 1, PATH_MAX);

        length += 1 + (n > 0 ? n : 0);
    }
    frame_writer_commit(writer, FRAME_ENTRY, ENTRY_HEAD_BYTES + length);
}

static void visit(Written *written, const FTSENT *entry, FrameWriter *writer)
{
    const struct stat *st = entry->fts_statp;

    if (is_whiteout(st)) {
        written->removed++;
    } else {
        written->files++;
        written->bytes += S_ISREG(st->st_mode) ? stored_bytes(st) : 0;
    }
    if (written->contents || written->told < WRITTEN_NAMES) {
        tell_entry(written, entry, writer);
        written->told++;
    }
    if (written->contents && S_ISREG(st->st_mode)) {
        written->file = open(entry->fts_accpath,
                             O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
        written->offset = 0;
    }
}

/* The host knows which file it has asked for. */
static void tell_single(Written *written, FrameWriter *writer)
{
    uint8_t *payload = frame_writer_reserve(writer);

    put_entry(payload, written->st.st_mode, &written->st);
    payload[ENTRY_HEAD_BYTES] = '/';
    frame_writer_commit(writer, FRAME_ENTRY, ENTRY_HEAD_BYTES + 1);
    written->entry = false;
    written->files = 1;
    written->bytes = stored_bytes(&written->st);
}

/* Tells the next piece that isn't a hole; at the end closes the file. */
static void tell_content(Written *written, FrameWriter *writer)
{
    off_t data = lseek(written->file, written->offset, SEEK_DATA);
    uint8_t *payload = frame_writer_reserve(writer);
    ssize_t n = 0;

    if (data >= 0) {
        n = pread(written->file, payload + CONTENT_HEAD_BYTES,
                  FRAME_CHUNK_MAX - CONTENT_HEAD_BYTES, data);
    }
    if (n <= 0) {
        close(written->file);
        written->file = -1;
        return;
    }
    put_u64(payload, data);
    frame_writer_commit(writer, FRAME_CONTENT, CONTENT_HEAD_BYTES + n);
    written->offset = data + n;
}

/* How much more a program could have written: nothing, if no more files. */
static uint64_t room(const Written *written)
{
    char upper[PATH_MAX];
    struct statvfs layers;

    view_upper(upper, written->dir, 0);
    if (statvfs(upper, &layers) < 0) {
        return UINT64_MAX;
    }
    return layers.f_favail > 0
           ? (uint64_t)layers.f_bavail * layers.f_frsize : 0;
}

static void finish(Written *written, FrameWriter *writer)
{
    uint8_t *payload = frame_writer_reserve(writer);

    put_u64(payload, written->files);
    put_u64(payload + 8, written->bytes);
    put_u64(payload + 16, written->removed);
    put_u64(payload + 24, room(written));
    frame_writer_commit(writer, FRAME_WRITTEN, 32);
    written_stop(written);
}

/* What the agent has put there itself. */
static bool is_tool(const Written *written, const FTSENT *entry)
{
    const char *path = entry->fts_path + written->upper_length;
    size_t length = strlen(written->prefix);

    return !strncmp(TOOLS_MARK, written->prefix, length) &&
           !strcmp(TOOLS_MARK + length, path);
}

static bool is_file(const FTSENT *entry)
{
    switch (entry->fts_info) {
    case FTS_F:
    case FTS_SL:
    case FTS_SLNONE:
    case FTS_DEFAULT:
        return true;
    default:
        return false;
    }
}

bool written_pump(Written *written, FrameWriter *writer)
{
    FTSENT *entry;

    if (!written->active || !frame_writer_has_room(writer)) {
        return false;
    }
    if (written->entry) {
        tell_single(written, writer);
        return true;
    }
    if (written->file >= 0) {
        tell_content(written, writer);
        return true;
    }
    if (!written->walk && !next_layer(written)) {
        finish(written, writer);
        return true;
    }
    entry = fts_read(written->walk);
    if (!entry) {
        fts_close(written->walk);
        written->walk = NULL;
    } else if (is_file(entry) && !is_tool(written, entry)) {
        visit(written, entry, writer);
    }
    return true;
}
