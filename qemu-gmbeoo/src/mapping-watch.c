/*
 * Looks for what comes into the memory of the guest's programs.
 *
 * The kernel tells its own profiler of each mapping that is made or changed, whether or not one
 * listens: the entry of that function is where to look. Its argument is the mapping. Where one moves
 * nobody is told: then what makes the new one of the old one is called.
 *
 * Copyright (C) the memtracer authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "mapping-watch.h"

#include "file-path.h"
#include "guest-memory.h"
#include "registers.h"
#include "tasks.h"
#include "vma.h"

#define PATH_BYTES 4096
#define PAGE_SHIFT 12

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

static void refuse(void)
{
    g_mutex_lock(&lock);
    mapping_table_refuse(table);
    g_mutex_unlock(&lock);
}

static void add(unsigned vcpu, const struct vma *vma, const struct vma_part *part, uint32_t flags,
                const char *path)
{
    const struct mapping_row row = {
        .start = part->start,
        .end = part->end,
        .file_offset = vma->file == 0 ? 0 : vma->file_offset,
        .flags = flags | part->kind << MAPPING_KIND_SHIFT
                 | (vma_is_code(vma) ? MAPPING_IS_CODE : 0),
    };
    char program[PATH_BYTES];

    tasks_copy_program(vcpu, program, sizeof(program));
    g_mutex_lock(&lock);
    mapping_table_add(table, &row, path, program);
    g_mutex_unlock(&lock);
}

/* Where a name can't be found there is a row without one: what lay there isn't something else. */
static void add_file(unsigned vcpu, const struct vma *vma)
{
    struct vma_part all = { vma->start, vma->end, MAPPING_FILE };
    char path[PATH_BYTES];
    const enum file_path known = file_path_read(&facts, vma->file, path, sizeof(path));
    uint32_t flags = 0;

    if (known == FILE_PATH_BARE) {
        all.kind = MAPPING_UNLINKED;
    } else if (known == FILE_PATH_WHOLE && file_is_of_host(&facts, vma->file)) {
        flags = MAPPING_IS_OF_HOST;
    }
    add(vcpu, vma, &all, flags, known == FILE_PATH_UNKNOWN ? "" : path);
}

static void add_special(unsigned vcpu, const struct vma *vma)
{
    struct vma_part all = { vma->start, vma->end, MAPPING_SPECIAL };
    char name[64];

    if (!vma_read_special(&facts, vma, name, sizeof(name))) {
        all.kind = MAPPING_FILE;
        name[0] = '\0';
    }
    add(vcpu, vma, &all, 0, name);
}

static void add_memory(unsigned vcpu, const struct vma *vma)
{
    struct vma_part parts[VMA_PARTS_MAX];
    const size_t count = vma_divide(&facts, vma, parts);

    for (size_t i = 0; i < count; i++) {
        add(vcpu, vma, &parts[i], 0, "");
    }
}

/* A kernel of which not all is known tells of code alone. */
static void tell(unsigned vcpu, const struct vma *vma)
{
    const struct vma_part all = { vma->start, vma->end, MAPPING_FILE };

    if (vma->start >= vma->end || !vma_is_accessible(vma)
        || !(facts.data_too || vma_is_code(vma))) {
        return;
    }
    /* What a program that is about to begin has is told of when it has begun. */
    if (facts.data_too && vma->memory != tasks_memory(vcpu)) {
        return;
    }
    if (vma->file != 0) {
        add_file(vcpu, vma);
    } else if (!facts.data_too) {
        add(vcpu, vma, &all, 0, "");
    } else if (vma->ops != 0) {
        add_special(vcpu, vma);
    } else {
        add_memory(vcpu, vma);
    }
}

static void on_told(unsigned int vcpu_index, void *userdata)
{
    struct vma vma;

    (void)userdata;
    if (vma_read(&facts, registers_read(REGISTER_RDI), &vma)) {
        tell(vcpu_index, &vma);
    } else {
        refuse();
    }
}

/* Called with where a pointer to the old one is, and the new one's address, length and page in its file. */
static void on_copied(unsigned int vcpu_index, void *userdata)
{
    uint64_t pointer;
    struct vma vma;

    (void)userdata;
    if (!guest_memory_read(registers_read(REGISTER_RDI), &pointer, sizeof(pointer))
        || !vma_read(&facts, pointer, &vma)) {
        refuse();
        return;
    }
    vma.start = registers_read(REGISTER_RSI);
    vma.end = vma.start + registers_read(REGISTER_RDX);
    vma.file_offset = registers_read(REGISTER_RCX) << PAGE_SHIFT;
    tell(vcpu_index, &vma);
}

void mapping_watch_register(struct qemu_plugin_insn *insn)
{
    const uint64_t vaddr = qemu_plugin_insn_vaddr(insn);

    if (vaddr == facts.told) {
        qemu_plugin_register_vcpu_insn_exec_cb(insn, on_told, QEMU_PLUGIN_CB_R_REGS, NULL);
    }
    if (facts.data_too && facts.copied != 0 && vaddr == facts.copied
        && registers_have(REGISTER_RCX)) {
        qemu_plugin_register_vcpu_insn_exec_cb(insn, on_copied, QEMU_PLUGIN_CB_R_REGS, NULL);
    }
}
