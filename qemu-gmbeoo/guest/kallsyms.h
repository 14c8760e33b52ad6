/*
 * What the kernel calls its functions and variables.
 *
 * Copyright (C) 2026 The memtracer authors
 *
 * License: GNU GPL, version 2 or later.
 *   See the LICENSE file in the parent directory.
 */

#ifndef MEMTRACER_GUEST_KALLSYMS_H
#define MEMTRACER_GUEST_KALLSYMS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Symbol - where one is
 *
 * @address: of what the kernel calls so; untouched if there is nothing
 * @found: whether there is
 */
typedef struct Symbol {
    const char *name;
    uint64_t address;
    bool found;
} Symbol;

/* Looks up all of them in one pass. */
void kallsyms_find(Symbol *symbols, size_t count);

#endif
