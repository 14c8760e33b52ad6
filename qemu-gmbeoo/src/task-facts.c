/*
 * What the guest's kernel says about one of its tasks.
 *
 * Copyright (C) the memtracer authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "task-facts.h"

#include "guest-memory.h"

#include <string.h>

/* Farther apart than this the fields of no kernel are. */
#define SPAN_BYTES_MAX 8192

/* Linux's, since 4.14. */
#define LINUX_PF_KTHREAD UINT32_C(0x00200000)
#define LINUX_TASK_DEAD UINT32_C(0x80)

struct span {
    uint64_t begin;
    uint64_t end;
};

static void cover(struct span *span, uint64_t offset, uint32_t bytes)
{
    span->begin = MIN(span->begin, offset);
    span->end = MAX(span->end, offset + bytes);
}

static struct span span_of(const struct control_tasks *where)
{
    struct span span = { UINT64_MAX, 0 };

    cover(&span, where->task_mm, 8);
    cover(&span, where->task_parent, 8);
    cover(&span, where->task_start, 8);
    cover(&span, where->task_pid, 4);
    cover(&span, where->task_tgid, 4);
    cover(&span, where->task_comm, TASK_NAME_BYTES);
    return span;
}

bool task_facts_are_usable(const struct control_tasks *where)
{
    const struct span span = span_of(where);

    return span.end <= UINT16_MAX && span.end - span.begin <= SPAN_BYTES_MAX;
}

bool task_facts_read(const struct control_tasks *where, uint64_t task, struct task_facts *facts)
{
    const struct span span = span_of(where);
    uint8_t bytes[SPAN_BYTES_MAX];

    if ((int64_t)task >= 0 || !guest_memory_read(task + span.begin, bytes, span.end - span.begin)) {
        return false;
    }
    memcpy(&facts->mm, bytes + (where->task_mm - span.begin), sizeof(facts->mm));
    memcpy(&facts->parent, bytes + (where->task_parent - span.begin), sizeof(facts->parent));
    memcpy(&facts->start, bytes + (where->task_start - span.begin), sizeof(facts->start));
    memcpy(&facts->thread, bytes + (where->task_pid - span.begin), sizeof(facts->thread));
    memcpy(&facts->process, bytes + (where->task_tgid - span.begin), sizeof(facts->process));
    task_name_copy(facts->name, (const char *)bytes + (where->task_comm - span.begin));
    return true;
}

static uint32_t read_u32(uint64_t address)
{
    uint32_t value = 0;

    guest_memory_read(address, &value, sizeof(value));
    return value;
}

uint32_t task_facts_flags(const struct control_tasks *where, uint64_t task,
                          const struct task_facts *facts, uint32_t origin)
{
    if (facts->thread == 0) {
        return TASK_IS_IDLE | TASK_IS_KERNEL;
    }
    if (read_u32(task + where->task_flags) & LINUX_PF_KTHREAD) {
        return TASK_IS_KERNEL;
    }
    if (facts->process == where->workload_process) {
        return TASK_IS_WORKLOAD;
    }
    return facts->process == where->agent_process ? TASK_IS_AGENT : origin;
}

bool task_facts_is_dead(const struct control_tasks *where, uint64_t task)
{
    return read_u32(task + where->task_state) & LINUX_TASK_DEAD;
}
