/*
 * The sink that writes site records into rings in mapped files, one per vCPU.
 *
 * The reader holds a lock on the site table's file. The kernel takes it away however the reader
 * dies, so that looking at it tells, at any time and with no clock, whether somebody reads.
 *
 * Copyright (C) the memtracer authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "sink.h"

#include "mapped-file.h"
#include "ring.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

/* How often to look for the reader while there is room: a system call, so not with each batch. */
#define READER_CHECK_NANOS 200000000

/* How long to sleep while there is no room. */
#define FULL_SLEEP_NANOS 50000

struct ring_of_vcpu {
    struct ring ring;
    int fd;
    const uint64_t *reserved;
    uint64_t reader_checked_nanos;
} __attribute__((aligned(64)));

struct sink_ring {
    struct sink base;
    struct sink_ring_options options;
    struct site_table *table;
    int table_fd;
    bool broken; /* any vCPU may set it */
    struct ring_of_vcpu rings[CONTROL_VCPU_SLOTS];
};

static uint64_t now_nanos(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000000 + (uint64_t)now.tv_nsec;
}

/* Whether another open file than ours has a lock: that also sees a reader in this process. */
static bool has_reader(const struct sink_ring *sink)
{
    struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = 0, .l_len = 1 };

    return fcntl(sink->table_fd, F_OFD_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
}

static bool check_reader(struct sink_ring *sink)
{
    if (has_reader(sink)) {
        return true;
    }
    __atomic_store_n(&sink->broken, true, __ATOMIC_RELAXED);
    control_fail(sink->base.control, EPIPE,
                 "the reader of ring '%s' is gone; records since then are counted as dropped",
                 sink->options.path_prefix);
    return false;
}

static bool ring_attach(struct sink *base, unsigned vcpu, GError **error)
{
    struct sink_ring *sink = (struct sink_ring *)base;
    struct ring_of_vcpu *of_vcpu = &sink->rings[vcpu];
    g_autofree char *path = g_strdup_printf("%s.%u", sink->options.path_prefix, vcpu);

    if (of_vcpu->ring.buffer == NULL) {
        of_vcpu->ring.capacity = sink->options.ring_bytes;
        of_vcpu->ring.buffer = mapped_file_create(
            path, sink->options.ring_bytes + RING_TRAILER_BYTES, &of_vcpu->fd, error);
    }
    return of_vcpu->ring.buffer != NULL;
}

static bool ring_open(struct sink *base, GError **error)
{
    struct sink_ring *sink = (struct sink_ring *)base;
    const uint64_t deadline = now_nanos() + (uint64_t)sink->options.reader_wait_millis * 1000000;

    while (!has_reader(sink)) {
        if (now_nanos() >= deadline || control_abandoned(base->control)) {
            g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_NXIO,
                        "nobody locked '%s.sites' for reading within %u ms",
                        sink->options.path_prefix, sink->options.reader_wait_millis);
            errno = ENXIO;
            return false;
        }
        g_usleep(1000);
    }
    sink->broken = false;
    return true;
}

/* What succeeds as soon as there is room, as ring_write() does. */
typedef bool attempt_fn(struct ring *ring, const void *data, size_t bytes);

static bool find_room(struct ring *ring, const void *data, size_t bytes)
{
    (void)data;
    return ring_has_room(ring, bytes);
}

/* Whether it succeeded: not if nobody reads any more. */
static bool attempt_waiting(struct sink_ring *sink, struct ring *ring, struct control_slot *slot,
                            attempt_fn *attempt, const void *data, size_t bytes)
{
    const struct timespec sleep = { .tv_nsec = FULL_SLEEP_NANOS };
    const uint64_t start = now_nanos();
    const uint64_t nanos_before = slot->full_wait_nanos;
    uint64_t next_check = start;
    bool done = false;

    control_publish(&slot->full_waits, slot->full_waits + 1);
    while (!done && !control_abandoned(sink->base.control)) {
        const uint64_t now = now_nanos();

        if (now >= next_check) {
            if (!check_reader(sink)) {
                break;
            }
            next_check = now + (uint64_t)SINK_POLL_MILLIS * 1000000;
        }
        nanosleep(&sleep, NULL);
        done = attempt(ring, data, bytes);
        control_publish(&slot->full_wait_nanos, nanos_before + now_nanos() - start);
    }
    return done;
}

static uint64_t *ring_sink_reserve(struct sink *base, unsigned vcpu, size_t bytes)
{
    struct sink_ring *sink = (struct sink_ring *)base;
    struct ring_of_vcpu *of_vcpu = &sink->rings[vcpu];
    uint64_t *place = of_vcpu->ring.buffer == NULL ? NULL : ring_reserve(&of_vcpu->ring, bytes);

    of_vcpu->reserved = place;
    return place;
}

static bool hand_over(struct ring_of_vcpu *of_vcpu, const struct sink_batch *batch)
{
    if (batch->data == of_vcpu->reserved) {
        ring_publish(&of_vcpu->ring, batch->bytes);
        return true;
    }
    return ring_write(&of_vcpu->ring, batch->data, batch->bytes);
}

static bool takes_batches(const struct sink_ring *sink, const struct ring_of_vcpu *of_vcpu)
{
    return of_vcpu->ring.buffer != NULL && !__atomic_load_n(&sink->broken, __ATOMIC_RELAXED)
           && !control_abandoned(sink->base.control);
}

static size_t sink_ring_write(struct sink *base, const struct sink_batch *batch)
{
    struct sink_ring *sink = (struct sink_ring *)base;
    struct ring_of_vcpu *of_vcpu = &sink->rings[batch->vcpu];
    const uint64_t now = now_nanos();

    if (!takes_batches(sink, of_vcpu)) {
        return 0;
    }
    if (now - of_vcpu->reader_checked_nanos >= READER_CHECK_NANOS) {
        of_vcpu->reader_checked_nanos = now;
        if (!check_reader(sink)) {
            return 0;
        }
    }
    if (hand_over(of_vcpu, batch)
        || (batch->on_full == CONTROL_ON_FULL_WAIT
            && attempt_waiting(sink, &of_vcpu->ring, batch->slot, ring_write, batch->data,
                               batch->bytes))) {
        return batch->records;
    }
    return 0;
}

static void ring_await_room(struct sink *base, unsigned vcpu, size_t bytes,
                            struct control_slot *slot)
{
    struct sink_ring *sink = (struct sink_ring *)base;
    struct ring_of_vcpu *of_vcpu = &sink->rings[vcpu];
    const size_t wanted = MIN(bytes, sink->options.ring_bytes / 2);

    if (takes_batches(sink, of_vcpu) && !ring_has_room(&of_vcpu->ring, wanted)) {
        attempt_waiting(sink, &of_vcpu->ring, slot, find_room, NULL, wanted);
    }
}

static void ring_free(struct sink *base)
{
    struct sink_ring *sink = (struct sink_ring *)base;

    for (size_t i = 0; i < CONTROL_VCPU_SLOTS; i++) {
        if (sink->rings[i].ring.buffer != NULL) {
            munmap(sink->rings[i].ring.buffer, sink->options.ring_bytes + RING_TRAILER_BYTES);
            close(sink->rings[i].fd);
        }
    }
    munmap(sink->table, sizeof(*sink->table));
    close(sink->table_fd);
    free(sink);
}

static const struct sink_class ring_class = {
    .attach = ring_attach,
    .open = ring_open,
    .reserve = ring_sink_reserve,
    .write = sink_ring_write,
    .await_room = ring_await_room,
    .free = ring_free,
};

struct sink *sink_ring_new(const struct sink_ring_options *options, struct control_page *control,
                           struct site_table **table, GError **error)
{
    g_autofree char *path = g_strconcat(options->path_prefix, ".sites", NULL);
    struct sink_ring *sink;
    int table_fd;

    *table = site_table_create(path, options->table_entries, &table_fd, error);
    if (*table == NULL) {
        return NULL;
    }
    sink = aligned_alloc(_Alignof(struct sink_ring), sizeof(*sink));
    g_assert(sink != NULL);
    *sink = (struct sink_ring){
        .base = { &ring_class, control },
        .options = *options,
        .table = *table,
        .table_fd = table_fd,
    };
    return &sink->base;
}
