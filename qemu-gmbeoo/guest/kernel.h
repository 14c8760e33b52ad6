/*
 * Where the kernel keeps what tells tasks apart, for who reads its memory from
 * outside.
 *
 * Copyright (C) 2026 The memtracer authors
 *
 * License: GNU GPL, version 2 or later.
 *   See the LICENSE file in the parent directory.
 */

#ifndef MEMTRACER_GUEST_KERNEL_H
#define MEMTRACER_GUEST_KERNEL_H

#include <stddef.h>

/*
 * Looks it up, once: it takes a second or so, and the answer is in the snapshot.
 * Until then nothing is known.
 */
void kernel_learn(void);

/*
 * Writes lines of key=value, none if the kernel doesn't tell; returns their
 * length.
 */
size_t kernel_write(char *text, size_t size);

#endif
