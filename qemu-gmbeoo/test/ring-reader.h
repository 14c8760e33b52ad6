/*
 * The consuming side of a ring: reads as Agrona's OneToOneRingBuffer does, and turns site records
 * back into trace records.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MEMTRACER_RING_READER_H
#define MEMTRACER_RING_READER_H

#include "ring.h"
#include "site-table.h"

#include <glib.h>

/** ring_read() - append the messages that are there to @bytes, at most @limit; count them */
unsigned ring_read(struct ring *ring, GByteArray *bytes, unsigned limit);

/** struct ring_page - what was told of where a page is */
struct ring_page {
    uint64_t page;
    uint64_t frame;
    guint records_before;
};

/** struct ring_reader - what a host has: the table, locked, and rings */
struct ring_reader {
    char *prefix;
    int lock;
    const struct site_table *table;
    struct ring ring; /* of one vCPU */
    unsigned vcpu;
    uint64_t missing; /* accesses that gaps told of */
    GArray *pages; /* of struct ring_page; NULL if none was told */
};

/** ring_reader_lock() - become the reader: map the table, and lock it */
void ring_reader_lock(struct ring_reader *reader, const char *prefix);

/** ring_reader_attach() - map a vCPU's ring */
void ring_reader_attach(struct ring_reader *reader, unsigned vcpu, size_t capacity);

/** ring_reader_unlock() - as if the reader had died */
void ring_reader_unlock(struct ring_reader *reader);

/** ring_reader_close() - unmap and delete all */
void ring_reader_close(struct ring_reader *reader);

/** ring_reader_records() - read all that is there, as trace records */
GArray *ring_reader_records(struct ring_reader *reader);

#endif
