/*
 * The tasks that are known, and the numbers that they and their memory have.
 *
 * Copyright (C) the memtracer authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "known-tasks.h"

#include <string.h>

static struct task_table *table;
static GPtrArray *all;         /* so that a task may be pointed to for as long as there is a table */
static GHashTable *by_pointer; /* to those that are now */
static GHashTable *spaces;     /* of processes, by where their memory is described */
static GHashTable *programs;   /* texts, to their offsets + 1 */
static uint32_t tasks_numbered;
static uint32_t spaces_numbered;

/* Those for which there is no row: of the workload, and others. */
static struct known_task rest_of_workload;
static struct known_task rest;

static void add_rest(struct known_task *task, uint32_t flags)
{
    memset(task, 0, sizeof(*task));
    task->row.task = ++tasks_numbered;
    task->row.flags = flags | TASK_IS_SEVERAL;
    task->number = task_table_add(table, &task->row);
}

void known_tasks_use_table(struct task_table *new_table)
{
    g_clear_pointer(&by_pointer, g_hash_table_unref);
    g_clear_pointer(&spaces, g_hash_table_unref);
    g_clear_pointer(&programs, g_hash_table_unref);
    g_clear_pointer(&all, g_ptr_array_unref);
    table = new_table;
    if (table != NULL) {
        all = g_ptr_array_new_with_free_func(g_free);
        by_pointer = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
        spaces = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
        programs = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
        tasks_numbered = 0;
        add_rest(&rest_of_workload, TASK_IS_WORKLOAD);
        add_rest(&rest, 0);
    }
}

struct task_table *known_tasks_table(void)
{
    return table;
}

void known_tasks_forget(void)
{
    g_hash_table_remove_all(by_pointer);
    g_hash_table_remove_all(spaces);
}

struct known_task *known_task_find(uint64_t pointer)
{
    const gint64 wanted = (gint64)pointer;

    return g_hash_table_lookup(by_pointer, &wanted);
}

void known_task_publish(struct known_task *task)
{
    const uint32_t number = task_table_add(table, &task->row);

    if (number != 0) {
        task->number = number;
    }
}

void known_task_publish_layout(struct known_task *task)
{
    const bool is_of_workload = (task->row.flags & TASK_IS_WORKLOAD) != 0;
    const uint32_t number = task_table_add(table, &task->row);

    task->number = number != 0 ? number : is_of_workload ? rest_of_workload.number : rest.number;
}

static gint64 *key(uint64_t pointer)
{
    gint64 *copy = g_new(gint64, 1);

    *copy = (gint64)pointer;
    return copy;
}

uint32_t known_tasks_new_space(uint64_t mm)
{
    g_hash_table_replace(spaces, key(mm), GUINT_TO_POINTER(++spaces_numbered));
    return spaces_numbered;
}

uint32_t known_tasks_space(uint64_t mm)
{
    const gint64 wanted = (gint64)mm;
    const uint32_t known = GPOINTER_TO_UINT(g_hash_table_lookup(spaces, &wanted));

    return mm == 0 ? 0 : known != 0 ? known : known_tasks_new_space(mm);
}

struct known_task *known_task_add(const struct control_tasks *where, uint64_t pointer,
                                  const struct task_facts *found, const struct known_task *parent)
{
    const uint32_t origin = parent == NULL ? 0 : parent->row.flags & KNOWN_TASK_ORIGINS;
    struct known_task *task;

    if (table->used == table->capacity) { /* nor is anything more remembered */
        const gint64 gone = (gint64)pointer;

        table->refused++;
        g_hash_table_remove(by_pointer, &gone);
        return origin & TASK_IS_WORKLOAD ? &rest_of_workload : &rest;
    }
    task = g_new0(struct known_task, 1);
    task->pointer = pointer;
    task->mm = found->mm;
    task->row = (struct task_row){
        .task = ++tasks_numbered,
        .thread = found->thread,
        .process = found->process,
        .parent = parent == NULL ? 0 : parent->row.task,
        .flags = task_facts_flags(where, pointer, found, origin),
        .born_nanos = found->start,
    };
    task_name_copy(task->row.name, found->name);
    g_ptr_array_add(all, task);
    g_hash_table_replace(by_pointer, key(pointer), task);
    return task;
}

void known_task_set_program(struct known_task *task, const char *program)
{
    gpointer known = g_hash_table_lookup(programs, program);
    const uint32_t length = (uint32_t)strlen(program);
    uint32_t offset;

    if (known == NULL && task_table_add_text(table, program, length, &offset)) {
        known = GUINT_TO_POINTER(offset + 1);
        g_hash_table_insert(programs, g_strdup(program), known);
    }
    task->row.program_offset = known == NULL ? 0 : GPOINTER_TO_UINT(known) - 1;
    task->row.program_length = known == NULL ? 0 : length;
}
