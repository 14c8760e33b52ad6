/*
 * The workload's process: held before execve, fed, killed with all it made.
 *
 * Copyright (C) 2026 The memtracer authors
 *
 * License: GNU GPL, version 2 or later.
 *   See the LICENSE file in the parent directory.
 */

#ifndef MEMTRACER_GUEST_CHILD_H
#define MEMTRACER_GUEST_CHILD_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "request.h"

/*
 * Child - a process and the agent's ends of its pipes, all non-blocking
 *
 * @in, @out, @err: -1 for an output that is the terminal; an input that is
 * leads there
 * @terminal: what its terminal shows; -1 if it has none
 * @status: tells first that the process is held (one byte, CHILD_HELD). Tells
 * why it can't run (CHILD_FAILED and a text) before that, or when execve
 * fails; closed by a successful execve.
 * @view: keeps what the process sees mounted: to unmount it takes long, and
 * would be in the trace
 */
typedef struct Child {
    pid_t pid;
    int in;
    int out;
    int err;
    int terminal;
    int go;
    int status;
    int view;
} Child;

enum {
    CHILD_HELD = 'H',
    CHILD_FAILED = 'F',
};

void child_init(Child *child);

/*
 * child_start() - make a process that waits, then executes what is asked for
 * @path: the program's
 * @dir: the agent's private directory
 *
 * It leads a session and a process group of its own.
 *
 * Return: 0, or an errno.
 */
int child_start(Child *child, const Request *request, const char *path,
                const char *dir);

/* Lets a held process go on to execve. */
void child_go(Child *child);

typedef enum ChildState {
    CHILD_SAYS_NOTHING,
    CHILD_IS_HELD,
    CHILD_HAS_FAILED,
} ChildState;

/*
 * child_state() - what the process says next
 * @text: receives why it has failed
 */
ChildState child_state(const Child *child, char *text, size_t text_size);

/* Keeps the process' mounts until child_close_view(). */
void child_keep_view(Child *child);
void child_close_view(Child *child);

/* Closes one end and notes that. */
void child_close(int *fd);

/*
 * child_above_streams() - move a descriptor out of the way of the program's
 *
 * 0 to 2 are its streams: what dup2() puts there must not hit another one.
 *
 * Return: another, with FD_CLOEXEC; @fd if it is none of these, or -1.
 */
int child_above_streams(int fd);
void child_close_all(Child *child);

/* Sends SIGKILL to the process' group and to every descendant. */
void child_kill_tree(const Child *child);

/* Kills and reaps until no descendant is left, or a second has passed. */
void child_reap_all(const Child *child);

#endif
