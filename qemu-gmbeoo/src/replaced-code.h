/*
 * Where other code of programs came in the place of code: what a just-in-time compiler says of its
 * code in the end isn't true of what lay there before. A mapped file, see docs/wire-formats.md.
 *
 * Copyright (C) the memtracer authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MEMTRACER_REPLACED_CODE_H
#define MEMTRACER_REPLACED_CODE_H

#include "site.h"

#define REPLACED_CODE_MAGIC "MTCODE01"
#define REPLACED_CODE_VERSION 1
#define REPLACED_CODE_ROWS 65536
#define REPLACED_CODE_SHIFT 6

/** struct replaced_code - the mapped file */
struct replaced_code {
    char magic[8];
    uint32_t version;
    uint32_t capacity; /* rows there can be */
    uint32_t used;     /* rows that are */
    uint32_t refused;  /* whether there would be more */
    uint8_t reserved[40];
    uint64_t rows[]; /* addresses of 64 bytes each, shifted right by 6 */
};

_Static_assert(offsetof(struct replaced_code, rows) == 64, "replaced code");

/** replaced_code_create() - make the file and map it, for what is seen from now on */
bool replaced_code_create(const char *path, GError **error);

/**
 * replaced_code_see() - look at an instruction of user code as it is translated; any thread
 * @sites: those of its address
 * @vaddr: its address
 * @bytes: the instruction
 * @length: how many bytes it has
 *
 * What it refers to may change: compilers patch that. Nor does it count that a jump comes to where
 * another instruction was, or goes: so they bar code, or complete it.
 */
void replaced_code_see(struct site_pair *sites, uint64_t vaddr, const uint8_t *bytes,
                       size_t length);

#endif
