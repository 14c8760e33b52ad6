/*
 * The phase table.
 *
 * Copyright (C) the memtracer authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "phase-table.h"

#include "mapped-file.h"

#include <string.h>
#include <unistd.h>

struct phase_table *phase_table_create(const char *path, uint32_t capacity, GError **error)
{
    const size_t bytes =
        sizeof(struct phase_table) + (size_t)capacity * sizeof(struct phase_row);
    int fd;
    struct phase_table *table = mapped_file_create(path, bytes, &fd, error);

    if (table != NULL) {
        close(fd);
        table->version = PHASE_TABLE_VERSION;
        table->capacity = capacity;
        table->used = 1;
        memcpy(table->magic, PHASE_TABLE_MAGIC, sizeof(table->magic));
    }
    return table;
}

uint32_t phase_table_find(struct phase_table *table, uint32_t parent, uint32_t flags,
                          const char *name)
{
    struct phase_row row = { .parent = parent, .flags = flags };

    memcpy(row.name, name, strnlen(name, sizeof(row.name) - 1));
    for (uint32_t i = 1; i < table->used; i++) {
        const struct phase_row *known = &table->rows[i];

        if (known->parent == parent && known->flags == flags
            && memcmp(known->name, row.name, sizeof(row.name)) == 0) {
            return i;
        }
    }
    if (table->used == table->capacity) {
        return 0;
    }
    table->rows[table->used] = row;
    __atomic_store_n(&table->used, table->used + 1, __ATOMIC_RELEASE);
    return table->used - 1;
}
