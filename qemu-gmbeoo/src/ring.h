/*
 * The producing side of Agrona's OneToOneRingBuffer (2.6), in memory that the consumer maps too.
 *
 *     | messages, `capacity` bytes | trailer: tail, the producer's copy of head, head |
 *
 * A message has a header of 8 bytes: i32 length with the header, i32 type. The consumer goes on as
 * long as it finds a positive length, so that a header must be zero before the message in front
 * of it gets its length, which is what publishes it.
 *
 * Copyright (C) the memtracer authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MEMTRACER_RING_H
#define MEMTRACER_RING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define RING_TAIL_OFFSET 128
#define RING_HEAD_CACHE_OFFSET 256
#define RING_HEAD_OFFSET 384
#define RING_TRAILER_BYTES 768
#define RING_HEADER_BYTES 8
#define RING_TYPE_PADDING (-1)

/** The type of our messages: a batch of site records. */
#define RING_TYPE_SITE_RECORDS 1

/**
 * struct ring - a mapped ring
 * @buffer: where it begins
 * @capacity: bytes for messages, a power of two
 * @index: where the reserved message begins
 * @padding: bytes left unused at the end, in front of it
 */
struct ring {
    uint8_t *buffer;
    size_t capacity;
    size_t index;
    size_t padding;
};

static inline uint64_t *ring_position(const struct ring *ring, size_t offset)
{
    return (uint64_t *)(ring->buffer + ring->capacity + offset);
}

/**
 * ring_reserve() - find room for a message, to write it in place
 * @ring: the ring
 * @bytes: the most it may take, a multiple of 8, at most an eighth of the capacity
 *
 * The consumer sees nothing of it before ring_publish(). Only the last reservation counts.
 *
 * Return: where it is to be written, or NULL if there is no room.
 */
void *ring_reserve(struct ring *ring, size_t bytes);

/**
 * ring_publish() - hand over the message in the room that was reserved
 * @ring: the ring
 * @bytes: its length, a multiple of 8, at most what was reserved
 */
void ring_publish(struct ring *ring, size_t bytes);

/**
 * ring_write() - reserve, copy, and publish
 * @ring: the ring
 * @data: the message
 * @bytes: its length, a multiple of 8, at most an eighth of the capacity
 *
 * Return: whether there was room.
 */
bool ring_write(struct ring *ring, const void *data, size_t bytes);

/**
 * ring_has_room() - whether the consumer has made so much room
 * @ring: the ring
 * @bytes: headers of messages included
 */
bool ring_has_room(const struct ring *ring, size_t bytes);

#endif
