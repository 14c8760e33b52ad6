/*
 * The mapping table.
 *
 * Copyright (C) the memtracer authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "mapping-table.h"

#include "mapped-file.h"

#include <stdbool.h>
#include <string.h>
#include <unistd.h>

static char *texts(struct mapping_table *table)
{
    return (char *)&table->rows[table->capacity];
}

struct mapping_table *mapping_table_create(const char *path, GError **error)
{
    const size_t bytes = sizeof(struct mapping_table)
                         + MAPPING_TABLE_ROWS * sizeof(struct mapping_row)
                         + MAPPING_TABLE_TEXT_BYTES;
    int fd;
    struct mapping_table *table = mapped_file_create(path, bytes, &fd, error);

    if (table != NULL) {
        close(fd);
        table->version = MAPPING_TABLE_VERSION;
        table->capacity = MAPPING_TABLE_ROWS;
        memcpy(table->magic, MAPPING_TABLE_MAGIC, sizeof(table->magic));
    }
    return table;
}

static bool is_text(struct mapping_table *table, uint32_t offset, uint32_t length,
                    const char *text)
{
    return strlen(text) == length && memcmp(texts(table) + offset, text, length) == 0;
}

static bool is_the_same(struct mapping_table *table, const struct mapping_row *known,
                        const struct mapping_row *row, const char *path, const char *program)
{
    return known->start == row->start && known->end == row->end
           && known->file_offset == row->file_offset && known->flags == row->flags
           && is_text(table, known->path_offset, known->path_length, path)
           && is_text(table, known->program_offset, known->program_length, program);
}

/* A program's libraries, and programs, have the same paths again and again. */
static bool find_text(struct mapping_table *table, const char *text, uint32_t *offset)
{
    for (uint32_t i = 0; i < table->used; i++) {
        const struct mapping_row *row = &table->rows[i];

        if (is_text(table, row->path_offset, row->path_length, text)) {
            *offset = row->path_offset;
            return true;
        }
        if (is_text(table, row->program_offset, row->program_length, text)) {
            *offset = row->program_offset;
            return true;
        }
    }
    return false;
}

static bool add_text(struct mapping_table *table, const char *text, uint32_t *offset,
                     uint32_t *length)
{
    *length = (uint32_t)strlen(text);
    if (find_text(table, text, offset)) {
        return true;
    }
    if (*length > MAPPING_TABLE_TEXT_BYTES - table->text_bytes) {
        return false;
    }
    *offset = table->text_bytes;
    memcpy(texts(table) + *offset, text, *length);
    table->text_bytes += *length;
    return true;
}

void mapping_table_refuse(struct mapping_table *table)
{
    __atomic_store_n(&table->refused, table->refused + 1, __ATOMIC_RELAXED);
}

void mapping_table_add(struct mapping_table *table, const struct mapping_row *row,
                       const char *path, const char *program)
{
    struct mapping_row complete = *row;

    /* Some dozens in most runs; many in one that runs many different programs. */
    for (uint32_t i = 0; i < table->used; i++) {
        if (is_the_same(table, &table->rows[i], row, path, program)) {
            return;
        }
    }
    if (table->used == table->capacity
        || !add_text(table, path, &complete.path_offset, &complete.path_length)
        || !add_text(table, program, &complete.program_offset, &complete.program_length)) {
        mapping_table_refuse(table);
        return;
    }
    table->rows[table->used] = complete;
    __atomic_store_n(&table->used, table->used + 1, __ATOMIC_RELEASE);
}
