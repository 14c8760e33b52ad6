/*
 * What the guest's kernel says about a mapping.
 *
 * Copyright (C) the memtracer authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "vma.h"

#include "guest-memory.h"

#include <glib.h>
#include <string.h>

#define PAGE_SHIFT 12

/* Linux's. */
#define LINUX_VM_ACCESS UINT64_C(7)
#define LINUX_VM_EXEC UINT64_C(4)
#define LINUX_VM_GROWSDOWN UINT64_C(0x100)

/* A kernel's structure is read in one go, since each read walks the guest's page tables. */
#define SPAN_BYTES_MAX 512

struct field {
    uint32_t offset;
    uint64_t *value;
};

static bool read_fields(uint64_t address, const struct field *fields, size_t count)
{
    uint8_t bytes[SPAN_BYTES_MAX];
    uint32_t first = UINT32_MAX;
    uint32_t last = 0;

    for (size_t i = 0; i < count; i++) {
        first = MIN(first, fields[i].offset);
        last = MAX(last, fields[i].offset);
    }
    if (last - first > sizeof(bytes) - sizeof(uint64_t)
        || !guest_memory_read(address + first, bytes, last - first + sizeof(uint64_t))) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        memcpy(fields[i].value, bytes + (fields[i].offset - first), sizeof(uint64_t));
    }
    return true;
}

bool vma_read(const struct control_mappings *where, uint64_t address, struct vma *vma)
{
    uint64_t page = 0;
    const struct field fields[] = {
        { where->vma_start, &vma->start },
        { where->vma_end, &vma->end },
        { where->vma_pgoff, &page },
        { where->vma_flags, &vma->flags },
        { where->vma_file, &vma->file },
        { where->vma_mm, &vma->memory },
        { where->vma_ops, &vma->ops },
        { where->vma_private_data, &vma->private },
    };
    const size_t of_code = 5;

    memset(vma, 0, sizeof(*vma));
    if (!read_fields(address, fields, where->data_too ? G_N_ELEMENTS(fields) : of_code)) {
        return false;
    }
    vma->file_offset = page << PAGE_SHIFT;
    return true;
}

bool vma_is_code(const struct vma *vma)
{
    return (vma->flags & LINUX_VM_EXEC) != 0;
}

bool vma_is_accessible(const struct vma *vma)
{
    return (vma->flags & LINUX_VM_ACCESS) != 0;
}

/* As /proc/PID/maps has it, but that only what brk has given is the heap, and not what touches it. */
static size_t divide_at_heap(const struct vma *vma, uint64_t start_brk, uint64_t brk,
                             struct vma_part parts[VMA_PARTS_MAX])
{
    const bool is_heap = start_brk != 0 && vma->start <= brk && vma->end > start_brk;
    const uint64_t heap = is_heap ? MAX(vma->start, start_brk) : vma->end;
    size_t count = 0;

    if (vma->start < heap) {
        parts[count++] = (struct vma_part){ vma->start, heap, MAPPING_ANONYMOUS };
    }
    if (heap < vma->end) {
        parts[count++] = (struct vma_part){ heap, vma->end, MAPPING_HEAP };
    }
    return count;
}

size_t vma_divide(const struct control_mappings *where, const struct vma *vma,
                  struct vma_part parts[VMA_PARTS_MAX])
{
    uint64_t start_brk;
    uint64_t brk;
    const struct field fields[] = {
        { where->mm_start_brk, &start_brk },
        { where->mm_brk, &brk },
    };

    if (!(vma->flags & LINUX_VM_GROWSDOWN)
        && read_fields(vma->memory, fields, G_N_ELEMENTS(fields))) {
        return divide_at_heap(vma, start_brk, brk, parts);
    }
    parts[0] = (struct vma_part){ vma->start, vma->end,
                                  vma->flags & LINUX_VM_GROWSDOWN ? MAPPING_STACK
                                                                  : MAPPING_ANONYMOUS };
    return 1;
}

bool vma_read_special(const struct control_mappings *where, const struct vma *vma, char *name,
                      size_t size)
{
    uint64_t text;

    return vma->ops != 0
           && guest_memory_read(vma->private + where->special_name, &text, sizeof(text))
           && guest_memory_read_string(text, name, size) && name[0] == '['
           && name[strlen(name) - 1] == ']';
}
