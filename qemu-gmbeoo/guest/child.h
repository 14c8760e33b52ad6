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
#include <sys/types.h>

/*
 * Child - a process and the agent's ends of its pipes, all non-blocking
 *
 * @status: tells first that the process is held (one byte, CHILD_HELD), then,
 * if execve failed, its errno (an int); closed by a successful execve.
 */
typedef struct Child {
    pid_t pid;
    int in;
    int out;
    int err;
    int go;
    int status;
} Child;

enum {
    CHILD_HELD = 'H',
};

void child_init(Child *child);

/*
 * child_start() - make a process that waits, then executes @argv
 *
 * It leads a session and a process group of its own.
 *
 * Return: 0, or an errno.
 */
int child_start(Child *child, const char *path, char *const argv[]);

/* Lets a held process go on to execve. */
void child_go(Child *child);

/* True, once, when the process waits for child_go(). */
bool child_is_held(const Child *child);

/* The errno of a failed execve, 0 if it didn't fail (yet). */
int child_exec_error(const Child *child);

/* Closes one end and notes that. */
void child_close(int *fd);
void child_close_all(Child *child);

/* Sends SIGKILL to the process' group and to every descendant. */
void child_kill_tree(const Child *child);

/* Kills and reaps until no descendant is left, or a second has passed. */
void child_reap_all(const Child *child);

#endif
