/*
 * Looks for what comes into the memory of the guest's programs.
 *
 * The kernel tells its own profiler of each mapping that is made or changed, whether or not one
 * listens: the entry of that function is where to look. Its argument is the mapping. Where one moves
 * nobody is told: then what makes the new one of the old one is called. Nor is anybody told where one
 * grows in its place: it is looked at when a page of it is missing. That nothing is any more where
 * something was needs no telling: before anything can be accessed there, something else comes.
 *
 * Copyright (C) the memtracer authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "mapping-watch.h"

#include "access.h"
#include "file-path.h"
#include "guest-memory.h"
#include "registers.h"
#include "tasks.h"
#include "vcpu-asides.h"
#include "vma.h"

#include <string.h>

#define PATH_BYTES 4096
#define PAGE_SHIFT 12

/* Linux's. */
#define LINUX_CLONE_THREAD UINT64_C(0x10000)

/* What faults is mostly one of few: so many of a vCPU's are known to have been told. */
#define FAULTED_KEPT 16

static GMutex lock;
static struct mapping_table *table;
static struct control_mappings facts;

/* How the mapping was that faulted last, of those kept in the same place; each vCPU's for itself. */
static struct vma faulted[CONTROL_VCPU_SLOTS][FAULTED_KEPT];

void mapping_watch_use_table(struct mapping_table *new_table)
{
    table = new_table;
}

bool mapping_watch_start(const struct control_mappings *where)
{
    facts = *where;
    memset(faulted, 0, sizeof(faulted));
    return table != NULL && where->told != 0 && registers_have(REGISTER_RDI)
           && guest_memory_is_readable();
}

static void refuse(void)
{
    g_mutex_lock(&lock);
    mapping_table_refuse(table);
    g_mutex_unlock(&lock);
}

static void add_row(const struct layout_piece *piece, const char *image)
{
    const struct mapping_row row = {
        .start = piece->start,
        .end = piece->end,
        .file_offset = piece->file_offset,
        .flags = piece->flags,
    };

    g_mutex_lock(&lock);
    mapping_table_add(table, &row, piece->path, image);
    g_mutex_unlock(&lock);
}

static void add_to_image(const struct layout_piece *piece, void *image)
{
    add_row(piece, image);
}

static void add_piece(unsigned vcpu, const struct layout_piece *piece, bool comes)
{
    char image[TASKS_IMAGE_BYTES];
    const unsigned result = tasks_map(vcpu, piece, comes, image);

    add_row(piece, image);
    if (result & LAYOUTS_CHANGED) {
        vcpu_set_task(&access_vcpus[vcpu], tasks_current(vcpu));
        tasks_each_piece(vcpu, add_to_image, image);
    }
    if (result & LAYOUTS_OVER_STACK) {
        struct layout_piece no_stack = *piece;

        no_stack.flags = MAPPING_THREAD << MAPPING_KIND_SHIFT;
        no_stack.path = "";
        add_row(&no_stack, image);
    }
}

static void add(unsigned vcpu, const struct vma *vma, const struct vma_part *part, uint32_t flags,
                const char *path, bool comes)
{
    const struct layout_piece piece = {
        .start = part->start,
        .end = part->end,
        .file_offset = vma->file == 0 ? 0 : vma->file_offset,
        .flags = flags | part->kind << MAPPING_KIND_SHIFT
                 | (vma_is_code(vma) ? MAPPING_IS_CODE : 0),
        .path = path,
    };

    add_piece(vcpu, &piece, comes);
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
    add(vcpu, vma, &all, flags, known == FILE_PATH_UNKNOWN ? "" : path, true);
}

static void add_special(unsigned vcpu, const struct vma *vma)
{
    struct vma_part all = { vma->start, vma->end, MAPPING_SPECIAL };
    char name[64];

    if (!vma_read_special(&facts, vma, name, sizeof(name))) {
        all.kind = MAPPING_FILE;
        name[0] = '\0';
    }
    add(vcpu, vma, &all, 0, name, true);
}

static void add_memory(unsigned vcpu, const struct vma *vma, bool comes)
{
    struct vma_part parts[VMA_PARTS_MAX];
    const size_t count = vma_divide(&facts, vma, parts);

    for (size_t i = 0; i < count; i++) {
        add(vcpu, vma, &parts[i], 0, "", comes);
    }
}

/* What a program that is about to begin has is told of when it has begun. */
static bool is_of_current(unsigned vcpu, const struct vma *vma)
{
    return !facts.data_too || vma->memory == tasks_memory(vcpu);
}

/* A kernel of which not all is known tells of code alone. */
static void tell(unsigned vcpu, const struct vma *vma)
{
    const struct vma_part all = { vma->start, vma->end, MAPPING_FILE };

    if (vma->start >= vma->end || !vma_is_accessible(vma)
        || !(facts.data_too || vma_is_code(vma)) || !is_of_current(vcpu, vma)) {
        return;
    }
    if (vma->file != 0) {
        add_file(vcpu, vma);
    } else if (!facts.data_too) {
        add(vcpu, vma, &all, 0, "", true);
    } else if (vma->ops != 0) {
        add_special(vcpu, vma);
    } else {
        add_memory(vcpu, vma, true);
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

/* Memory of no file, which alone grows without being told of. Called with the mapping. */
static void on_faulted(unsigned int vcpu_index, void *userdata)
{
    const uint64_t address = registers_read(REGISTER_RDI);
    struct vma *last = &faulted[vcpu_index % CONTROL_VCPU_SLOTS][(address >> 6) % FAULTED_KEPT];
    struct vma vma;

    (void)userdata;
    if (!vma_read(&facts, address, &vma) || vma.file != 0 || vma.ops != 0 || vma.start >= vma.end
        || !vma_is_accessible(&vma) || !is_of_current(vcpu_index, &vma)
        || (vma.start == last->start && vma.end == last->end && vma.flags == last->flags
            && vma.memory == last->memory)) {
        return;
    }
    *last = vma;
    add_memory(vcpu_index, &vma, false);
}

/* Called with what the new task is to be like. */
static void on_cloned(unsigned int vcpu_index, void *userdata)
{
    const uint64_t arguments = registers_read(REGISTER_RDI);
    struct known_stack stack = { 0, 0 };
    uint64_t flags;
    uint64_t end;
    uint64_t size;

    (void)userdata;
    if (guest_memory_read(arguments + facts.clone_flags, &flags, sizeof(flags))
        && guest_memory_read(arguments + facts.clone_stack, &end, sizeof(end))
        && guest_memory_read(arguments + facts.clone_stack_size, &size, sizeof(size))
        && (flags & LINUX_CLONE_THREAD) != 0 && size != 0 && size < end) {
        stack = (struct known_stack){ end - size, end };
    }
    tasks_gives_stack(vcpu_index, stack);
}

void mapping_watch_thread(uint64_t pointer)
{
    char image[TASKS_IMAGE_BYTES];
    struct task_row row;
    const struct known_stack stack = table == NULL ? (struct known_stack){ 0, 0 }
                                                   : tasks_stack(pointer, image, &row);

    if (stack.end != 0) {
        g_autofree char *name = g_strdup_printf("%.*s/%u", TASK_NAME_BYTES, row.name, row.thread);
        const struct layout_piece piece = {
            .start = stack.start,
            .end = stack.end,
            .flags = MAPPING_THREAD << MAPPING_KIND_SHIFT,
            .path = name,
        };

        add_row(&piece, image);
    }
}

static void watch(struct qemu_plugin_insn *insn, uint64_t function,
                  qemu_plugin_vcpu_udata_cb callback)
{
    if (function != 0 && qemu_plugin_insn_vaddr(insn) == function) {
        qemu_plugin_register_vcpu_insn_exec_cb(insn, callback, QEMU_PLUGIN_CB_R_REGS, NULL);
    }
}

void mapping_watch_register(struct qemu_plugin_insn *insn)
{
    watch(insn, facts.told, on_told);
    if (facts.data_too) {
        watch(insn, registers_have(REGISTER_RCX) ? facts.copied : 0, on_copied);
        watch(insn, facts.faulted, on_faulted);
        watch(insn, facts.cloned, on_cloned);
    }
}
