/*
 * The guest's tasks, as far as vCPUs have come across them.
 *
 * Copyright (C) the memtracer authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "tasks.h"

#include "guest-memory.h"
#include "known-tasks.h"

#include <stdio.h>
#include <string.h>

/* A task's parent's parent, and so on: of those that were there when tracing began. */
#define ANCESTORS_MAX 64

static GMutex lock;
static struct control_tasks facts;
static struct known_task *running[CONTROL_VCPU_SLOTS];

bool tasks_are_readable(const struct control_tasks *where)
{
    return known_tasks_table() != NULL && where->wanted && guest_memory_is_readable()
           && task_facts_are_usable(where);
}

void tasks_restart(const struct control_tasks *where)
{
    g_mutex_lock(&lock);
    facts = *where;
    known_tasks_forget();
    layouts_forget();
    memset(running, 0, sizeof(running));
    g_mutex_unlock(&lock);
}

static bool is_the_same(const struct known_task *task, const struct task_facts *found)
{
    return task != NULL && task->row.born_nanos == found->start;
}

/* A task that nobody saw being born, and what made it, as far as that is still there. */
static struct known_task *meet(uint64_t pointer, const struct task_facts *found, unsigned depth)
{
    struct known_task *parent = NULL;
    struct task_facts of_parent;
    struct known_task *task;

    if (depth < ANCESTORS_MAX && found->parent != pointer
        && task_facts_read(&facts, found->parent, &of_parent)) {
        parent = known_task_find(found->parent);
        if (!is_the_same(parent, &of_parent)) {
            parent = meet(found->parent, &of_parent, depth + 1);
        }
    }
    task = known_task_add(&facts, pointer, found, parent);
    if (task->number == 0) {
        task->row.space = known_tasks_space(found->mm);
        task->row.layout = layouts_of(task->row.space);
        known_task_publish(task);
    }
    return task;
}

/* What the kernel says now; a kernel whose functions have other names tells changes here only. */
static void update(struct known_task *task, const struct task_facts *found)
{
    /* A thread of the kernel may borrow the memory of others. */
    const bool other_memory =
        found->mm != 0 && found->mm != task->mm && !(task->row.flags & TASK_IS_KERNEL);
    const bool other_name = memcmp(task->row.name, found->name, sizeof(found->name)) != 0;

    if (task->executing) {
        return;
    }
    if (other_memory) {
        task->mm = found->mm;
        task->row.space = known_tasks_new_space(found->mm);
    }
    if (task->row.layout != layouts_of(task->row.space)) {
        task->row.layout = layouts_of(task->row.space);
        task_name_copy(task->row.name, found->name);
        known_task_publish_layout(task);
    } else if (other_memory || other_name) {
        task_name_copy(task->row.name, found->name);
        known_task_publish(task);
    }
}

static bool has_ended(const struct known_task *task)
{
    return task != NULL && task->ending && task_facts_is_dead(&facts, task->pointer);
}

uint32_t tasks_enter(unsigned vcpu, uint64_t pointer, uint32_t *ended)
{
    struct task_facts found;
    const bool readable = task_facts_read(&facts, pointer, &found);
    struct known_task *before;
    struct known_task *task = NULL;

    g_mutex_lock(&lock);
    before = running[vcpu];
    *ended = has_ended(before) ? before->number : 0;
    if (*ended != 0) {
        before->ending = false;
    }
    if (readable) {
        task = known_task_find(pointer);
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

/* What it executes, and what that has in memory. */
static void inherit(struct known_task *task, struct known_task *parent, bool shares)
{
    const struct known_stack stack = parent->next_stack;

    task->row.program_offset = parent->row.program_offset;
    task->row.program_length = parent->row.program_length;
    if (!shares) {
        layouts_fork(parent->row.space, task->row.space);
    } else if (stack.end != 0 && layouts_add_stack(task->row.space, stack.start, stack.end)) {
        task->stack = stack;
    }
    task->row.layout = layouts_of(task->row.space);
    parent->next_stack = (struct known_stack){ 0, 0 };
}

uint32_t tasks_born(unsigned vcpu, uint64_t pointer)
{
    struct task_facts found;
    struct known_task *parent;
    struct known_task *task;

    if (!task_facts_read(&facts, pointer, &found)) {
        return 0;
    }
    g_mutex_lock(&lock);
    parent = running[vcpu];
    task = known_task_add(&facts, pointer, &found, parent);
    if (task->number == 0) {
        const bool shares = parent != NULL && found.mm == parent->mm;

        task->row.space = found.mm == 0 ? 0
                          : shares      ? parent->row.space
                                        : known_tasks_new_space(found.mm);
        if (parent != NULL && !(task->row.flags & TASK_IS_KERNEL)) {
            inherit(task, parent, shares);
        }
        known_task_publish(task);
    }
    g_mutex_unlock(&lock);
    return task->number;
}

void tasks_executes(unsigned vcpu, const char *program)
{
    struct known_task *task;

    g_mutex_lock(&lock);
    task = running[vcpu];
    if (task != NULL && !(task->row.flags & TASK_IS_SEVERAL)) {
        known_task_set_program(task, program);
        task->executing = true;
    }
    g_mutex_unlock(&lock);
}

/* Its memory is another's already, and it is the first thread of its process. */
static void execute(struct known_task *task)
{
    struct task_facts found;

    task->executing = false;
    if (task_facts_read(&facts, task->pointer, &found)) {
        task->mm = found.mm;
        task->row.thread = found.thread;
        task->row.process = found.process;
        task->row.flags = task_facts_flags(&facts, task->pointer, &found,
                                           task->row.flags & KNOWN_TASK_ORIGINS);
        task->row.space = known_tasks_new_space(found.mm);
        task->row.layout = 0;
        task->stack = (struct known_stack){ 0, 0 };
    }
}

struct tasks_change tasks_named(unsigned vcpu, uint64_t pointer, const char *name)
{
    struct tasks_change change = { 0, false };
    struct known_task *task;

    g_mutex_lock(&lock);
    task = known_task_find(pointer);
    if (task != NULL) {
        change.exec = task->executing && task == running[vcpu];
        if (change.exec) {
            execute(task);
        }
        task_name_copy(task->row.name, name);
        known_task_publish(task);
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

uint64_t tasks_memory(unsigned vcpu)
{
    uint64_t memory;

    g_mutex_lock(&lock);
    memory = running[vcpu] == NULL ? 0 : running[vcpu]->mm;
    g_mutex_unlock(&lock);
    return memory;
}

static void copy_image(const struct known_task *task, char image[TASKS_IMAGE_BYTES])
{
    const size_t length = task->row.program_length;

    image[0] = '\0';
    if (length < TASKS_IMAGE_BYTES - 32) {
        task_table_copy_text(known_tasks_table(), task->row.program_offset,
                             task->row.program_length, image);
        if (length != 0 && task->row.layout != 0) {
            snprintf(image + length, TASKS_IMAGE_BYTES - length, " (layout %u)", task->row.layout);
        }
    }
}

/* Whether another vCPU makes accesses to a task's memory: it would be told too late. */
static bool is_elsewhere(unsigned vcpu, const struct known_task *task)
{
    for (unsigned i = 0; i < CONTROL_VCPU_SLOTS; i++) {
        if (i != vcpu && running[i] != NULL && running[i]->row.space == task->row.space) {
            return true;
        }
    }
    return false;
}

static unsigned map(unsigned vcpu, struct known_task *task, const struct layout_piece *piece,
                    bool comes)
{
    char program[TASKS_IMAGE_BYTES];
    struct known_task first = *task;
    unsigned result;

    first.row.layout = 0;
    copy_image(&first, program);
    result = layouts_add(task->row.space, program, piece,
                         (comes ? LAYOUTS_COMES : 0)
                             | (program[0] == '\0' || is_elsewhere(vcpu, task) ? 0
                                                                               : LAYOUTS_MAY_CHANGE));
    if (result & LAYOUTS_CHANGED) {
        task->row.layout = layouts_of(task->row.space);
        known_task_publish_layout(task);
    }
    return result;
}

unsigned tasks_map(unsigned vcpu, const struct layout_piece *piece, bool comes,
                   char image[TASKS_IMAGE_BYTES])
{
    struct known_task *task;
    unsigned result = 0;

    image[0] = '\0';
    g_mutex_lock(&lock);
    task = running[vcpu];
    if (task != NULL) {
        if (task->row.space != 0) {
            result = map(vcpu, task, piece, comes);
        }
        copy_image(task, image);
    }
    g_mutex_unlock(&lock);
    return result;
}

void tasks_each_piece(unsigned vcpu, layout_piece_visit visit, void *data)
{
    g_mutex_lock(&lock);
    if (running[vcpu] != NULL) {
        layouts_each(running[vcpu]->row.space, visit, data);
    }
    g_mutex_unlock(&lock);
}

void tasks_gives_stack(unsigned vcpu, struct known_stack stack)
{
    g_mutex_lock(&lock);
    if (running[vcpu] != NULL && !(running[vcpu]->row.flags & TASK_IS_SEVERAL)) {
        running[vcpu]->next_stack = stack;
    }
    g_mutex_unlock(&lock);
}

struct known_stack tasks_stack(uint64_t pointer, char image[TASKS_IMAGE_BYTES],
                               struct task_row *row)
{
    struct known_stack stack = { 0, 0 };
    const struct known_task *task;

    g_mutex_lock(&lock);
    task = known_task_find(pointer);
    if (task != NULL) {
        stack = task->stack;
        *row = task->row;
        copy_image(task, image);
    }
    g_mutex_unlock(&lock);
    return stack;
}

uint32_t tasks_of_row(uint32_t row)
{
    return known_tasks_table()->rows[row].task; /* never changes */
}

uint32_t tasks_current(unsigned vcpu)
{
    uint32_t row;

    g_mutex_lock(&lock);
    row = running[vcpu] == NULL ? 0 : running[vcpu]->number;
    g_mutex_unlock(&lock);
    return row;
}
