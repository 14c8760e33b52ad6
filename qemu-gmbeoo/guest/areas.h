/*
 * Where the kernel's areas of memory are that it moves from boot to boot.
 *
 * Copyright (C) 2026 The memtracer authors
 *
 * License: GNU GPL, version 2 or later.
 *   See the LICENSE file in the parent directory.
 */

#ifndef MEMTRACER_GUEST_AREAS_H
#define MEMTRACER_GUEST_AREAS_H

#include <stddef.h>

/* Looks it up, once. Until then, and where the kernel doesn't show its memory, nothing is known. */
void areas_learn(void);

/* Writes lines of key=value, none if nothing is known; returns their length. */
size_t areas_write(char *text, size_t size);

#endif
