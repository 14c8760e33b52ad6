/*
 * The site table.
 *
 * Copyright (C) the memtracer authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "site-table.h"

#include "mapped-file.h"
#include "site-record.h"

#include <string.h>

_Static_assert(SITE_TABLE_ENTRIES_MAX == SITE_RECORD_ESCAPE, "the escape is no site's number");

struct site_table *site_table_create(const char *path, uint32_t capacity, int *fd,
                                     GError **error)
{
    struct site_table *table = mapped_file_create(path, sizeof(*table), fd, error);

    if (table != NULL) {
        table->version = SITE_TABLE_VERSION;
        table->capacity = capacity;
        memcpy(table->magic, SITE_TABLE_MAGIC, sizeof(table->magic));
    }
    return table;
}

uint32_t site_table_add(struct site_table *table, uint64_t word0)
{
    const uint32_t number = table->used;

    if (number == table->capacity) {
        return SITE_RECORD_ESCAPE;
    }
    __atomic_store_n(&table->word0[number], word0, __ATOMIC_RELAXED);
    __atomic_store_n(&table->used, number + 1, __ATOMIC_RELEASE);
    return number;
}
