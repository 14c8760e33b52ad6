/*
 * One run: from RUN over HELD and GO to EXIT.
 *
 * Copyright (C) 2026 The memtracer authors
 *
 * License: GNU GPL, version 2 or later.
 *   See the LICENSE file in the parent directory.
 */

#ifndef MEMTRACER_GUEST_RUN_H
#define MEMTRACER_GUEST_RUN_H

#include <limits.h>
#include <stdbool.h>
#include <stdint.h>

#include "child.h"
#include "frames.h"
#include "request.h"
#include "streams.h"
#include "written.h"

typedef enum RunState {
    RUN_IDLE,       /* nothing to do; what belongs to a run is ignored */
    RUN_RECEIVING,  /* FILE frames are written to the program's file */
    RUN_STARTING,   /* the process was made, and is on its way to be held */
    RUN_HELD,       /* waits for GO */
    RUN_RUNNING,
    RUN_DRAINING,   /* has ended; its output is still being passed on */
    RUN_ENDED,      /* EXIT is said; what it left behind is to be killed */
} RunState;

/*
 * Run - the one program, and what belongs to it
 *
 * @watch: tells the caller to watch the pipes of @child, just opened
 * @sets_clock: the machine's clock is the host's to set, as in a guest
 * @file: the program's file while it is received
 * @path: the program's, where it runs
 * @owns_file: it was sent, is at @stored, and is deleted after the run
 */
typedef struct Run {
    RunState state;
    const char *dir;
    FrameWriter *writer;
    void (*watch)(const Child *child);
    bool sets_clock;
    Child child;
    int file;
    bool owns_file;
    int wait_status;
    char path[PATH_MAX];
    char stored[PATH_MAX];
    Request request;
    Written written;
    Output out;
    Output err;
    Output terminal;
    Input in;
} Run;

void run_init(Run *run, const char *dir, FrameWriter *writer,
              void (*watch)(const Child *child), bool sets_clock);

/* A frame from the host; opaque is the Run. */
void run_frame(void *opaque, uint8_t type, const uint8_t *payload,
               uint32_t length);

/* Says ERROR to the host. */
void run_error(Run *run, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* The process has something to say on its status pipe. */
void run_status_ready(Run *run);

/* Reaps whatever has ended. */
void run_children_changed(Run *run);

/*
 * Moves at most one piece of each stream; ends the run when all is said.
 *
 * Return: true if there may be more to move at once.
 */
bool run_pump(Run *run);

/* Kills and forgets the program: its host is gone. */
void run_abort(Run *run);

#endif
