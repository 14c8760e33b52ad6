/*
 * Memory of a guest in which a kernel keeps tasks, for tests.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MEMTRACER_FAKE_KERNEL_H
#define MEMTRACER_FAKE_KERNEL_H

#include "control.h"

#define FAKE_MEMORY UINT64_C(0xffff888000000000)
#define FAKE_TASK(n) (FAKE_MEMORY + 0x1000 * (uint64_t)(n))
#define FAKE_MM(n) (FAKE_MEMORY + 0x80000 + 64 * (uint64_t)(n))

/** Where strings and the like can be put. */
#define FAKE_SCRATCH (FAKE_MEMORY + 0x90000)
#define FAKE_MEMORY_BYTES 0xa0000

/** GS base of the vCPU, and where it has its task. */
#define FAKE_GS (FAKE_MEMORY + 0x98000)
#define FAKE_CURRENT 0x180

#define FAKE_KTHREAD 0x00200000
#define FAKE_DEAD 0x80

/** struct fake_task - what the kernel keeps of a task */
struct fake_task {
    uint64_t mm;
    uint64_t parent;
    uint64_t start;
    uint32_t pid;
    uint32_t tgid;
    uint32_t flags;
    uint32_t state;
    const char *comm;
};

/** fake_kernel - where this kernel has its things */
extern const struct control_tasks fake_kernel;

/** fake_kernel_start() - memory of zeros */
void fake_kernel_start(void);

/** fake_kernel_task() - write task number @n */
void fake_kernel_task(unsigned n, struct fake_task task);

/** fake_kernel_text() - write a string and return where it is */
uint64_t fake_kernel_text(const char *text);

#endif
