/*
 * Where the kernel's areas of memory are that it moves from boot to boot.
 *
 * The kernel has that in variables of its own, and shows its memory in
 * /proc/kcore: an ELF file whose parts say which addresses they hold.
 *
 * Copyright (C) 2026 The memtracer authors
 *
 * License: GNU GPL, version 2 or later.
 *   See the LICENSE file in the parent directory.
 */

#include <elf.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <unistd.h>

#include "areas.h"
#include "kallsyms.h"

#define MEMORY_FILE "/proc/kcore"

enum {
    PARTS_MAX = 1024,
    CPUS_MAX = 16, /* of more, the areas of those have no names */
};

enum {
    PAGE_OFFSET,
    VMALLOC,
    VMEMMAP,
    PER_CPU_OFFSETS,
    PER_CPU_START,
    PER_CPU_END,
    SYMBOLS,
};

static Symbol symbols[SYMBOLS] = {
    [PAGE_OFFSET] = { .name = "page_offset_base" },
    [VMALLOC] = { .name = "vmalloc_base" },
    [VMEMMAP] = { .name = "vmemmap_base" },
    [PER_CPU_OFFSETS] = { .name = "__per_cpu_offset" },
    [PER_CPU_START] = { .name = "__per_cpu_start" },
    [PER_CPU_END] = { .name = "__per_cpu_end" },
};

static struct {
    uint64_t bases[PER_CPU_OFFSETS]; /* 0: not known */
    uint64_t per_cpu[CPUS_MAX];      /* what is added to a CPU's variables */
    int cpus;
} known;

static bool read_at(int file, off_t offset, void *bytes, size_t count)
{
    return pread(file, bytes, count, offset) == (ssize_t)count;
}

static bool read_memory(int file, uint64_t address, uint64_t *value)
{
    Elf64_Ehdr header;
    Elf64_Phdr part;

    if (!read_at(file, 0, &header, sizeof(header)) ||
        header.e_phentsize != sizeof(part)) {
        return false;
    }
    for (int i = 0; i < header.e_phnum && i < PARTS_MAX; i++) {
        if (!read_at(file, header.e_phoff + i * sizeof(part), &part,
                     sizeof(part))) {
            return false;
        }
        if (part.p_type == PT_LOAD && address >= part.p_vaddr &&
            address - part.p_vaddr < part.p_memsz) {
            return read_at(file, part.p_offset + (address - part.p_vaddr),
                           value, sizeof(*value));
        }
    }
    return false;
}

static void read_per_cpu(int file)
{
    long cpus = sysconf(_SC_NPROCESSORS_CONF);

    if (!symbols[PER_CPU_OFFSETS].found || !symbols[PER_CPU_START].found ||
        !symbols[PER_CPU_END].found) {
        return;
    }
    while (known.cpus < cpus && known.cpus < CPUS_MAX &&
           read_memory(file,
                       symbols[PER_CPU_OFFSETS].address +
                           known.cpus * sizeof(uint64_t),
                       &known.per_cpu[known.cpus])) {
        known.cpus++;
    }
}

void areas_learn(void)
{
    int file = open(MEMORY_FILE, O_RDONLY | O_CLOEXEC);

    if (file < 0) {
        return;
    }
    kallsyms_find(symbols, SYMBOLS);
    for (int i = 0; i < PER_CPU_OFFSETS; i++) {
        if (symbols[i].found &&
            !read_memory(file, symbols[i].address, &known.bases[i])) {
            known.bases[i] = 0;
        }
    }
    read_per_cpu(file);
    close(file);
}

size_t areas_write(char *text, size_t size)
{
    size_t n = 0;

    for (int i = 0; i < PER_CPU_OFFSETS && n < size; i++) {
        if (known.bases[i]) {
            n += snprintf(text + n, size - n, "%s=%#" PRIx64 "\n",
                          symbols[i].name, known.bases[i]);
        }
    }
    for (int i = 0; i < known.cpus && n < size; i++) {
        n += snprintf(text + n, size - n,
                      "per_cpu_%d=%#" PRIx64 ",%#" PRIx64 ",%#" PRIx64 "\n", i,
                      known.per_cpu[i], symbols[PER_CPU_START].address,
                      symbols[PER_CPU_END].address);
    }
    return n < size ? n : 0;
}
