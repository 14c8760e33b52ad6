/*
 * The program's three streams, between its pipes and frames.
 *
 * Copyright (C) 2026 The memtracer authors
 *
 * License: GNU GPL, version 2 or later.
 *   See the LICENSE file in the parent directory.
 */

#ifndef MEMTRACER_GUEST_STREAMS_H
#define MEMTRACER_GUEST_STREAMS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "frames.h"

/*
 * Output - one of the program's two output pipes, or what its terminal shows
 *
 * @ready: a read may find something
 * @last: what is there now is the last of it
 * @left: bytes that may still be read; no limit until the program has ended
 */
typedef struct Output {
    bool ready;
    bool last;
    size_t left;
} Output;

/*
 * Input - what the host sent and the program hasn't read yet, in a ring
 *
 * @ready: a write may find room
 * @taken: bytes read or discarded since the host was last told
 */
typedef struct Input {
    bool ready;
    bool eof;
    size_t start;
    size_t count;
    size_t taken;
    uint8_t bytes[FRAME_STDIN_WINDOW];
} Input;

/* @fd: what will be read; -1 if there is nothing to */
void output_start(Output *output, int fd);

/*
 * output_limit() - the program has ended
 *
 * What is in the pipe now is its output; what descendants write into it
 * later is not, and a pipe that they keep open must not keep the run open.
 */
void output_limit(Output *output, int fd);

/* The same for a terminal, which doesn't know how much there is. */
void output_limit_terminal(Output *output);

/* Passes on a piece; returns true if it did. */
bool output_pump(Output *output, int fd, FrameType type, FrameWriter *writer);

void input_start(Input *input);

/* Adds a piece; false if the host sent more than the window allows. */
bool input_add(Input *input, int fd, const uint8_t *bytes, size_t count);

/*
 * Passes on what the program takes, closes *@fd after the end of file;
 * returns true if it did something.
 */
bool input_pump(Input *input, int *fd, FrameWriter *writer);

#endif
