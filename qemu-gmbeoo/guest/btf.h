/*
 * The kernel's description of its own types, BTF: only what is needed to find
 * where fields and per-CPU variables are.
 *
 * Copyright (C) 2026 The memtracer authors
 *
 * License: GNU GPL, version 2 or later.
 *   See the LICENSE file in the parent directory.
 */

#ifndef MEMTRACER_GUEST_BTF_H
#define MEMTRACER_GUEST_BTF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Btf - types of a kernel
 *
 * @types: where each type's record begins in @bytes, by number; number 0 is
 *     none
 */
typedef struct Btf {
    uint8_t *bytes;
    size_t size;
    const char *strings;
    uint32_t string_bytes;
    uint32_t *types;
    uint32_t count;
} Btf;

/* Takes over what malloc gave; false, and nothing to free, if it isn't BTF. */
bool btf_parse(Btf *btf, uint8_t *bytes, size_t size);
void btf_free(Btf *btf);

/* Where a field of a structure begins, in bytes; -1 if there is none. */
long btf_field(const Btf *btf, const char *structure, const char *field);

/* Where a variable is in a section; -1 if it isn't. */
long btf_variable(const Btf *btf, const char *section, const char *variable);

#endif
