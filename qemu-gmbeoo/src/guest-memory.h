/*
 * The guest's memory, read at its virtual addresses by the vCPU whose thread this is.
 *
 * What is read is the guest's word: addresses may lead nowhere, and values may be anything.
 *
 * Copyright (C) the memtracer authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MEMTRACER_GUEST_MEMORY_H
#define MEMTRACER_GUEST_MEMORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** guest_memory_is_readable() - whether this QEMU lets plugins read it: from its interface 4 on */
bool guest_memory_is_readable(void);

/** guest_memory_read() - copy so many bytes; false if not all of them are there */
bool guest_memory_read(uint64_t address, void *bytes, size_t count);

/**
 * guest_memory_read_string() - copy a string
 * @address: where it begins
 * @text: where to; NUL-terminated in any case
 * @size: room there; what is longer is cut off
 *
 * Return: false if there is none.
 */
bool guest_memory_read_string(uint64_t address, char *text, size_t size);

#endif
