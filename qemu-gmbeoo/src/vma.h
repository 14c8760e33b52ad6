/*
 * What the guest's kernel says about a mapping.
 *
 * Copyright (C) the memtracer authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MEMTRACER_VMA_H
#define MEMTRACER_VMA_H

#include "control.h"
#include "mapping-table.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** struct vma - a mapping, as the kernel has it */
struct vma {
    uint64_t start;
    uint64_t end;
    uint64_t file_offset; /* in bytes */
    uint64_t flags;
    uint64_t file;    /* 0: none */
    uint64_t memory;  /* whose; 0 if that isn't asked for */
    uint64_t ops;     /* 0: nothing but memory */
    uint64_t private; /* what these work on */
};

/** struct vma_part - a piece of one that is of one kind */
struct vma_part {
    uint64_t start;
    uint64_t end;
    enum mapping_kind kind;
};

/** One that touches what a program has asked for by brk is of two kinds. */
#define VMA_PARTS_MAX 2

/** vma_read() - what is there; false if the guest's memory can't be read, or it can't be one */
bool vma_read(const struct control_mappings *where, uint64_t address, struct vma *vma);

/** vma_is_code() - whether it may be executed */
bool vma_is_code(const struct vma *vma);

/** vma_is_accessible() - whether it may be accessed at all */
bool vma_is_accessible(const struct vma *vma);

/**
 * vma_divide() - what kinds of memory it is, one that isn't a file's
 * @where: where the kernel has what
 * @vma: as it was read
 * @parts: what it consists of
 *
 * Return: how many.
 */
size_t vma_divide(const struct control_mappings *where, const struct vma *vma,
                  struct vma_part parts[VMA_PARTS_MAX]);

/** vma_read_special() - what the kernel calls one of its own, as [vdso]; false if it isn't one */
bool vma_read_special(const struct control_mappings *where, const struct vma *vma, char *name,
                      size_t size);

#endif
