/*
 * What lies in memory, from an address to another, and how two of them are to each other.
 *
 * Copyright (C) the memtracer authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MEMTRACER_LAYOUT_PIECE_H
#define MEMTRACER_LAYOUT_PIECE_H

#include "mapping-table.h"

#include <stdbool.h>
#include <stdint.h>

/** struct layout_piece - what comes into memory */
struct layout_piece {
    uint64_t start;
    uint64_t end;
    uint64_t file_offset; /* of its first byte */
    uint32_t flags;       /* as in a row of the mapping table */
    const char *path;     /* the same of its file or name, or "" */
};

/** Called with pieces, one after another. */
typedef void (*layout_piece_visit)(const struct layout_piece *piece, void *data);

static inline uint32_t layout_piece_kind(const struct layout_piece *piece)
{
    return piece->flags >> MAPPING_KIND_SHIFT;
}

static inline bool layout_piece_is_of_file(const struct layout_piece *piece)
{
    const uint32_t kind = layout_piece_kind(piece);

    return kind == MAPPING_FILE || kind == MAPPING_UNLINKED;
}

static inline bool layout_piece_is_code(const struct layout_piece *piece)
{
    return (piece->flags & MAPPING_IS_CODE) != 0;
}

/** layout_piece_is_alike() - whether an address that is in both means the same; of one text each */
static inline bool layout_piece_is_alike(const struct layout_piece *a,
                                         const struct layout_piece *b)
{
    return a->flags == b->flags && a->path == b->path
           && (!layout_piece_is_of_file(a)
               || a->start - a->file_offset == b->start - b->file_offset);
}

static inline bool layout_piece_overlaps(const struct layout_piece *piece, uint64_t start,
                                         uint64_t end)
{
    return piece->start < end && start < piece->end;
}

static inline bool layout_piece_holds(const struct layout_piece *outer,
                                      const struct layout_piece *inner)
{
    return outer->start <= inner->start && inner->end <= outer->end
           && layout_piece_is_alike(outer, inner);
}

#endif
