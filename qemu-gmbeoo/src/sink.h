/*
 * A sink takes batches of records out of QEMU.
 *
 * A vCPU stages records, in room that the sink gives it or in a buffer of its own, and hands over
 * whole batches. What is behind the sink knows nothing of vCPUs' buffers, and what is before it
 * nothing of pipes or rings.
 *
 * Copyright (C) the memtracer authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MEMTRACER_SINK_H
#define MEMTRACER_SINK_H

#include "control.h"
#include "site-table.h"

/** struct sink_batch - whole records of one vCPU, and what to do when there is no room */
struct sink_batch {
    unsigned vcpu;
    const void *data;
    size_t bytes;
    size_t records; /* and what is in a record's place */
    enum control_on_full on_full;
    struct control_slot *slot;
};

struct sink;

/** struct sink_class - the operations of a kind of sink */
struct sink_class {
    /** @attach: get ready for batches of this vCPU; on its thread, or NULL if nothing is to do */
    bool (*attach)(struct sink *sink, unsigned vcpu, GError **error);

    /**
     * @open: get ready to be written to; called for each arming, also when open already
     *
     * May wait for a reader, within a bound.
     */
    bool (*open)(struct sink *sink, GError **error);

    /**
     * @reserve: room behind the sink, where a batch can be staged that needs no copy then
     *
     * Good until the next write, which publishes it if it is of this room. On the vCPU's thread.
     *
     * Return: NULL if there is none now; or @reserve is NULL as there never is.
     */
    uint64_t *(*reserve)(struct sink *sink, unsigned vcpu, size_t bytes);

    /**
     * @write: hand over a batch; called on the vCPU's thread, by several vCPUs at a time
     *
     * With CONTROL_ON_FULL_WAIT returns when all is handed over, unless the reader is gone or
     * abandoned; with CONTROL_ON_FULL_DROP never blocks. Counts the waits in the slot. Reports
     * a dead reader with control_fail(), once.
     *
     * Return: how many records, from the first on, were handed over. The others are lost. The FIFO
     * doesn't tell gaps from records, and counts both.
     */
    size_t (*write)(struct sink *sink, const struct sink_batch *batch);

    /**
     * @await_room: wait until so many bytes can be handed over, or half of what ever can be
     *
     * On the vCPU's thread. Ends and is counted as the waits of @write are. NULL if there is no
     * telling how much room there is.
     */
    void (*await_room)(struct sink *sink, unsigned vcpu, size_t bytes, struct control_slot *slot);

    /** @free: close it and free it */
    void (*free)(struct sink *sink);
};

/** struct sink - what all kinds have; the first member of each */
struct sink {
    const struct sink_class *class;
    struct control_page *control;
};

/** How long to wait, when arming, for a reader to open the other end. */
#define SINK_READER_WAIT_MILLIS 10000

/** Between two looks at whether a full sink was abandoned. */
#define SINK_POLL_MILLIS 20

/**
 * sink_fifo_new() - a sink that writes 16-byte records into a FIFO
 * @path: the FIFO; opened when arming
 * @control: where to report a dead reader, and to look for `abandon`
 * @reader_wait_millis: how long open() waits for a reader
 */
struct sink *sink_fifo_new(const char *path, struct control_page *control,
                           unsigned reader_wait_millis);

/** struct sink_ring_options - the ring sink's */
struct sink_ring_options {
    const char *path_prefix;     /* of the files: .sites, and .0 and so on for each vCPU's ring */
    size_t ring_bytes;           /* capacity of a ring, a power of two */
    uint32_t table_entries;      /* capacity of the site table */
    unsigned reader_wait_millis; /* how long open() waits for a reader */
};

/**
 * sink_ring_new() - a sink that writes site records into a ring per vCPU
 * @options: copied, but for the path
 * @control: where to report a dead reader, and to look for `abandon`
 * @table: set to the site table, which lives as long as the sink
 * @error: why the site table can't be made
 */
struct sink *sink_ring_new(const struct sink_ring_options *options, struct control_page *control,
                           struct site_table **table, GError **error);

static inline bool sink_attach(struct sink *sink, unsigned vcpu, GError **error)
{
    return sink->class->attach == NULL || sink->class->attach(sink, vcpu, error);
}

static inline bool sink_open(struct sink *sink, GError **error)
{
    return sink->class->open(sink, error);
}

static inline uint64_t *sink_reserve(struct sink *sink, unsigned vcpu, size_t bytes)
{
    return sink->class->reserve == NULL ? NULL : sink->class->reserve(sink, vcpu, bytes);
}

static inline size_t sink_write(struct sink *sink, const struct sink_batch *batch)
{
    return sink->class->write(sink, batch);
}

static inline void sink_await_room(struct sink *sink, unsigned vcpu, size_t bytes,
                                   struct control_slot *slot)
{
    if (sink->class->await_room != NULL) {
        sink->class->await_room(sink, vcpu, bytes, slot);
    }
}

static inline void sink_free(struct sink *sink)
{
    sink->class->free(sink);
}

#endif
