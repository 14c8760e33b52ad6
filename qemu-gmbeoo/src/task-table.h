/*
 * The task table: a mapped file that tells readers of site records what a context's number means,
 * see docs/wire-formats.md.
 *
 * Copyright (C) the memtracer authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MEMTRACER_TASK_TABLE_H
#define MEMTRACER_TASK_TABLE_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define TASK_TABLE_MAGIC "MTTASK01"
#define TASK_TABLE_VERSION 1
#define TASK_TABLE_ROWS_MAX 1048576
#define TASK_TABLE_TEXT_BYTES 524288

#define TASK_NAME_BYTES 16

/** What a row says besides. */
#define TASK_IS_KERNEL UINT32_C(1)   /* a thread of the kernel */
#define TASK_IS_WORKLOAD UINT32_C(2) /* the program that is traced, or what came of it */
#define TASK_IS_AGENT UINT32_C(4)    /* memtracer's agent in the guest, or what came of it */
#define TASK_IS_IDLE UINT32_C(8)     /* what a vCPU does when there is nothing to do */
#define TASK_IS_SEVERAL UINT32_C(16) /* all those for which there was no row of their own */

/** struct task_row - a task, from when it became like this until it changes */
struct task_row {
    uint32_t task;    /* its number, never used for another; 0 in row 0 only */
    uint32_t thread;  /* the kernel's number of it */
    uint32_t process; /* and of its process */
    uint32_t space;   /* a number for its address space, never used for another; 0: none of its own */
    uint32_t parent;  /* the task that made it; 0 if that isn't known */
    uint32_t flags;
    uint32_t program_offset; /* what it executes, among the texts; length 0 if that isn't known */
    uint32_t program_length;
    uint64_t born_nanos; /* on the guest's clock since it booted */
    char name[TASK_NAME_BYTES];
    uint32_t layout; /* of its program's memory; 0 the first one, then 2, 3 and so on */
    uint8_t reserved[4];
};

/** struct task_table - the mapped file: a header, the rows, the texts */
struct task_table {
    char magic[8];
    uint32_t version;
    uint32_t capacity; /* rows that may come to be used */
    uint32_t used;     /* rows that are */
    uint32_t refused;  /* rows that would have been */
    uint32_t text_bytes;
    uint8_t reserved[36];
    struct task_row rows[]; /* row 0 is that of unknown tasks */
};

_Static_assert(sizeof(struct task_row) == 64, "task table");
_Static_assert(offsetof(struct task_row, born_nanos) == 32, "task table");
_Static_assert(offsetof(struct task_row, name) == 40, "task table");
_Static_assert(offsetof(struct task_row, layout) == 56, "task table");
_Static_assert(offsetof(struct task_table, used) == 16, "task table");
_Static_assert(offsetof(struct task_table, rows) == 64, "task table");

/** task_name_copy() - cut a name off to what a row holds; zeros behind it, so that names compare */
static inline void task_name_copy(char name[TASK_NAME_BYTES], const char *source)
{
    memset(name, 0, TASK_NAME_BYTES);
    memcpy(name, source, strnlen(source, TASK_NAME_BYTES - 1));
}

/**
 * task_table_create() - make the file and map it, with row 0
 * @path: a file that doesn't exist yet
 * @capacity: how many rows it has room for, at least 1
 * @error: why not
 */
struct task_table *task_table_create(const char *path, uint32_t capacity, GError **error);

/**
 * task_table_add() - append a row; one thread at a time
 *
 * It can be read before its number is returned.
 *
 * Return: its number, or 0 when the table is full.
 */
uint32_t task_table_add(struct task_table *table, const struct task_row *row);

/**
 * task_table_add_text() - append a text for rows that come; one thread at a time
 * @table: the table
 * @text: the text; not kept
 * @length: its bytes
 * @offset: set to where it is
 *
 * Return: false when there is no room for it.
 */
bool task_table_add_text(struct task_table *table, const char *text, uint32_t length,
                         uint32_t *offset);

/** task_table_copy_text() - a text that was added, NUL-terminated */
void task_table_copy_text(struct task_table *table, uint32_t offset, uint32_t length, char *text);

#endif
