/*
 * The producing side of Agrona's OneToOneRingBuffer.
 *
 * Copyright (C) the memtracer authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "ring.h"

#include <string.h>

struct message_header {
    int32_t length;
    int32_t type;
};

_Static_assert(sizeof(struct message_header) == RING_HEADER_BYTES, "message header");

static struct message_header *header_at(const struct ring *ring, size_t index)
{
    return (struct message_header *)(ring->buffer + index);
}

static void clear_header(const struct ring *ring, size_t index)
{
    __atomic_store_n((uint64_t *)(ring->buffer + index), 0, __ATOMIC_RELAXED);
}

static void publish(const struct ring *ring, size_t index, size_t length, int32_t type)
{
    struct message_header *header = header_at(ring, index);

    header->type = type;
    __atomic_store_n(&header->length, (int32_t)length, __ATOMIC_RELEASE);
}

/* The consumer's head is looked at only when the last look at it isn't enough. */
static bool has_room(const struct ring *ring, uint64_t end)
{
    uint64_t *cache = ring_position(ring, RING_HEAD_CACHE_OFFSET);

    if (end - *cache <= ring->capacity) {
        return true;
    }
    *cache = __atomic_load_n(ring_position(ring, RING_HEAD_OFFSET), __ATOMIC_ACQUIRE);
    return end - *cache <= ring->capacity;
}

bool ring_write(struct ring *ring, const void *data, size_t bytes)
{
    const size_t length = RING_HEADER_BYTES + bytes;
    uint64_t *tail_position = ring_position(ring, RING_TAIL_OFFSET);
    const uint64_t tail = *tail_position;
    const size_t tail_index = tail & (ring->capacity - 1);
    const size_t to_end = ring->capacity - tail_index;
    /* A message is in one piece: what is left at the end, if too short, is padding. */
    const bool fits = length == to_end || length + RING_HEADER_BYTES <= to_end;
    const size_t padding = fits ? 0 : to_end;
    const size_t index = fits ? tail_index : 0;
    const uint64_t new_tail = tail + padding + length;

    if (!has_room(ring, new_tail + RING_HEADER_BYTES)) {
        return false;
    }
    __atomic_store_n(tail_position, new_tail, __ATOMIC_RELEASE);
    clear_header(ring, new_tail & (ring->capacity - 1));
    memcpy(ring->buffer + index + RING_HEADER_BYTES, data, bytes);
    if (padding > 0) {
        clear_header(ring, 0);
        publish(ring, tail_index, padding, RING_TYPE_PADDING);
    }
    publish(ring, index, length, RING_TYPE_SITE_RECORDS);
    return true;
}
