/*
 * Tests of the producing side of a ring.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "tests.h"

#include "ring-reader.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#define CAPACITY 4096
#define MESSAGE_MAX (CAPACITY / 8 - RING_HEADER_BYTES)

static struct ring new_ring(uint64_t position)
{
    struct ring ring = { .buffer = aligned_alloc(4096, CAPACITY + 4096), .capacity = CAPACITY };

    memset(ring.buffer, 0, CAPACITY + RING_TRAILER_BYTES);
    *ring_position(&ring, RING_TAIL_OFFSET) = position;
    *ring_position(&ring, RING_HEAD_CACHE_OFFSET) = position;
    *ring_position(&ring, RING_HEAD_OFFSET) = position;
    return ring;
}

static void has_agronas_layout(void)
{
    static const uint64_t message[2] = { 0x1111, 0x2222 };
    struct ring ring = new_ring(0);
    const uint64_t *words = (const uint64_t *)ring.buffer;

    ring.buffer[24] = 1; /* what an earlier lap left where the next header will be */
    g_assert_true(ring_write(&ring, message, sizeof(message)));
    g_assert_cmphex(words[0], ==, UINT64_C(1) << 32 | 24);
    g_assert_cmphex(words[1], ==, 0x1111);
    g_assert_cmphex(words[2], ==, 0x2222);
    g_assert_cmphex(words[3], ==, 0);
    g_assert_cmpuint(words[(CAPACITY + 128) / 8], ==, 24);
    free(ring.buffer);
}

static void pads_the_end(void)
{
    static const uint64_t message[4] = { 1, 2, 3, 4 };
    struct ring ring = new_ring(CAPACITY - 24);
    g_autoptr(GByteArray) bytes = g_byte_array_new();
    const int32_t *header = (const int32_t *)(ring.buffer + CAPACITY - 24);

    g_assert_true(ring_write(&ring, message, sizeof(message)));
    g_assert_cmpint(header[0], ==, 24);
    g_assert_cmpint(header[1], ==, RING_TYPE_PADDING);
    g_assert_cmpuint(*ring_position(&ring, RING_TAIL_OFFSET), ==, CAPACITY + 40);
    g_assert_cmpuint(ring_read(&ring, bytes, UINT_MAX), ==, 0);
    g_assert_cmpuint(ring_read(&ring, bytes, UINT_MAX), ==, 1);
    g_assert_cmpmem(bytes->data, bytes->len, message, sizeof(message));
    free(ring.buffer);
}

static void fills_the_end_exactly(void)
{
    static const uint64_t message[2] = { 1, 2 };
    struct ring ring = new_ring(CAPACITY - 24);
    g_autoptr(GByteArray) bytes = g_byte_array_new();

    ring.buffer[0] = 1;
    g_assert_true(ring_write(&ring, message, sizeof(message)));
    g_assert_cmpuint(*ring_position(&ring, RING_TAIL_OFFSET), ==, CAPACITY);
    g_assert_cmpuint(ring.buffer[0], ==, 0);
    g_assert_cmpuint(ring_read(&ring, bytes, UINT_MAX), ==, 1);
    free(ring.buffer);
}

static void refuses_what_has_no_room(void)
{
    const uint64_t message[8] = { 0 };
    const uint64_t length = RING_HEADER_BYTES + sizeof(message);
    struct ring ring = new_ring(0);
    g_autoptr(GByteArray) bytes = g_byte_array_new();
    unsigned written = 0;
    uint64_t tail;

    while (ring_write(&ring, message, sizeof(message))) {
        written++;
    }
    /* A header's worth always stays free, so that the consumer finds an end. */
    g_assert_cmpuint(written, ==, (CAPACITY - RING_HEADER_BYTES) / length);
    tail = *ring_position(&ring, RING_TAIL_OFFSET);
    g_assert_false(ring_write(&ring, message, sizeof(message)));
    g_assert_cmpuint(*ring_position(&ring, RING_TAIL_OFFSET), ==, tail);
    g_assert_cmpuint(ring_read(&ring, bytes, UINT_MAX), ==, written);
    g_assert_true(ring_write(&ring, message, sizeof(message)));
    free(ring.buffer);
}

static void publishes_less_than_was_reserved(void)
{
    struct ring ring = new_ring(CAPACITY - 64);
    g_autoptr(GByteArray) bytes = g_byte_array_new();
    uint64_t *place = ring_reserve(&ring, 128);

    g_assert_true((uint8_t *)place == ring.buffer + RING_HEADER_BYTES);
    place[0] = 1;
    place[1] = 2;
    place[2] = 3; /* not published, though it would be read as a header */
    g_assert_cmpuint(ring_read(&ring, bytes, UINT_MAX), ==, 0);
    ring_publish(&ring, 16);
    g_assert_cmpuint(ring_read(&ring, bytes, UINT_MAX), ==, 0); /* the padding */
    g_assert_cmpuint(ring_read(&ring, bytes, UINT_MAX), ==, 1);
    g_assert_cmpmem(bytes->data, bytes->len, place, 16);
    g_assert_cmpuint(*ring_position(&ring, RING_TAIL_OFFSET), ==, CAPACITY + 24);
    free(ring.buffer);
}

static void only_the_last_reservation_counts(void)
{
    static const uint64_t message = 7;
    struct ring ring = new_ring(0);
    g_autoptr(GByteArray) bytes = g_byte_array_new();

    g_assert_nonnull(ring_reserve(&ring, 128));
    g_assert_nonnull(ring_reserve(&ring, 256));
    g_assert_true(ring_write(&ring, &message, sizeof(message)));
    g_assert_cmpuint(ring_read(&ring, bytes, UINT_MAX), ==, 1);
    g_assert_cmpmem(bytes->data, bytes->len, &message, sizeof(message));
    free(ring.buffer);
}

/* Every position a lap can start at, every length, one after the other. */
static void passes_all_on_in_order(void)
{
    struct ring ring = new_ring(0);
    g_autoptr(GByteArray) bytes = g_byte_array_new();
    uint64_t next_in = 0;
    uint64_t next_out = 0;

    for (int i = 0; i < 100000; i++) {
        const size_t words = (size_t)g_test_rand_int_range(1, MESSAGE_MAX / 8 + 1);
        uint64_t message[MESSAGE_MAX / 8];

        for (size_t j = 0; j < words; j++) {
            message[j] = next_in + j;
        }
        if (ring_write(&ring, message, words * sizeof(uint64_t))) {
            next_in += words;
        } else {
            g_assert_cmpuint(*ring_position(&ring, RING_TAIL_OFFSET)
                                 - *ring_position(&ring, RING_HEAD_OFFSET),
                             >, CAPACITY / 2);
        }
        if (g_test_rand_bit()) {
            ring_read(&ring, bytes, (unsigned)g_test_rand_int_range(1, 4));
            for (size_t j = 0; j < bytes->len / sizeof(uint64_t); j++) {
                g_assert_cmpuint(((const uint64_t *)bytes->data)[j], ==, next_out++);
            }
            g_byte_array_set_size(bytes, 0);
        }
    }
    /* A read that finds padding counts nothing, and isn't the last. */
    while (*ring_position(&ring, RING_HEAD_OFFSET) != *ring_position(&ring, RING_TAIL_OFFSET)) {
        ring_read(&ring, bytes, 1000);
    }
    g_assert_cmpuint(next_out + bytes->len / sizeof(uint64_t), ==, next_in);
    free(ring.buffer);
}

#define THREAD_MESSAGES 50000

static gpointer write_all(gpointer data)
{
    struct ring *ring = data;

    for (uint64_t i = 0; i < THREAD_MESSAGES; i++) {
        const uint64_t message[3] = { i, ~i, i };

        while (!ring_write(ring, message, sizeof(uint64_t) * (1 + i % 3))) {
            g_thread_yield();
        }
    }
    return NULL;
}

static void passes_on_between_threads(void)
{
    struct ring ring = new_ring(UINT64_MAX - UINT64_MAX % CAPACITY - 64); /* and positions wrap */
    g_autoptr(GByteArray) bytes = g_byte_array_new();
    GThread *thread = g_thread_new("vcpu", write_all, &ring);

    for (uint64_t i = 0; i < THREAD_MESSAGES; i++) {
        g_byte_array_set_size(bytes, 0);
        while (ring_read(&ring, bytes, 1) == 0) {
            g_thread_yield();
        }
        g_assert_cmpuint(bytes->len, ==, sizeof(uint64_t) * (1 + i % 3));
        g_assert_cmpuint(((const uint64_t *)bytes->data)[0], ==, i);
    }
    g_thread_join(thread);
    free(ring.buffer);
}

void ring_tests(void)
{
    g_test_add_func("/ring/has-agronas-layout", has_agronas_layout);
    g_test_add_func("/ring/pads-the-end", pads_the_end);
    g_test_add_func("/ring/fills-the-end-exactly", fills_the_end_exactly);
    g_test_add_func("/ring/refuses-what-has-no-room", refuses_what_has_no_room);
    g_test_add_func("/ring/publishes-less-than-was-reserved", publishes_less_than_was_reserved);
    g_test_add_func("/ring/only-the-last-reservation-counts", only_the_last_reservation_counts);
    g_test_add_func("/ring/passes-all-on-in-order", passes_all_on_in_order);
    g_test_add_func("/ring/passes-on-between-threads", passes_on_between_threads);
}
