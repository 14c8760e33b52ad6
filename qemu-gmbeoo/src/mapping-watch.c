/*
 * Looks for code that comes into the guest's memory.
 *
 * The kernel tells its own profiler of each mapping that is made or changed, whether or not one
 * listens: the entry of that function is where to look. Its argument is the mapping.
 *
 * Copyright (C) the memtracer authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "mapping-watch.h"

#include "file-path.h"
#include "guest-memory.h"
#include "registers.h"
#include "tasks.h"

#define PATH_BYTES 4096
#define PAGE_SHIFT 12

#define LINUX_VM_EXEC UINT64_C(4)

static GMutex lock;
static struct mapping_table *table;
static struct control_mappings facts;

void mapping_watch_use_table(struct mapping_table *new_table)
{
    table = new_table;
}

bool mapping_watch_start(const struct control_mappings *where)
{
    facts = *where;
    return table != NULL && where->told != 0 && registers_have(REGISTER_RDI)
           && guest_memory_is_readable();
}

/* Where a name can't be found there is a row without one: what lay there isn't something else. */
static void add(unsigned vcpu, const struct mapping_row *row, uint64_t file)
{
    struct mapping_row complete = *row;
    char path[PATH_BYTES];
    char program[PATH_BYTES];
    const bool named = file != 0 && file_path_read(&facts, file, path, sizeof(path));

    tasks_copy_program(vcpu, program, sizeof(program));

    if (named && file_is_of_host(&facts, file)) {
        complete.flags |= MAPPING_IS_OF_HOST;
    }
    g_mutex_lock(&lock);
    mapping_table_add(table, &complete, named ? path : "", program);
    g_mutex_unlock(&lock);
}

static bool read_u64(uint64_t address, uint64_t *value)
{
    return guest_memory_read(address, value, sizeof(*value));
}

static void on_told(unsigned int vcpu_index, void *userdata)
{
    const uint64_t vma = registers_read(REGISTER_RDI);
    struct mapping_row row = { 0 };
    uint64_t flags;
    uint64_t page;
    uint64_t file;

    (void)userdata;
    if (!read_u64(vma + facts.vma_flags, &flags) || !read_u64(vma + facts.vma_start, &row.start)
        || !read_u64(vma + facts.vma_end, &row.end) || !read_u64(vma + facts.vma_pgoff, &page)
        || !read_u64(vma + facts.vma_file, &file)) {
        g_mutex_lock(&lock);
        mapping_table_refuse(table);
        g_mutex_unlock(&lock);
        return;
    }
    if ((flags & LINUX_VM_EXEC) && row.start < row.end) {
        row.file_offset = page << PAGE_SHIFT;
        add(vcpu_index, &row, file);
    }
}

void mapping_watch_register(struct qemu_plugin_insn *insn)
{
    if (qemu_plugin_insn_vaddr(insn) == facts.told) {
        qemu_plugin_register_vcpu_insn_exec_cb(insn, on_told, QEMU_PLUGIN_CB_R_REGS, NULL);
    }
}
