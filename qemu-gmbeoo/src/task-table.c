/*
 * The task table.
 *
 * Copyright (C) the memtracer authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "task-table.h"

#include "mapped-file.h"

#include <string.h>
#include <unistd.h>

static char *texts(struct task_table *table)
{
    return (char *)&table->rows[table->capacity];
}

struct task_table *task_table_create(const char *path, uint32_t capacity, GError **error)
{
    const size_t bytes = sizeof(struct task_table) + (size_t)capacity * sizeof(struct task_row)
                         + TASK_TABLE_TEXT_BYTES;
    int fd;
    struct task_table *table = mapped_file_create(path, bytes, &fd, error);

    if (table != NULL) {
        close(fd);
        table->version = TASK_TABLE_VERSION;
        table->capacity = capacity;
        table->used = 1;
        memcpy(table->magic, TASK_TABLE_MAGIC, sizeof(table->magic));
    }
    return table;
}

uint32_t task_table_add(struct task_table *table, const struct task_row *row)
{
    const uint32_t number = table->used;

    if (number == table->capacity) {
        __atomic_store_n(&table->refused, table->refused + 1, __ATOMIC_RELAXED);
        return 0;
    }
    table->rows[number] = *row;
    __atomic_store_n(&table->used, number + 1, __ATOMIC_RELEASE);
    return number;
}

bool task_table_add_text(struct task_table *table, const char *text, uint32_t length,
                         uint32_t *offset)
{
    if (length > TASK_TABLE_TEXT_BYTES - table->text_bytes) {
        return false;
    }
    *offset = table->text_bytes;
    memcpy(texts(table) + *offset, text, length);
    __atomic_store_n(&table->text_bytes, table->text_bytes + length, __ATOMIC_RELEASE);
    return true;
}

void task_table_copy_text(struct task_table *table, uint32_t offset, uint32_t length, char *text)
{
    memcpy(text, texts(table) + offset, length);
    text[length] = '\0';
}
