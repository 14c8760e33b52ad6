/*
 * Where the kernel keeps what tells tasks apart.
 *
 * Fields and per-CPU variables come from BTF, addresses from kallsyms: both
 * are the running kernel's own, so that no version of it needs to be known.
 *
 * Copyright (C) 2026 The memtracer authors
 *
 * License: GNU GPL, version 2 or later.
 *   See the LICENSE file in the parent directory.
 */

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "btf.h"
#include "kallsyms.h"
#include "kernel.h"

#define BTF_FILE "/sys/kernel/btf/vmlinux"
#define PER_CPU_SECTION ".data..percpu"

enum { BTF_BYTES_MAX = 64 << 20 };

static const struct {
    const char *key;
    const char *structure;
    const char *field;
    const char *older; /* what it was called before, or NULL */
} fields[] = {
    { "task_flags", "task_struct", "flags", NULL },
    { "task_state", "task_struct", "__state", "state" },
    { "task_mm", "task_struct", "mm", NULL },
    { "task_pid", "task_struct", "pid", NULL },
    { "task_tgid", "task_struct", "tgid", NULL },
    { "task_parent", "task_struct", "real_parent", NULL },
    { "task_start", "task_struct", "start_time", NULL },
    { "task_comm", "task_struct", "comm", NULL },
    { "exec_filename", "linux_binprm", "filename", NULL },
};

/* What tells which file's code lies where in a process' memory. */
static const struct {
    const char *key;
    const char *structure;
    const char *field;
} mapping_fields[] = {
    { "vma_start", "vm_area_struct", "vm_start" },
    { "vma_end", "vm_area_struct", "vm_end" },
    { "vma_pgoff", "vm_area_struct", "vm_pgoff" },
    { "vma_flags", "vm_area_struct", "vm_flags" },
    { "vma_file", "vm_area_struct", "vm_file" },
    { "file_path", "file", "f_path" },
    { "file_inode", "file", "f_inode" },
    { "file_mode", "file", "f_mode" },
    { "path_mnt", "path", "mnt" },
    { "path_dentry", "path", "dentry" },
    { "inode_super", "inode", "i_sb" },
    { "super_magic", "super_block", "s_magic" },
    { "dentry_parent", "dentry", "d_parent" },
    { "dentry_name", "dentry", "d_name" },
    { "qstr_name", "qstr", "name" },
    { "mount_mnt", "mount", "mnt" },
    { "mount_parent", "mount", "mnt_parent" },
    { "mount_mountpoint", "mount", "mnt_mountpoint" },
    { "vfsmount_root", "vfsmount", "mnt_root" },
};

/* And what else does: a kernel that lacks one of these tells of code alone. */
static const struct {
    const char *key;
    const char *structure;
    const char *field;
} data_fields[] = {
    { "vma_mm", "vm_area_struct", "vm_mm" },
    { "vma_ops", "vm_area_struct", "vm_ops" },
    { "vma_private_data", "vm_area_struct", "vm_private_data" },
    { "mm_start_brk", "mm_struct", "start_brk" },
    { "mm_brk", "mm_struct", "brk" },
    { "special_name", "vm_special_mapping", "name" },
};

/* Where a new thread has its stack: without one of these, it is memory. */
static const struct {
    const char *key;
    const char *structure;
    const char *field;
} clone_fields[] = {
    { "clone_flags", "kernel_clone_args", "flags" },
    { "clone_stack", "kernel_clone_args", "stack" },
    { "clone_stack_size", "kernel_clone_args", "stack_size" },
};

/* Their addresses are looked up with that of the first variable of a CPU. */
static const char *const function_keys[] = {
    "set_comm", "wake_new", "exit",    "exec",
    "mapped",   "copied",   "faulted", "cloned",
};

static Symbol symbols[] = {
    { .name = "__set_task_comm" }, { .name = "wake_up_new_task" },
    { .name = "do_exit" },         { .name = "begin_new_exec" },
    { .name = "perf_event_mmap" }, { .name = "copy_vma" },
    { .name = "handle_mm_fault" }, { .name = "kernel_clone" },
    { .name = "__per_cpu_start" },
};

enum {
    FIELDS = sizeof(fields) / sizeof(fields[0]),
    MAPPING_FIELDS = sizeof(mapping_fields) / sizeof(mapping_fields[0]),
    DATA_FIELDS = sizeof(data_fields) / sizeof(data_fields[0]),
    CLONE_FIELDS = sizeof(clone_fields) / sizeof(clone_fields[0]),
    FUNCTIONS = sizeof(function_keys) / sizeof(function_keys[0]),
    PER_CPU_START = FUNCTIONS,
    SYMBOLS = sizeof(symbols) / sizeof(symbols[0]),
};

_Static_assert(SYMBOLS == FUNCTIONS + 1, "a symbol for each key, and one");

static struct {
    bool known;
    uint64_t current; /* to be added to a CPU's GS base */
    long offsets[FIELDS];
    bool mappings_known;
    long mapping_offsets[MAPPING_FIELDS];
    bool data_known;
    long data_offsets[DATA_FIELDS];
    bool clones_known;
    long clone_offsets[CLONE_FIELDS];
    long user_path; /* in the file of an overlay, since Linux 6.5; or 0 */
} kernel;

static uint8_t *read_file(const char *path, size_t *size)
{
    FILE *file = fopen(path, "re");
    uint8_t *bytes = NULL;
    size_t room = 0;
    size_t length = 0;

    while (file && !feof(file) && !ferror(file) && length < BTF_BYTES_MAX) {
        if (length == room) {
            uint8_t *grown = realloc(bytes, room = room ? 2 * room : 1 << 20);

            if (!grown) {
                break;
            }
            bytes = grown;
        }
        length += fread(bytes + length, 1, room - length, file);
    }
    if (file) {
        fclose(file);
    }
    *size = length;
    return bytes;
}

static bool read_fields(const Btf *btf)
{
    bool all = true;

    for (int i = 0; i < FIELDS; i++) {
        kernel.offsets[i] =
            btf_field(btf, fields[i].structure, fields[i].field);
        if (kernel.offsets[i] < 0 && fields[i].older) {
            kernel.offsets[i] =
                btf_field(btf, fields[i].structure, fields[i].older);
        }
        all &= kernel.offsets[i] >= 0;
    }
    return all;
}

static void read_mapping_fields(const Btf *btf)
{
    long user_path = btf_field(btf, "backing_file", "user_path");

    kernel.mappings_known = true;
    for (int i = 0; i < MAPPING_FIELDS; i++) {
        kernel.mapping_offsets[i] = btf_field(
            btf, mapping_fields[i].structure, mapping_fields[i].field);
        kernel.mappings_known &= kernel.mapping_offsets[i] >= 0;
    }
    kernel.data_known = kernel.mappings_known;
    for (int i = 0; i < DATA_FIELDS; i++) {
        kernel.data_offsets[i] =
            btf_field(btf, data_fields[i].structure, data_fields[i].field);
        kernel.data_known &= kernel.data_offsets[i] >= 0;
    }
    kernel.user_path = user_path < 0 ? 0 : user_path;
}

static void read_clone_fields(const Btf *btf)
{
    kernel.clones_known = kernel.data_known;
    for (int i = 0; i < CLONE_FIELDS; i++) {
        kernel.clone_offsets[i] =
            btf_field(btf, clone_fields[i].structure, clone_fields[i].field);
        kernel.clones_known &= kernel.clone_offsets[i] >= 0;
    }
}

/*
 * A variable of its own, or the first field of one that has what is used most:
 * where it is among those of a CPU.
 */
static long find_current(const Btf *btf)
{
    long offset = btf_variable(btf, PER_CPU_SECTION, "current_task");
    long hot = btf_variable(btf, PER_CPU_SECTION, "pcpu_hot");
    long in_hot = btf_field(btf, "pcpu_hot", "current_task");

    return offset < 0 && hot >= 0 && in_hot >= 0 ? hot + in_hot : offset;
}

void kernel_learn(void)
{
    size_t size;
    uint8_t *bytes = read_file(BTF_FILE, &size);
    long current;
    Btf btf;

    if (!bytes || !btf_parse(&btf, bytes, size)) {
        return;
    }
    current = find_current(&btf);
    if (read_fields(&btf) && current >= 0) {
        kallsyms_find(symbols, SYMBOLS);
        kernel.current = symbols[PER_CPU_START].address + current;
        kernel.known = true;
        read_mapping_fields(&btf);
        read_clone_fields(&btf);
    }
    btf_free(&btf);
}

size_t kernel_write(char *text, size_t size)
{
    size_t n = 0;

    if (!kernel.known) {
        return 0;
    }
    n += snprintf(text, size, "current_task=%#" PRIx64 "\n", kernel.current);
    for (int i = 0; i < FIELDS && n < size; i++) {
        n += snprintf(text + n, size - n, "%s=%ld\n", fields[i].key,
                      kernel.offsets[i]);
    }
    for (int i = 0; i < FUNCTIONS && n < size; i++) {
        n += snprintf(text + n, size - n, "function_%s=%#" PRIx64 "\n",
                      function_keys[i], symbols[i].address);
    }
    for (int i = 0; kernel.mappings_known && i < MAPPING_FIELDS && n < size;
         i++) {
        n += snprintf(text + n, size - n, "%s=%ld\n", mapping_fields[i].key,
                      kernel.mapping_offsets[i]);
    }
    if (kernel.mappings_known && n < size) {
        n += snprintf(text + n, size - n, "backing_user_path=%ld\n",
                      kernel.user_path);
    }
    for (int i = 0; kernel.data_known && i < DATA_FIELDS && n < size; i++) {
        n += snprintf(text + n, size - n, "%s=%ld\n", data_fields[i].key,
                      kernel.data_offsets[i]);
    }
    for (int i = 0; kernel.clones_known && i < CLONE_FIELDS && n < size; i++) {
        n += snprintf(text + n, size - n, "%s=%ld\n", clone_fields[i].key,
                      kernel.clone_offsets[i]);
    }
    return n < size ? n : 0;
}
