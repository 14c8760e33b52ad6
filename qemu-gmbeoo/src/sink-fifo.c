/*
 * The sink that writes records into a FIFO.
 *
 * The descriptor is non-blocking, so that neither a full pipe nor a dead reader can hold a vCPU
 * beyond the host's word. Batches of several vCPUs go out one after the other, never mixed.
 *
 * Copyright (C) the memtracer authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "sink.h"

#include "record.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

/* A write of up to PIPE_BUF bytes into a pipe is all or nothing, by POSIX: no torn record. */
#define DROP_CHUNK_BYTES ((size_t)PIPE_BUF)
_Static_assert(PIPE_BUF % sizeof(struct trace_record) == 0, "chunks of whole records");

struct sink_fifo {
    struct sink base;
    char *path;
    unsigned reader_wait_millis;
    GMutex lock; /* of what follows, and of the order of batches */
    int fd;
    bool broken;
};

static uint64_t now_nanos(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000000 + (uint64_t)now.tv_nsec;
}

/* QEMU ignores SIGPIPE itself; others (our tests) may not. */
static void ignore_sigpipe(void)
{
    struct sigaction action;

    if (sigaction(SIGPIPE, NULL, &action) == 0 && action.sa_handler == SIG_DFL) {
        action.sa_handler = SIG_IGN;
        sigaction(SIGPIPE, &action, NULL);
    }
}

/* Opening a FIFO for writing, non-blocking, succeeds as soon as somebody has it open to read. */
static int open_when_read(struct sink_fifo *fifo, GError **error)
{
    const uint64_t deadline = now_nanos() + (uint64_t)fifo->reader_wait_millis * 1000000;
    struct stat status;
    int fd;

    while ((fd = open(fifo->path, O_WRONLY | O_NONBLOCK | O_CLOEXEC)) < 0) {
        const int err = errno;

        if (err != ENXIO && err != EINTR) {
            g_set_error(error, G_FILE_ERROR, g_file_error_from_errno(err),
                        "can't open FIFO '%s' for writing: %s", fifo->path, g_strerror(err));
            errno = err;
            return -1;
        }
        if (now_nanos() >= deadline || control_abandoned(fifo->base.control)) {
            g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_NXIO,
                        "nobody opened FIFO '%s' for reading within %u ms", fifo->path,
                        fifo->reader_wait_millis);
            errno = ENXIO;
            return -1;
        }
        g_usleep(1000);
    }
    if (fstat(fd, &status) != 0 || !S_ISFIFO(status.st_mode)) {
        g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_INVAL, "'%s' is not a FIFO", fifo->path);
        close(fd);
        errno = EINVAL;
        return -1;
    }
    return fd;
}

static bool fifo_open(struct sink *sink, GError **error)
{
    struct sink_fifo *fifo = (struct sink_fifo *)sink;
    int fd = open_when_read(fifo, error);
    int err = errno;

    if (fd >= 0) {
        g_mutex_lock(&fifo->lock);
        if (fifo->fd >= 0) {
            close(fifo->fd); /* only now: without a gap the reader sees no end of file */
        }
        fifo->fd = fd;
        fifo->broken = false;
        g_mutex_unlock(&fifo->lock);
    }
    errno = err;
    return fd >= 0;
}

static void fifo_break(struct sink_fifo *fifo, int err)
{
    fifo->broken = true;
    if (err == EPIPE) {
        control_fail(fifo->base.control, err,
                     "the reader of FIFO '%s' is gone; records since then are counted as dropped",
                     fifo->path);
    } else {
        control_fail(fifo->base.control, err, "writing to FIFO '%s' failed: %s", fifo->path,
                     g_strerror(err));
    }
}

/* Stand still until there is room, the reader is gone, or the host abandons. */
static bool fifo_wait(struct sink_fifo *fifo, struct control_slot *slot)
{
    const uint64_t start = now_nanos();
    const uint64_t nanos_before = slot->full_wait_nanos;
    struct pollfd poll_fd = { .fd = fifo->fd, .events = POLLOUT };
    bool ready = false;

    control_publish(&slot->full_waits, slot->full_waits + 1);
    while (!ready && !control_abandoned(fifo->base.control)) {
        int n = poll(&poll_fd, 1, SINK_POLL_MILLIS);

        ready = n > 0 || (n < 0 && errno != EINTR);
        control_publish(&slot->full_wait_nanos, nanos_before + now_nanos() - start);
    }
    return ready;
}

static size_t write_waiting(struct sink_fifo *fifo, const struct sink_batch *batch)
{
    const uint8_t *data = batch->data;
    size_t done = 0;

    while (done < batch->bytes) {
        ssize_t n = write(fifo->fd, data + done, batch->bytes - done);

        if (n >= 0) {
            done += (size_t)n;
        } else if (errno == EAGAIN) {
            if (!fifo_wait(fifo, batch->slot)) {
                break;
            }
        } else if (errno != EINTR) {
            fifo_break(fifo, errno);
            break;
        }
    }
    return done;
}

static size_t write_dropping(struct sink_fifo *fifo, const struct sink_batch *batch)
{
    const uint8_t *data = batch->data;
    size_t done = 0;

    while (done < batch->bytes) {
        ssize_t n = write(fifo->fd, data + done, MIN(batch->bytes - done, DROP_CHUNK_BYTES));

        if (n >= 0) {
            done += (size_t)n;
        } else if (errno == EAGAIN) {
            break;
        } else if (errno != EINTR) {
            fifo_break(fifo, errno);
            break;
        }
    }
    return done;
}

static size_t fifo_write(struct sink *sink, const struct sink_batch *batch)
{
    struct sink_fifo *fifo = (struct sink_fifo *)sink;
    size_t done = 0;

    g_mutex_lock(&fifo->lock);
    if (fifo->fd >= 0 && !fifo->broken && !control_abandoned(sink->control)) {
        done = batch->on_full == CONTROL_ON_FULL_DROP ? write_dropping(fifo, batch)
                                                      : write_waiting(fifo, batch);
        /*
         * A waiting batch that was given up may have ended inside a record. Whoever gives up
         * reads no more, but should somebody do: nothing may follow half a record.
         */
        if (done % sizeof(struct trace_record) != 0) {
            fifo->broken = true;
        }
    }
    g_mutex_unlock(&fifo->lock);
    return done / sizeof(struct trace_record);
}

static void fifo_free(struct sink *sink)
{
    struct sink_fifo *fifo = (struct sink_fifo *)sink;

    if (fifo->fd >= 0) {
        close(fifo->fd);
    }
    g_mutex_clear(&fifo->lock);
    g_free(fifo->path);
    g_free(fifo);
}

static const struct sink_class fifo_class = {
    .open = fifo_open,
    .write = fifo_write,
    .free = fifo_free,
};

struct sink *sink_fifo_new(const char *path, struct control_page *control,
                           unsigned reader_wait_millis)
{
    struct sink_fifo *fifo = g_new0(struct sink_fifo, 1);

    ignore_sigpipe();
    fifo->base.class = &fifo_class;
    fifo->base.control = control;
    fifo->path = g_strdup(path);
    fifo->reader_wait_millis = reader_wait_millis;
    g_mutex_init(&fifo->lock);
    fifo->fd = -1;
    return &fifo->base;
}
