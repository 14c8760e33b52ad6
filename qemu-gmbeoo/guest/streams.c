/*
 * The program's three streams.
 *
 * Copyright (C) 2026 The memtracer authors
 *
 * License: GNU GPL, version 2 or later.
 *   See the LICENSE file in the parent directory.
 */

#include <errno.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "child.h"
#include "streams.h"
#include "terminal.h"

enum {
    /* TAKEN is said each time the program has read this much. */
    TAKEN_STEP = FRAME_STDIN_WINDOW / 2,
};

void output_start(Output *output, int fd)
{
    output->ready = true;
    output->last = false;
    output->left = fd < 0 ? 0 : SIZE_MAX;
}

void output_limit(Output *output, int fd)
{
    int waiting = 0;

    output->ready = true;
    output->left = ioctl(fd, FIONREAD, &waiting) == 0 ? waiting : 0;
}

void output_limit_terminal(Output *output)
{
    output->ready = true;
    output->last = true;
    if (output->left > TERMINAL_PENDING_MAX) {
        output->left = TERMINAL_PENDING_MAX;
    }
}

bool output_pump(Output *output, int fd, FrameType type, FrameWriter *writer)
{
    size_t want = FRAME_CHUNK_MAX;
    ssize_t n;

    if (!output->ready || output->left == 0 ||
        !frame_writer_has_room(writer)) {
        return false;
    }
    if (output->left < want) {
        want = output->left;
    }
    n = read(fd, frame_writer_reserve(writer), want);
    if (n > 0) {
        frame_writer_commit(writer, type, n);
        if (output->left != SIZE_MAX) {
            output->left -= n;
        }
        return true;
    }
    output->ready = false;
    if (n == 0 || errno != EAGAIN || output->last) {
        output->left = 0;
    }
    return false;
}

void input_start(Input *input)
{
    input->ready = true;
    input->eof = false;
    input->start = 0;
    input->count = 0;
    input->taken = 0;
}

bool input_add(Input *input, int fd, const uint8_t *bytes, size_t count)
{
    if (count == 0) {
        input->eof = true;
        return true;
    }
    if (count > FRAME_STDIN_WINDOW - input->count) {
        return false;
    }
    if (fd < 0) {
        /* The program has closed its end. */
        input->taken += count;
        return true;
    }
    while (count > 0) {
        size_t end = (input->start + input->count) % FRAME_STDIN_WINDOW;
        size_t n = FRAME_STDIN_WINDOW - end < count
                   ? FRAME_STDIN_WINDOW - end : count;

        memcpy(input->bytes + end, bytes, n);
        input->count += n;
        bytes += n;
        count -= n;
    }
    return true;
}

static void tell_taken(Input *input, FrameWriter *writer)
{
    uint8_t payload[4];

    if (input->taken < TAKEN_STEP) {
        return;
    }
    frame_put_u32(payload, input->taken);
    if (frame_writer_add(writer, FRAME_TAKEN, payload, sizeof(payload))) {
        input->taken = 0;
    }
}

static void consume(Input *input, size_t count)
{
    input->start = (input->start + count) % FRAME_STDIN_WINDOW;
    input->count -= count;
    input->taken += count;
}

bool input_pump(Input *input, int *fd, FrameWriter *writer)
{
    bool moved = false;

    if (*fd >= 0 && input->ready && input->count > 0) {
        size_t to_end = FRAME_STDIN_WINDOW - input->start;
        ssize_t n = write(*fd, input->bytes + input->start,
                          input->count < to_end ? input->count : to_end);

        if (n > 0) {
            consume(input, n);
            moved = true;
        } else if (n == 0 || errno == EAGAIN) {
            input->ready = false;
        } else {
            consume(input, input->count);
            child_close(fd);
        }
    }
    tell_taken(input, writer);
    if (input->eof && input->count == 0) {
        child_close(fd);
    }
    return moved;
}
