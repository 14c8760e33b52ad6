/*
 * What the guest's kernel says about one of its tasks.
 *
 * Copyright (C) the memtracer authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MEMTRACER_TASK_FACTS_H
#define MEMTRACER_TASK_FACTS_H

#include "control.h"
#include "task-table.h"

/** struct task_facts - what is read at each switch */
struct task_facts {
    uint64_t mm;     /* where its memory is described; 0 if it has none of its own */
    uint64_t parent; /* where the kernel keeps what made it */
    uint64_t start;  /* when it was born */
    uint32_t thread;
    uint32_t process;
    char name[TASK_NAME_BYTES]; /* as it is, but for the last byte, which is 0 */
};

/** task_facts_are_usable() - whether the fields are where a single read gets them */
bool task_facts_are_usable(const struct control_tasks *where);

/** task_facts_read() - read them; false if there is nothing */
bool task_facts_read(const struct control_tasks *where, uint64_t task, struct task_facts *facts);

/**
 * task_facts_flags() - what a row says besides
 * @where: where fields are
 * @task: where the kernel keeps it
 * @facts: what was read
 * @origin: flags of the task that made it, as far as they pass on
 */
uint32_t task_facts_flags(const struct control_tasks *where, uint64_t task,
                          const struct task_facts *facts, uint32_t origin);

/** task_facts_is_dead() - whether it will not be entered any more */
bool task_facts_is_dead(const struct control_tasks *where, uint64_t task);

#endif
