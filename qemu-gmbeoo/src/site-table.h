/*
 * The site table: a mapped file that tells readers of site records what a site's number means,
 * see docs/wire-formats.md.
 *
 * Copyright (C) the memtracer authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MEMTRACER_SITE_TABLE_H
#define MEMTRACER_SITE_TABLE_H

#include <glib.h>
#include <stddef.h>
#include <stdint.h>

#define SITE_TABLE_MAGIC "MTSITE01"
#define SITE_TABLE_VERSION 1
#define SITE_TABLE_ENTRIES_MAX 65535

/** struct site_table - the mapped file */
struct site_table {
    char magic[8];
    uint32_t version;
    uint32_t capacity; /* entries that may come to be used */
    uint32_t used;
    uint8_t reserved[44];
    uint64_t word0[SITE_TABLE_ENTRIES_MAX + 1];
};

_Static_assert(offsetof(struct site_table, used) == 16, "site table");
_Static_assert(offsetof(struct site_table, word0) == 64, "site table");

/**
 * site_table_create() - make the file and map it
 * @path: a file that doesn't exist yet
 * @capacity: how many sites get a number; the others are written as escapes
 * @fd: where to store the file's descriptor, which stays open
 * @error: why not
 */
struct site_table *site_table_create(const char *path, uint32_t capacity, int *fd,
                                     GError **error);

/**
 * site_table_add() - number a site; one thread at a time
 *
 * The entry can be read before the number is returned.
 *
 * Return: the number, or SITE_RECORD_ESCAPE when the table is full.
 */
uint32_t site_table_add(struct site_table *table, uint64_t word0);

#endif
