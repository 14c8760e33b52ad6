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

void *ring_reserve(struct ring *ring, size_t bytes)
{
    const size_t length = RING_HEADER_BYTES + bytes;
    const uint64_t tail = *ring_position(ring, RING_TAIL_OFFSET);
    const size_t tail_index = tail & (ring->capacity - 1);
    const size_t to_end = ring->capacity - tail_index;
    /* A message is in one piece: what is left at the end, if too short, is padding. */
    const bool fits = length == to_end || length + RING_HEADER_BYTES <= to_end;

    ring->padding = fits ? 0 : to_end;
    if (!has_room(ring, tail + ring->padding + length + RING_HEADER_BYTES)) {
        return NULL;
    }
    ring->index = fits ? tail_index : 0;
    return ring->buffer + ring->index + RING_HEADER_BYTES;
}

void ring_publish(struct ring *ring, size_t bytes)
{
    const size_t length = RING_HEADER_BYTES + bytes;
    uint64_t *tail_position = ring_position(ring, RING_TAIL_OFFSET);
    const uint64_t tail = *tail_position;
    const uint64_t new_tail = tail + ring->padding + length;

    __atomic_store_n(tail_position, new_tail, __ATOMIC_RELEASE);
    clear_header(ring, new_tail & (ring->capacity - 1));
    if (ring->padding > 0) {
        clear_header(ring, 0);
        publish(ring, tail & (ring->capacity - 1), ring->padding, RING_TYPE_PADDING);
    }
    publish(ring, ring->index, length, RING_TYPE_SITE_RECORDS);
}

bool ring_write(struct ring *ring, const void *data, size_t bytes)
{
    void *place = ring_reserve(ring, bytes);

    if (place == NULL) {
        return false;
    }
    memcpy(place, data, bytes);
    ring_publish(ring, bytes);
    return true;
}

bool ring_has_room(const struct ring *ring, size_t bytes)
{
    return has_room(ring, *ring_position(ring, RING_TAIL_OFFSET) + bytes);
}
