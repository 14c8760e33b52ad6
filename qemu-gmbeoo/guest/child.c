/*
 * The workload's process.
 *
 * Copyright (C) 2026 The memtracer authors
 *
 * License: GNU GPL, version 2 or later.
 *   See the LICENSE file in the parent directory.
 */

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "child.h"
#include "descendants.h"
#include "execute.h"
#include "frames.h"
#include "program.h"
#include "stage.h"
#include "terminal.h"

typedef struct Pipe {
    int read;
    int write;
} Pipe;

/* Ends - what leads from the agent to the process and back */
typedef struct Ends {
    Pipe in;
    Pipe out;
    Pipe err;
    Pipe go;
    Pipe status;
    Terminal terminal;
} Ends;

enum {
    PIPES = 5,
};

void child_init(Child *child)
{
    child->pid = -1;
    child->in = -1;
    child->out = -1;
    child->err = -1;
    child->terminal = -1;
    child->go = -1;
    child->status = -1;
    child->view = -1;
}

void child_close(int *fd)
{
    if (*fd >= 0) {
        close(*fd);
        *fd = -1;
    }
}

void child_close_all(Child *child)
{
    child_close(&child->in);
    child_close(&child->out);
    child_close(&child->err);
    child_close(&child->terminal);
    child_close(&child->go);
    child_close(&child->status);
}

static void tell(int status, const char *what, size_t size)
{
    if (write(status, what, size) < 0) {
        /* The agent is gone. */
        _exit(126);
    }
}

static void fail(int status, const char *text)
{
    char message[FRAME_TEXT_MAX];
    int length = snprintf(message, sizeof(message), "%c%s", CHILD_FAILED,
                          text);

    tell(status, message, length < (int)sizeof(message)
                          ? length : (int)sizeof(message) - 1);
    _exit(127);
}

/* What the process has as standard input, output and error. */
static bool take_streams(const Ends *ends, uint32_t flags)
{
    int theirs = ends->terminal.theirs;
    const int streams[] = {
        flags & REQUEST_TERMINAL_IN ? theirs : ends->in.read,
        flags & REQUEST_TERMINAL_OUT ? theirs : ends->out.write,
        flags & REQUEST_TERMINAL_ERR ? theirs : ends->err.write,
    };

    setsid();
    if (theirs >= 0 && terminal_control(&ends->terminal) < 0) {
        return false;
    }
    for (int i = 0; i <= STDERR_FILENO; i++) {
        if (dup2(streams[i], i) < 0) {
            return false;
        }
    }
    return true;
}

/*
 * Whoever started the agent may have had some ignored, as shells have for what
 * runs in the background.
 */
static void default_signals(void)
{
    sigset_t none;

    for (int number = 1; number < NSIG; number++) {
        signal(number, SIG_DFL);
    }
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
}

/* Runs in the new process. */
static void hold_and_exec(const Ends *ends, const Request *request,
                          const char *path, const char *dir)
{
    const char held = CHILD_HELD;
    char text[FRAME_TEXT_MAX];
    char go;
    int error;

    if (!take_streams(ends, request->flags)) {
        _exit(127);
    }
    close(ends->go.write);
    default_signals();
    if (!stage_set(request, path, dir, text, sizeof(text))) {
        fail(ends->status.write, text);
    }
    tell(ends->status.write, &held, 1);
    if (read(ends->go.read, &go, 1) != 1) {
        _exit(127);
    }
    error = execute_program(path, request->argv, request->environment);
    program_explain(path, error, text, sizeof(text));
    fail(ends->status.write, text);
}

int child_above_streams(int fd)
{
    int high;

    if (fd < 0 || fd > STDERR_FILENO) {
        return fd;
    }
    high = fcntl(fd, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
    close(fd);
    return high;
}

static int make_ends(Ends *ends, const Request *request)
{
    Pipe *const pipes[PIPES] = {
        &ends->in, &ends->out, &ends->err, &ends->go, &ends->status
    };

    ends->terminal = (Terminal) { -1, -1 };
    for (int i = 0; i < PIPES; i++) {
        *pipes[i] = (Pipe) { -1, -1 };
    }
    for (int i = 0; i < PIPES; i++) {
        int fds[2];

        if (pipe2(fds, O_CLOEXEC) < 0) {
            return errno;
        }
        *pipes[i] = (Pipe) {
            child_above_streams(fds[0]), child_above_streams(fds[1])
        };
    }
    return request->flags & REQUEST_TERMINAL
           ? terminal_open(&ends->terminal, request) : 0;
}

static void close_ends(Ends *ends)
{
    Pipe *const pipes[PIPES] = {
        &ends->in, &ends->out, &ends->err, &ends->go, &ends->status
    };

    for (int i = 0; i < PIPES; i++) {
        child_close(&pipes[i]->read);
        child_close(&pipes[i]->write);
    }
    child_close(&ends->terminal.ours);
    child_close(&ends->terminal.theirs);
}

static int take(int *fd)
{
    int taken = *fd;

    *fd = -1;
    fcntl(taken, F_SETFL, O_NONBLOCK);
    return taken;
}

/* The agent's ends; a terminal's twice, since its input may end alone. */
static void keep_ends(Child *child, Ends *ends, uint32_t flags)
{
    int *ours = &ends->terminal.ours;

    if (flags & REQUEST_TERMINAL_IN) {
        child_close(&ends->in.write);
        ends->in.write = fcntl(*ours, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
    }
    child->in = take(&ends->in.write);
    child->out = flags & REQUEST_TERMINAL_OUT ? -1 : take(&ends->out.read);
    child->err = flags & REQUEST_TERMINAL_ERR ? -1 : take(&ends->err.read);
    child->terminal = flags & REQUEST_TERMINAL ? take(ours) : -1;
    child->go = take(&ends->go.write);
    child->status = take(&ends->status.read);
}

int child_start(Child *child, const Request *request, const char *path,
                const char *dir)
{
    Ends ends;
    int error = make_ends(&ends, request);

    if (!error) {
        child->pid = fork();
        if (child->pid == 0) {
            hold_and_exec(&ends, request, path, dir);
        }
        error = child->pid < 0 ? errno : 0;
    }
    if (!error) {
        keep_ends(child, &ends, request->flags);
    }
    close_ends(&ends);
    return error;
}

void child_go(Child *child)
{
    /* If the process is gone, SIGCHLD says so. */
    if (write(child->go, "", 1) < 0) {
        perror("memtracer-agent: go");
    }
    child_close(&child->go);
}

ChildState child_state(const Child *child, char *text, size_t text_size)
{
    char first;
    ssize_t n;

    if (read(child->status, &first, 1) != 1) {
        return CHILD_SAYS_NOTHING;
    }
    if (first == CHILD_HELD) {
        return CHILD_IS_HELD;
    }
    n = read(child->status, text, text_size - 1);
    text[n > 0 ? n : 0] = '\0';
    return CHILD_HAS_FAILED;
}

void child_keep_view(Child *child)
{
    char path[64];

    snprintf(path, sizeof(path), "/proc/%d/ns/mnt", child->pid);
    child_close_view(child);
    child->view = open(path, O_RDONLY | O_CLOEXEC);
}

void child_close_view(Child *child)
{
    child_close(&child->view);
}

void child_kill_tree(const Child *child)
{
    if (getpid() == 1) {
        /* Everything but this process and the kernel's threads. */
        kill(-1, SIGKILL);
        return;
    }
    if (child->pid > 0) {
        kill(-child->pid, SIGKILL);
    }
    descendants_kill();
}

void child_reap_all(const Child *child)
{
    const struct timespec pause = { .tv_nsec = 1000 * 1000 };

    for (int attempt = 0; attempt < 1000; attempt++) {
        pid_t pid;

        child_kill_tree(child);
        do {
            pid = waitpid(-1, NULL, WNOHANG);
        } while (pid > 0);
        if (pid < 0) {
            return;
        }
        nanosleep(&pause, NULL);
    }
}
