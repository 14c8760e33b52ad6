/*
 * The control page: the file that host and plugin both map, see docs/wire-formats.md.
 *
 * Copyright (C) the memtracer authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MEMTRACER_CONTROL_H
#define MEMTRACER_CONTROL_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CONTROL_MAGIC "MTCTRL01"
#define CONTROL_VERSION 1
#define CONTROL_VCPU_SLOTS 256
#define CONTROL_BYTES 65536

/** Privilege levels there are. */
#define CONTROL_LEVELS 4

/** In the place of a count: nobody counts this. */
#define CONTROL_NOT_COUNTED UINT64_MAX

enum control_state {
    CONTROL_LOADED = 0,
    CONTROL_ARMED = 1,
    CONTROL_DISARMED = 2,
    CONTROL_FAILED = 3,
};

enum control_on_full {
    CONTROL_ON_FULL_WAIT = 0,
    CONTROL_ON_FULL_DROP = 1,
};

/** struct control_wish - what the host wants */
struct control_wish {
    uint32_t sequence;
    uint32_t armed;
    uint32_t cpl3_only;
    uint32_t block_log2;
    uint32_t ratio_log2;
    uint32_t on_full;
};

/**
 * struct control_tasks - where the guest's kernel keeps what tells its tasks apart
 *
 * Valid while a wish is; offsets are from the beginning of the kernel's structure.
 */
struct control_tasks {
    uint32_t wanted;
    uint32_t workload_process; /* the traced program's number, or 0 */
    uint32_t agent_process;    /* and the agent's */
    uint32_t exec_filename;    /* in what a program is executed with */
    uint32_t task_flags;
    uint32_t task_state;
    uint32_t task_mm;
    uint32_t task_pid;
    uint32_t task_tgid;
    uint32_t task_parent;
    uint32_t task_start;
    uint32_t task_comm;
    uint64_t current_task; /* where a vCPU's task is, less its GS base */
    uint64_t set_comm;     /* functions, 0 where one isn't known */
    uint64_t wake_new;
    uint64_t exit;
    uint64_t exec;
};

/**
 * struct control_mappings - where the guest's kernel keeps what lies where in memory
 *
 * As struct control_tasks.
 */
struct control_mappings {
    uint32_t vma_start;
    uint32_t vma_end;
    uint32_t vma_pgoff;
    uint32_t vma_flags;
    uint32_t vma_file;
    uint32_t file_path;
    uint32_t file_inode;
    uint32_t file_mode;
    uint32_t path_mnt;
    uint32_t path_dentry;
    uint32_t inode_super;
    uint32_t super_magic;
    uint32_t dentry_parent;
    uint32_t dentry_name;
    uint32_t mount_mnt;
    uint32_t mount_parent;
    uint32_t mount_mountpoint;
    uint32_t vfsmount_root;
    uint32_t backing_user_path; /* 0 where there is none */
    uint32_t data_too; /* whether what follows is known: then data is told, too */
    uint64_t told; /* the function that is told of a mapping; 0 if it isn't known */
    uint32_t vma_mm;
    uint32_t vma_ops;
    uint32_t vma_private_data;
    uint32_t mm_start_brk;
    uint32_t mm_brk;
    uint32_t special_name; /* in a mapping of the kernel's own */
    uint64_t copied;       /* the function that makes a mapping of another that moves, or 0 */
    uint64_t faulted;      /* that is called with a mapping of which a page is missing, or 0 */
    uint64_t cloned;       /* that makes a task, or 0; and where in what it is called with are */
    uint32_t clone_flags;
    uint32_t clone_stack;      /* the end of its stack */
    uint32_t clone_stack_size; /* 0 where it isn't said */
    uint32_t reserved;
};

#define CONTROL_FUNCTION_BYTES 64

/** struct control_function - how a function of the traced program is known */
struct control_function {
    uint32_t page_offset; /* of its first byte */
    uint32_t bytes;       /* how many of them are here; 0: there is no such function */
    uint8_t code[CONTROL_FUNCTION_BYTES];
};

/** struct control_functions - calls from which and until which the run is in a phase */
struct control_functions {
    struct control_function from;
    struct control_function until;
    char phase[64]; /* what it is called, NUL-terminated */
    uint32_t once;  /* whether it begins no more when it has ended */
    uint8_t reserved[4];
};

/** struct control_slot - one vCPU's counters, written by its thread alone */
struct control_slot {
    uint64_t seen;
    uint64_t traced;
    uint64_t written;
    uint64_t dropped;
    uint64_t full_waits;
    uint64_t full_wait_nanos;
    uint32_t idle;
    uint8_t reserved_idle[4];
    uint64_t instructions[CONTROL_LEVELS]; /* executed, by CPL */
    uint8_t reserved[40];
};

/** struct control_page - the mapped file */
struct control_page {
    char magic[8];
    uint32_t version;
    uint32_t vcpu_slots;
    uint8_t reserved_host[48];
    struct control_wish wish;
    uint32_t abandon;
    uint32_t exact_instructions; /* of the wish: whether each is counted by itself */
    uint64_t skip;               /* so many accesses of what phases_only leaves */
    uint64_t most;               /* and no more than so many; 0: all */
    uint32_t phases_only;        /* record nothing outside of phases */
    uint32_t tells_pages;        /* of the wish: say to which physical pages accesses go */
    uint8_t reserved_wish[8];
    uint32_t state;
    uint32_t ack_sequence;
    uint32_t failure_errno;
    uint32_t vcpus_seen;
    uint32_t pid;
    uint32_t api_version;
    uint32_t tells_tasks; /* since it was last armed: whether records are told apart by task */
    uint32_t tells_phases; /* and by phase */
    uint32_t blind_times;  /* how often it came that accesses aren't looked at, nor counted */
    uint8_t reserved_plugin[28];
    char failure_text[192];
    uint8_t reserved_text[128];
    struct control_tasks tasks;
    struct control_mappings mappings;
    uint8_t reserved_tasks[272];
    struct control_functions functions;
    uint8_t reserved_functions[2856];
    struct control_slot slots[CONTROL_VCPU_SLOTS];
};

_Static_assert(offsetof(struct control_page, wish.sequence) == 64, "control page");
_Static_assert(offsetof(struct control_page, wish.armed) == 68, "control page");
_Static_assert(offsetof(struct control_page, wish.cpl3_only) == 72, "control page");
_Static_assert(offsetof(struct control_page, wish.block_log2) == 76, "control page");
_Static_assert(offsetof(struct control_page, wish.ratio_log2) == 80, "control page");
_Static_assert(offsetof(struct control_page, wish.on_full) == 84, "control page");
_Static_assert(offsetof(struct control_page, abandon) == 88, "control page");
_Static_assert(offsetof(struct control_page, exact_instructions) == 92, "control page");
_Static_assert(offsetof(struct control_page, state) == 128, "control page");
_Static_assert(offsetof(struct control_page, ack_sequence) == 132, "control page");
_Static_assert(offsetof(struct control_page, failure_errno) == 136, "control page");
_Static_assert(offsetof(struct control_page, vcpus_seen) == 140, "control page");
_Static_assert(offsetof(struct control_page, pid) == 144, "control page");
_Static_assert(offsetof(struct control_page, api_version) == 148, "control page");
_Static_assert(offsetof(struct control_page, tells_tasks) == 152, "control page");
_Static_assert(offsetof(struct control_page, tells_phases) == 156, "control page");
_Static_assert(offsetof(struct control_page, phases_only) == 112, "control page");
_Static_assert(offsetof(struct control_page, tells_pages) == 116, "control page");
_Static_assert(offsetof(struct control_page, skip) == 96, "control page");
_Static_assert(offsetof(struct control_page, most) == 104, "control page");
_Static_assert(offsetof(struct control_page, blind_times) == 160, "control page");
_Static_assert(offsetof(struct control_page, functions) == 1024, "control page");
_Static_assert(offsetof(struct control_page, functions.until) == 1096, "control page");
_Static_assert(offsetof(struct control_page, functions.phase) == 1168, "control page");
_Static_assert(offsetof(struct control_page, functions.once) == 1232, "control page");
_Static_assert(offsetof(struct control_page, tasks) == 512, "control page");
_Static_assert(offsetof(struct control_page, tasks.current_task) == 560, "control page");
_Static_assert(offsetof(struct control_page, mappings) == 600, "control page");
_Static_assert(offsetof(struct control_page, mappings.told) == 680, "control page");
_Static_assert(offsetof(struct control_page, mappings.vma_mm) == 688, "control page");
_Static_assert(offsetof(struct control_page, mappings.copied) == 712, "control page");
_Static_assert(offsetof(struct control_page, mappings.faulted) == 720, "control page");
_Static_assert(offsetof(struct control_page, mappings.clone_flags) == 736, "control page");
_Static_assert(offsetof(struct control_page, failure_text) == 192, "control page");
_Static_assert(offsetof(struct control_page, slots) == 4096, "control page");
_Static_assert(offsetof(struct control_slot, idle) == 48, "control slot");
_Static_assert(offsetof(struct control_slot, instructions) == 56, "control slot");
_Static_assert(sizeof(struct control_slot) == 128, "control slot");
_Static_assert(sizeof(struct control_page) <= CONTROL_BYTES, "control page");

/**
 * control_map() - map the page that the host has made
 * @path: its file
 * @error: why it can't be used, naming the file
 *
 * Return: the page, or NULL.
 */
struct control_page *control_map(const char *path, GError **error);

/**
 * control_fail() - report a failure to the host
 * @page: the page
 * @err: the errno, or 0
 * @format: what is wrong, for a person
 *
 * The first failure since control_set_state() stands; later ones are its consequences.
 */
void control_fail(struct control_page *page, int err, const char *format, ...)
    G_GNUC_PRINTF(3, 4);

/** control_set_state() - tell the host the state; any but CONTROL_FAILED clears the failure */
void control_set_state(struct control_page *page, enum control_state state);

/** control_wish_pending() - whether there is a wish that has not been answered */
static inline bool control_wish_pending(const struct control_page *page)
{
    return __atomic_load_n(&page->wish.sequence, __ATOMIC_ACQUIRE)
           != __atomic_load_n(&page->ack_sequence, __ATOMIC_ACQUIRE);
}

/** control_acknowledge() - answer wish number @sequence */
static inline void control_acknowledge(struct control_page *page, uint32_t sequence)
{
    __atomic_store_n(&page->ack_sequence, sequence, __ATOMIC_RELEASE);
}

/** control_abandoned() - whether the host says that nobody reads any more */
static inline bool control_abandoned(const struct control_page *page)
{
    return __atomic_load_n(&page->abandon, __ATOMIC_ACQUIRE) != 0;
}

/** control_publish() - set a counter that the host may be reading */
static inline void control_publish(uint64_t *counter, uint64_t value)
{
    __atomic_store_n(counter, value, __ATOMIC_RELAXED);
}

/** control_set_idle() - set a vCPU's idle flag; whoever sees it set sees the counters too */
static inline void control_set_idle(struct control_slot *slot, bool idle)
{
    __atomic_store_n(&slot->idle, idle, __ATOMIC_RELEASE);
}

#endif
