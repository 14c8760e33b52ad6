/*
 * The tasks that are known, and the numbers that they and their memory have.
 *
 * Each change of a task is a row of the task table. One thread at a time, but for
 * known_tasks_table().
 *
 * Copyright (C) the memtracer authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MEMTRACER_KNOWN_TASKS_H
#define MEMTRACER_KNOWN_TASKS_H

#include "control.h"
#include "task-facts.h"
#include "task-table.h"

/** What a task has from its parent, among a row's flags. */
#define KNOWN_TASK_ORIGINS (TASK_IS_WORKLOAD | TASK_IS_AGENT)

/** struct known_stack - where a thread has its stack; an end of 0: that isn't known */
struct known_stack {
    uint64_t start;
    uint64_t end;
};

/** struct known_task - lives as long as the table is used */
struct known_task {
    uint64_t pointer;
    uint64_t mm;
    struct task_row row; /* as it would be if it changed now */
    uint32_t number;     /* of its row */
    bool ending;
    bool executing; /* the program is in the row already, but not in force */
    struct known_stack next_stack; /* of the thread that it makes next */
    struct known_stack stack;      /* its own, of a thread that isn't the first */
};

/** known_tasks_use_table() - append rows there, as to an empty one; before all else, or NULL */
void known_tasks_use_table(struct task_table *table);

/** known_tasks_table() - the table, or NULL; any thread */
struct task_table *known_tasks_table(void);

/** known_tasks_forget() - know none; what has a number keeps it */
void known_tasks_forget(void);

/** known_task_find() - the task that is kept there by the kernel; NULL if none is known */
struct known_task *known_task_find(uint64_t pointer);

/**
 * known_task_add() - know another task
 * @where: what the host says of the kernel
 * @pointer: where the kernel keeps it
 * @found: what the kernel says of it
 * @parent: what made it; NULL if that isn't known
 *
 * Return: the task, without a row as yet, whose number is 0; or, as there is no room, one that
 * stands for all of those and has a row already.
 */
struct known_task *known_task_add(const struct control_tasks *where, uint64_t pointer,
                                  const struct task_facts *found, const struct known_task *parent);

/** known_task_set_program() - say what it executes; nothing, where there is no room for the text */
void known_task_set_program(struct known_task *task, const char *program);

/** known_task_publish() - append what its row is now; without room, its last one stays */
void known_task_publish(struct known_task *task);

/**
 * known_task_publish_layout() - the same where only its layout has changed
 *
 * Without room it goes on as one of those that stand for many: nothing of its memory has a name, but
 * none a wrong one.
 */
void known_task_publish_layout(struct known_task *task);

/** known_tasks_new_space() - number memory that is new, even if other memory was there before */
uint32_t known_tasks_new_space(uint64_t mm);

/** known_tasks_space() - the number of memory that may have been there before; 0 for none */
uint32_t known_tasks_space(uint64_t mm);

#endif
