/*
 * The guest's tasks, as far as vCPUs have come across them.
 *
 * Copyright (C) the memtracer authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "tasks.h"

#include "guest-memory.h"
#include "task-facts.h"

#include <string.h>

/* A task's parent's parent, and so on: of those that were there when tracing began. */
#define ANCESTORS_MAX 64

#define ORIGINS (TASK_IS_WORKLOAD | TASK_IS_AGENT)

/* A task that is known. */
struct task {
    uint64_t pointer;
    uint64_t mm;
    struct task_row row; /* as it would be if it changed now */
    uint32_t number;     /* of its row */
    bool ending;
    bool executing; /* the program is in the row already, but not in force */
};

static GMutex lock;
static struct task_table *table;
static struct control_tasks facts;
static GPtrArray *all;         /* so that a task may be pointed to for as long as there is a table */
static GHashTable *by_pointer; /* to those that are now */
static GHashTable *spaces;     /* of processes, by where their memory is described */
static GHashTable *programs;   /* texts, to their offsets + 1 */
static uint32_t tasks_numbered;
static uint32_t spaces_numbered;

/* Those for which there is no row: of the workload, and others. */
static struct task rest_of_workload;
static struct task rest;

static struct task *running[CONTROL_VCPU_SLOTS];

static void add_rest(struct task *task, uint32_t flags)
{
    memset(task, 0, sizeof(*task));
    task->row.task = ++tasks_numbered;
    task->row.flags = flags | TASK_IS_SEVERAL;
    task->number = task_table_add(table, &task->row);
}

void tasks_use_table(struct task_table *new_table)
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

bool tasks_are_readable(const struct control_tasks *where)
{
    return table != NULL && where->wanted && guest_memory_is_readable()
           && task_facts_are_usable(where);
}

void tasks_restart(const struct control_tasks *where)
{
    g_mutex_lock(&lock);
    facts = *where;
    g_hash_table_remove_all(by_pointer);
    g_hash_table_remove_all(spaces);
    memset(running, 0, sizeof(running));
    g_mutex_unlock(&lock);
}

static void set_name(struct task *task, const char *name)
{
    memset(task->row.name, 0, sizeof(task->row.name));
    memcpy(task->row.name, name, strnlen(name, sizeof(task->row.name) - 1));
}

static gint64 *key(uint64_t pointer)
{
    gint64 *copy = g_new(gint64, 1);

    *copy = (gint64)pointer;
    return copy;
}

static uint32_t new_space(uint64_t mm)
{
    g_hash_table_replace(spaces, key(mm), GUINT_TO_POINTER(++spaces_numbered));
    return spaces_numbered;
}

/* Of a task that was there before. */
static uint32_t known_space(uint64_t mm)
{
    const gint64 wanted = (gint64)mm;
    const uint32_t known = GPOINTER_TO_UINT(g_hash_table_lookup(spaces, &wanted));

    return mm == 0 ? 0 : known != 0 ? known : new_space(mm);
}

static struct task *find(uint64_t pointer)
{
    const gint64 wanted = (gint64)pointer;

    return g_hash_table_lookup(by_pointer, &wanted);
}

/* Without room for a row it stays as it was. */
static void publish(struct task *task)
{
    const uint32_t number = task_table_add(table, &task->row);

    if (number != 0) {
        task->number = number;
    }
}

/* Without a row as yet; or one of those that have one already, as there is no room. */
static struct task *add(uint64_t pointer, const struct task_facts *found, const struct task *parent)
{
    const uint32_t origin = parent == NULL ? 0 : parent->row.flags & ORIGINS;
    struct task *task;

    if (table->used == table->capacity) { /* nor is anything more remembered */
        const gint64 gone = (gint64)pointer;

        table->refused++;
        g_hash_table_remove(by_pointer, &gone);
        return origin & TASK_IS_WORKLOAD ? &rest_of_workload : &rest;
    }
    task = g_new0(struct task, 1);
    task->pointer = pointer;
    task->mm = found->mm;
    task->row = (struct task_row){
        .task = ++tasks_numbered,
        .thread = found->thread,
        .process = found->process,
        .parent = parent == NULL ? 0 : parent->row.task,
        .flags = task_facts_flags(&facts, pointer, found, origin),
        .born_nanos = found->start,
    };
    set_name(task, found->name);
    g_ptr_array_add(all, task);
    g_hash_table_replace(by_pointer, key(pointer), task);
    return task;
}

static bool is_the_same(const struct task *task, const struct task_facts *found)
{
    return task != NULL && task->row.born_nanos == found->start;
}

/* A task that nobody saw being born, and what made it, as far as that is still there. */
static struct task *meet(uint64_t pointer, const struct task_facts *found, unsigned depth)
{
    struct task *parent = NULL;
    struct task_facts of_parent;
    struct task *task;

    if (depth < ANCESTORS_MAX && found->parent != pointer
        && task_facts_read(&facts, found->parent, &of_parent)) {
        parent = find(found->parent);
        if (!is_the_same(parent, &of_parent)) {
            parent = meet(found->parent, &of_parent, depth + 1);
        }
    }
    task = add(pointer, found, parent);
    if (task->number == 0) {
        task->row.space = known_space(found->mm);
        publish(task);
    }
    return task;
}

/* What the kernel says now; a kernel whose functions have other names tells changes here only. */
static void update(struct task *task, const struct task_facts *found)
{
    /* A thread of the kernel may borrow the memory of others. */
    const bool other_memory =
        found->mm != 0 && found->mm != task->mm && !(task->row.flags & TASK_IS_KERNEL);
    const bool other_name = memcmp(task->row.name, found->name, sizeof(found->name)) != 0;

    if (task->executing || (!other_memory && !other_name)) {
        return;
    }
    if (other_memory) {
        task->mm = found->mm;
        task->row.space = new_space(found->mm);
    }
    set_name(task, found->name);
    publish(task);
}

static bool has_ended(const struct task *task)
{
    return task != NULL && task->ending && task_facts_is_dead(&facts, task->pointer);
}

uint32_t tasks_enter(unsigned vcpu, uint64_t pointer, uint32_t *ended)
{
    struct task_facts found;
    const bool readable = task_facts_read(&facts, pointer, &found);
    struct task *before;
    struct task *task = NULL;

    g_mutex_lock(&lock);
    before = running[vcpu];
    *ended = has_ended(before) ? before->number : 0;
    if (*ended != 0) {
        before->ending = false;
    }
    if (readable) {
        task = find(pointer);
        if (is_the_same(task, &found)) {
            update(task, &found);
        } else {
            task = meet(pointer, &found, 0);
        }
    }
    running[vcpu] = task;
    g_mutex_unlock(&lock);
    return task == NULL ? 0 : task->number;
}

uint32_t tasks_born(unsigned vcpu, uint64_t pointer)
{
    struct task_facts found;
    struct task *parent;
    struct task *task;

    if (!task_facts_read(&facts, pointer, &found)) {
        return 0;
    }
    g_mutex_lock(&lock);
    parent = running[vcpu];
    task = add(pointer, &found, parent);
    if (task->number == 0) {
        const bool shares = parent != NULL && found.mm == parent->mm;

        task->row.space = found.mm == 0 ? 0 : shares ? parent->row.space : new_space(found.mm);
        if (parent != NULL && !(task->row.flags & TASK_IS_KERNEL)) {
            task->row.program_offset = parent->row.program_offset;
            task->row.program_length = parent->row.program_length;
        }
        publish(task);
    }
    g_mutex_unlock(&lock);
    return task->number;
}

static void set_program(struct task_row *row, const char *program)
{
    gpointer known = g_hash_table_lookup(programs, program);
    const uint32_t length = (uint32_t)strlen(program);
    uint32_t offset;

    if (known == NULL && task_table_add_text(table, program, length, &offset)) {
        known = GUINT_TO_POINTER(offset + 1);
        g_hash_table_insert(programs, g_strdup(program), known);
    }
    row->program_offset = known == NULL ? 0 : GPOINTER_TO_UINT(known) - 1;
    row->program_length = known == NULL ? 0 : length;
}

void tasks_executes(unsigned vcpu, const char *program)
{
    struct task *task;

    g_mutex_lock(&lock);
    task = running[vcpu];
    if (task != NULL && !(task->row.flags & TASK_IS_SEVERAL)) {
        set_program(&task->row, program);
        task->executing = true;
    }
    g_mutex_unlock(&lock);
}

/* Its memory is another's already, and it is the first thread of its process. */
static void execute(struct task *task)
{
    struct task_facts found;

    task->executing = false;
    if (task_facts_read(&facts, task->pointer, &found)) {
        task->mm = found.mm;
        task->row.thread = found.thread;
        task->row.process = found.process;
        task->row.flags =
            task_facts_flags(&facts, task->pointer, &found, task->row.flags & ORIGINS);
        task->row.space = new_space(found.mm);
    }
}

struct tasks_change tasks_named(unsigned vcpu, uint64_t pointer, const char *name)
{
    struct tasks_change change = { 0, false };
    struct task *task;

    g_mutex_lock(&lock);
    task = find(pointer);
    if (task != NULL) {
        change.exec = task->executing && task == running[vcpu];
        if (change.exec) {
            execute(task);
        }
        set_name(task, name);
        publish(task);
        change.row = task->number;
    }
    g_mutex_unlock(&lock);
    return change;
}

void tasks_ending(unsigned vcpu)
{
    g_mutex_lock(&lock);
    if (running[vcpu] != NULL) {
        running[vcpu]->ending = true;
    }
    g_mutex_unlock(&lock);
}

void tasks_copy_program(unsigned vcpu, char *program, size_t size)
{
    const struct task *task;

    program[0] = '\0';
    g_mutex_lock(&lock);
    task = running[vcpu];
    if (task != NULL && task->row.program_length < size) {
        task_table_copy_text(table, task->row.program_offset, task->row.program_length, program);
    }
    g_mutex_unlock(&lock);
}

uint32_t tasks_of_row(uint32_t row)
{
    return table->rows[row].task; /* never changes */
}

uint32_t tasks_current(unsigned vcpu)
{
    uint32_t row;

    g_mutex_lock(&lock);
    row = running[vcpu] == NULL ? 0 : running[vcpu]->number;
    g_mutex_unlock(&lock);
    return row;
}
