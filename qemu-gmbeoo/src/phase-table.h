/*
 * The phase table: a mapped file that tells readers of site records which phases a run has, see
 * docs/wire-formats.md.
 *
 * Copyright (C) the memtracer authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MEMTRACER_PHASE_TABLE_H
#define MEMTRACER_PHASE_TABLE_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define PHASE_TABLE_MAGIC "MTPHAS01"
#define PHASE_TABLE_VERSION 1
#define PHASE_TABLE_ROWS_MAX 65536

#define PHASE_NAME_BYTES 64

/** In a row's flags: it is of the whole run, and not of the thread that began it. */
#define PHASE_IS_OF_RUN UINT32_C(1)

/** struct phase_row - what has one name, within the same other ones, however often it is begun */
struct phase_row {
    uint32_t parent; /* the row of the one it is in; 0: in none */
    uint32_t flags;
    uint64_t begun; /* how often */
    uint64_t ended;
    uint64_t reserved;
    char name[PHASE_NAME_BYTES];
};

/** struct phase_table - the mapped file: a header, and the rows */
struct phase_table {
    char magic[8];
    uint32_t version;
    uint32_t capacity; /* rows that may come to be used */
    uint32_t used;     /* rows that are */
    uint32_t reserved;
    uint64_t refused;   /* times that one was begun for which there was no row, or too deep */
    uint64_t unmatched; /* times that one was to end which had not begun */
    uint8_t reserved_header[24];
    struct phase_row rows[]; /* row 0 is outside of all */
};

_Static_assert(sizeof(struct phase_row) == 96, "phase table");
_Static_assert(offsetof(struct phase_row, begun) == 8, "phase table");
_Static_assert(offsetof(struct phase_row, name) == 32, "phase table");
_Static_assert(offsetof(struct phase_table, used) == 16, "phase table");
_Static_assert(offsetof(struct phase_table, refused) == 24, "phase table");
_Static_assert(offsetof(struct phase_table, rows) == 64, "phase table");

/**
 * phase_table_create() - make the file and map it, with row 0
 * @path: a file that doesn't exist yet
 * @capacity: how many rows it has room for, at least 1
 * @error: why not
 */
struct phase_table *phase_table_create(const char *path, uint32_t capacity, GError **error);

/**
 * phase_table_find() - the row of a phase, which is appended if there is none; one thread at a time
 * @table: the table
 * @parent: the row of the one it is in
 * @flags: see struct phase_row
 * @name: what it is called; what is longer than a row holds is cut off
 *
 * It can be read before its number is returned.
 *
 * Return: its number, or 0 when the table is full.
 */
uint32_t phase_table_find(struct phase_table *table, uint32_t parent, uint32_t flags,
                          const char *name);

/** phase_table_count() - add one to a number of the table's that the host may be reading */
static inline void phase_table_count(uint64_t *number)
{
    __atomic_store_n(number, *number + 1, __ATOMIC_RELAXED);
}

#endif
