/*
 * The guest's memory.
 *
 * Copyright (C) the memtracer authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "guest-memory.h"

#include "qemu-plugin-api.h"

#include <string.h>

#define PIECE_BYTES 64

static __thread GByteArray *buffer;

bool guest_memory_is_readable(void)
{
    return qemu_plugin_read_memory_vaddr != NULL && qemu_plugin_mem_get_value != NULL;
}

bool guest_memory_read(uint64_t address, void *bytes, size_t count)
{
    if (buffer == NULL) {
        buffer = g_byte_array_new(); /* the thread's, for as long as there is a vCPU */
    }
    if (!qemu_plugin_read_memory_vaddr(address, buffer, count) || buffer->len < count) {
        return false;
    }
    memcpy(bytes, buffer->data, count);
    return true;
}

/* Piece by piece, none of which crosses a page: behind the string there may be nothing. */
bool guest_memory_read_string(uint64_t address, char *text, size_t size)
{
    size_t length = 0;

    *text = '\0';
    while (length < size - 1) {
        const size_t to_boundary = PIECE_BYTES - ((address + length) & (PIECE_BYTES - 1));
        const size_t piece = MIN(to_boundary, size - 1 - length);

        if (!guest_memory_read(address + length, text + length, piece)) {
            text[length] = '\0';
            return false;
        }
        if (memchr(text + length, '\0', piece) != NULL) {
            return true;
        }
        length += piece;
    }
    text[length] = '\0';
    return true;
}
