/*
 * One run, as a state machine.
 *
 * While the program runs, the agent only wakes when there is input or output
 * to move or the program ends: what it does is in the trace as well.
 *
 * Copyright (C) 2026 The memtracer authors
 *
 * License: GNU GPL, version 2 or later.
 *   See the LICENSE file in the parent directory.
 */

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "facts.h"
#include "fetch.h"
#include "privilege.h"
#include "program.h"
#include "run.h"
#include "terminal.h"
#include "view.h"

enum {
    EXIT_KIND_EXITED = 0,
    EXIT_KIND_SIGNALLED = 1,
};

void run_init(Run *run, const char *dir, FrameWriter *writer,
              void (*watch)(const Child *child), bool sets_clock)
{
    run->state = RUN_IDLE;
    run->dir = dir;
    run->writer = writer;
    run->watch = watch;
    run->sets_clock = sets_clock;
    run->file = -1;
    run->owns_file = false;
    memset(&run->request, 0, sizeof(run->request));
    child_init(&run->child);
}

void run_error(Run *run, const char *format, ...)
{
    char text[FRAME_TEXT_MAX];
    va_list args;
    int n;

    va_start(args, format);
    n = vsnprintf(text, sizeof(text), format, args);
    va_end(args);
    if (n >= (int)sizeof(text)) {
        n = sizeof(text) - 1;
    }
    frame_writer_add(run->writer, FRAME_ERROR, text, n);
}

/* Files of the host would be from the future, or the program from the past. */
static void set_clock(const Run *run)
{
    if (run->sets_clock && run->request.clock.tv_sec != 0 &&
        clock_settime(CLOCK_REALTIME, &run->request.clock) < 0) {
        perror("memtracer-agent: clock");
    }
}

/* What was asked for stays, for what may be asked about the run. */
static void forget(Run *run)
{
    child_close_all(&run->child);
    child_close(&run->file);
    child_reap_all(&run->child);
    if (run->owns_file) {
        unlink(run->stored);
        run->owns_file = false;
    }
    run->child.pid = -1;
    run->state = RUN_IDLE;
}

void run_abort(Run *run)
{
    forget(run);
    written_stop(&run->written);
    request_free(&run->request);
    child_close_view(&run->child);
}

/* The program's file is complete: makes its process. */
static void start(Run *run)
{
    Request *request = &run->request;
    char text[FRAME_TEXT_MAX];
    int error;

    if (!*request->argv[0]) {
        request->argv[0] = run->path;
    }
    if (request->flags & REQUEST_VIEW &&
        !view_prepare(request, run->dir, text, sizeof(text))) {
        run_error(run, "%s", text);
        forget(run);
        return;
    }
    error = child_start(&run->child, request, run->path, run->dir);
    if (error) {
        run_error(run, "no process for %s: %s", run->path, strerror(error));
        forget(run);
        return;
    }
    output_start(&run->out, run->child.out);
    output_start(&run->err, run->child.err);
    output_start(&run->terminal, run->child.terminal);
    input_start(&run->in);
    run->state = RUN_STARTING;
    run->watch(&run->child);
}

/* In a view, the directory for what is sent becomes that of the agent. */
static bool create_file(Run *run)
{
    const char *in_view = run->request.flags & REQUEST_VIEW
                          ? "/" VIEW_SENT_DIR : "";
    char dir[PATH_MAX];
    const char *base;

    snprintf(dir, sizeof(dir), "%s%s", run->dir, in_view);
    mkdir(dir, 0755);
    run->file = program_create(run->stored, sizeof(run->stored), dir,
                               run->request.program);
    base = strrchr(run->stored, '/');
    if (run->file < 0) {
        return false;
    }
    errno = privilege_give(run->file, run->request.uid,
                           run->request.gid);
    return errno == 0 &&
           (size_t)snprintf(run->path, sizeof(run->path), "%s%s", run->dir,
                            base) < sizeof(run->path);
}

static void receive_run(Run *run, const uint8_t *payload, uint32_t length)
{
    if (run->state == RUN_ENDED) {
        forget(run);
    }
    if (run->state != RUN_IDLE) {
        run_error(run, "a program is already running");
        return;
    }
    child_close_view(&run->child);
    written_stop(&run->written);
    request_free(&run->request);
    if (!request_parse(&run->request, payload, length)) {
        run_error(run, "malformed RUN frame of %u bytes", length);
        request_free(&run->request);
        return;
    }
    set_clock(run);
    if (run->request.flags & REQUEST_PATH) {
        program_find(run->path, sizeof(run->path), run->request.program);
        start(run);
        return;
    }
    if (!create_file(run)) {
        run_error(run, "no file for the program in %s: %s", run->dir,
                  strerror(errno));
        forget(run);
        return;
    }
    run->owns_file = true;
    run->state = RUN_RECEIVING;
}

static void receive_file(Run *run, const uint8_t *payload, uint32_t length)
{
    int error;

    if (run->state != RUN_RECEIVING) {
        return;
    }
    if (length == 0) {
        child_close(&run->file);
        start(run);
        return;
    }
    error = program_write(run->file, payload, length);
    if (error) {
        run_error(run, "the program can't be stored in the guest: %s%s",
                  strerror(error),
                  error == ENOSPC ? "; give the guest more memory" : "");
        forget(run);
    }
}

static void receive_stdin(Run *run, const uint8_t *payload, uint32_t length)
{
    if (run->state < RUN_STARTING || run->state >= RUN_DRAINING) {
        return;
    }
    if (!input_add(&run->in, run->child.in, payload, length)) {
        run_error(run, "standard input: more than %d bytes ahead of TAKEN",
                  FRAME_STDIN_WINDOW);
        forget(run);
    }
}

static void receive_go(Run *run)
{
    if (run->state != RUN_HELD) {
        run_error(run, "GO, but no program is held");
        return;
    }
    run->state = RUN_RUNNING;
    child_go(&run->child);
}

static void receive_ask_written(Run *run, const uint8_t *payload,
                                uint32_t length)
{
    if (length != sizeof(uint32_t) ||
        !(run->request.flags & REQUEST_VIEW)) {
        run_error(run, "nothing is known of what was written");
        return;
    }
    written_start(&run->written, &run->request, run->dir,
                  frame_get_u32(payload));
}

/* As the program that ran last saw it. */
static void receive_ask_file(Run *run, const uint8_t *payload, uint32_t length)
{
    char path[PATH_MAX];
    Fetch fetch = {
        .path = path, .request = &run->request, .dir = run->dir,
        .view = run->request.flags & REQUEST_VIEW ? run->child.view : -1,
    };
    struct stat st;

    if (length < 12 || length - 12 >= sizeof(path) || !run->request.argv) {
        run_error(run, "malformed ASK_FILE frame of %u bytes", length);
        return;
    }
    fetch.flags = frame_get_u32(payload);
    fetch.most = frame_get_u32(payload + 4) |
                 (uint64_t)frame_get_u32(payload + 8) << 32;
    memcpy(path, payload + 12, length - 12);
    path[length - 12] = '\0';
    if (fetch.flags & FETCH_PROGRAM) {
        /* One of the current directory begins there, not where the agent is. */
        bool is_whole = run->path[0] == '/';
        int n = snprintf(path, sizeof(path), "%s%s%s",
                         is_whole ? "" : run->request.directory,
                         is_whole ? "" : "/", run->path);

        if (n >= (int)sizeof(path)) {
            path[0] = '\0';
        }
    }
    written_start_file(&run->written, &run->request, run->dir,
                       fetch_open(&fetch, &st), &st);
}

static void receive_resize(Run *run, const uint8_t *payload, uint32_t length)
{
    if (length != 2 * sizeof(uint32_t)) {
        run_error(run, "malformed RESIZE frame of %u bytes", length);
    } else if (run->child.terminal >= 0) {
        terminal_resize(run->child.terminal, frame_get_u32(payload),
                        frame_get_u32(payload + sizeof(uint32_t)));
    }
}

/* The first that a host says: what another one began is over. */
static void receive_who(Run *run)
{
    char text[FRAME_TEXT_MAX];
    size_t length = facts_write(text, sizeof(text));

    run_abort(run);
    frame_writer_reset(run->writer);
    frame_writer_add(run->writer, FRAME_HELLO, text, length);
}

void run_frame(void *opaque, uint8_t type, const uint8_t *payload,
               uint32_t length)
{
    Run *run = opaque;

    switch (type) {
    case FRAME_RUN:
        receive_run(run, payload, length);
        break;
    case FRAME_FILE:
        receive_file(run, payload, length);
        break;
    case FRAME_STDIN:
        receive_stdin(run, payload, length);
        break;
    case FRAME_GO:
        receive_go(run);
        break;
    case FRAME_KILL:
        if (run->state == RUN_RECEIVING) {
            forget(run);
        } else if (run->state != RUN_IDLE) {
            child_kill_tree(&run->child);
        }
        break;
    case FRAME_WHO:
        receive_who(run);
        break;
    case FRAME_ASK_WRITTEN:
        receive_ask_written(run, payload, length);
        break;
    case FRAME_ASK_FILE:
        receive_ask_file(run, payload, length);
        break;
    case FRAME_RESIZE:
        receive_resize(run, payload, length);
        break;
    default:
        run_error(run, "unknown frame type %u of %u bytes", type, length);
    }
}

static void say_held(Run *run)
{
    uint8_t payload[sizeof(uint32_t)];

    frame_put_u32(payload, run->child.pid);
    frame_writer_add(run->writer, FRAME_HELD, payload, sizeof(payload));
}

/* Takes what the process says of itself; false if that ends the run. */
static bool hear(Run *run)
{
    char text[FRAME_TEXT_MAX];
    ChildState said;

    while ((said = child_state(&run->child, text, sizeof(text))) !=
           CHILD_SAYS_NOTHING) {
        if (said == CHILD_HAS_FAILED) {
            /* After GO only execve can fail; ERROR means another thing then. */
            frame_writer_add(run->writer,
                             run->state == RUN_HELD || run->state == RUN_STARTING
                                 ? FRAME_ERROR : FRAME_REFUSED,
                             text, strlen(text));
            forget(run);
            return false;
        }
        if (run->state == RUN_STARTING) {
            child_keep_view(&run->child);
            run->state = RUN_HELD;
            say_held(run);
        }
    }
    return true;
}

void run_status_ready(Run *run)
{
    if (run->state >= RUN_STARTING && run->state < RUN_DRAINING) {
        hear(run);
    }
}

static void program_ended(Run *run)
{
    if (!hear(run)) {
        return;
    }
    output_limit(&run->out, run->child.out);
    output_limit(&run->err, run->child.err);
    output_limit_terminal(&run->terminal);
    run->state = RUN_DRAINING;
}

void run_children_changed(Run *run)
{
    int wait_status;
    pid_t pid;

    while ((pid = waitpid(-1, &wait_status, WNOHANG)) > 0) {
        if (pid == run->child.pid && run->state >= RUN_STARTING &&
            run->state < RUN_DRAINING) {
            run->wait_status = wait_status;
            program_ended(run);
        }
    }
}

static void finish(Run *run)
{
    bool signalled = WIFSIGNALED(run->wait_status);
    uint8_t payload[8];

    frame_put_u32(payload, signalled ? EXIT_KIND_SIGNALLED : EXIT_KIND_EXITED);
    frame_put_u32(payload + 4, signalled ? WTERMSIG(run->wait_status)
                                         : WEXITSTATUS(run->wait_status));
    if (frame_writer_add(run->writer, FRAME_EXIT, payload, sizeof(payload))) {
        run->state = RUN_ENDED;
    }
}

bool run_pump(Run *run)
{
    bool moved = written_pump(&run->written, run->writer);

    if (run->state < RUN_STARTING) {
        return moved;
    }
    if (run->state == RUN_ENDED) {
        /* A turn later than EXIT, so that the host need not wait. */
        forget(run);
        return moved;
    }
    if (output_pump(&run->out, run->child.out, FRAME_STDOUT, run->writer)) {
        moved = true;
    }
    if (output_pump(&run->err, run->child.err, FRAME_STDERR, run->writer)) {
        moved = true;
    }
    if (output_pump(&run->terminal, run->child.terminal, FRAME_TERMINAL,
                    run->writer)) {
        moved = true;
    }
    if (run->state == RUN_DRAINING) {
        if (run->out.left == 0 && run->err.left == 0 &&
            run->terminal.left == 0) {
            finish(run);
            moved = true;
        }
    } else if (input_pump(&run->in, &run->child.in, run->writer)) {
        moved = true;
    }
    return moved;
}
