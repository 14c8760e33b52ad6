/*
 * Memory of a guest in which a kernel keeps tasks, for tests.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "fake-kernel.h"

#include "fake-qemu.h"

#include <string.h>

const struct control_tasks fake_kernel = {
    .wanted = 1,
    .workload_process = 70,
    .agent_process = 1,
    .exec_filename = 96,
    .task_flags = 44,
    .task_state = 24,
    .task_mm = 1000,
    .task_pid = 1100,
    .task_tgid = 1104,
    .task_parent = 1112,
    .task_start = 1208,
    .task_comm = 1400,
    .current_task = FAKE_CURRENT,
    .set_comm = UINT64_C(0xffffffff81000100),
    .wake_new = UINT64_C(0xffffffff81000200),
    .exit = UINT64_C(0xffffffff81000300),
    .exec = UINT64_C(0xffffffff81000400),
};

void fake_kernel_start(void)
{
    static uint8_t memory[FAKE_MEMORY_BYTES];

    memset(memory, 0, sizeof(memory));
    fake_qemu.memory = memory;
    fake_qemu.memory_begin = FAKE_MEMORY;
    fake_qemu.memory_bytes = sizeof(memory);
    fake_qemu.gs_base = FAKE_GS;
}

static void put(uint64_t address, const void *value, size_t bytes)
{
    memcpy(fake_qemu.memory + (address - FAKE_MEMORY), value, bytes);
}

void fake_kernel_task(unsigned n, struct fake_task task)
{
    const uint64_t address = FAKE_TASK(n);
    char comm[16] = "";

    memcpy(comm, task.comm, strnlen(task.comm, sizeof(comm)));
    put(address + fake_kernel.task_flags, &task.flags, 4);
    put(address + fake_kernel.task_state, &task.state, 4);
    put(address + fake_kernel.task_mm, &task.mm, 8);
    put(address + fake_kernel.task_pid, &task.pid, 4);
    put(address + fake_kernel.task_tgid, &task.tgid, 4);
    put(address + fake_kernel.task_parent, &task.parent, 8);
    put(address + fake_kernel.task_start, &task.start, 8);
    put(address + fake_kernel.task_comm, comm, sizeof(comm));
}

uint64_t fake_kernel_text(const char *text)
{
    put(FAKE_SCRATCH, text, strlen(text) + 1);
    return FAKE_SCRATCH;
}
