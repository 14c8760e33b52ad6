/*
 * memtracer's agent in the guest: runs a program for the host, which talks to
 * it over a virtio-serial port, in frames (docs/wire-formats.md).
 *
 * As process 1 it is the whole user space of the embedded guest; in other
 * guests it is an ordinary service. Between frames it sleeps in epoll_wait:
 * that is the state a snapshot keeps.
 *
 * Copyright (C) 2026 The memtracer authors
 *
 * License: GNU GPL, version 2 or later.
 *   See the LICENSE file in the parent directory.
 */

#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "areas.h"
#include "facts.h"
#include "frames.h"
#include "init.h"
#include "kernel.h"
#include "port.h"
#include "program.h"
#include "run.h"
#include "tools.h"

#define PROGRAM_DIR "/run/memtracer"

typedef enum Source {
    SOURCE_PORT,
    SOURCE_SIGNAL,
    SOURCE_STDIN,
    SOURCE_STDOUT,
    SOURCE_STDERR,
    SOURCE_TERMINAL,
    SOURCE_STATUS,
} Source;

/*
 * Agent - its state; static, since it is large
 *
 * @leaves: a closed connection is the end (tests), not a host that went away
 * @writable: a write to the port may find room
 */
static struct {
    int epoll;
    int port;
    int signals;
    bool leaves;
    bool writable;
    FrameReader reader;
    FrameWriter writer;
    Run run;
} agent;

static void die(const char *what)
{
    char why[256];

    snprintf(why, sizeof(why), "%s: %s", what, strerror(errno));
    if (getpid() == 1) {
        init_panic(why);
    }
    fprintf(stderr, "memtracer-agent: %s\n", why);
    exit(1);
}

/*
 * Edge-triggered throughout: no call is needed to stop and start watching a
 * source, and a port without a host, which always reads as "hung up", wakes
 * nobody until a host comes.
 */
static void watch(int fd, uint32_t events, Source source)
{
    struct epoll_event event = {
        .events = events | EPOLLET, .data.u32 = source
    };

    if (fd >= 0 && epoll_ctl(agent.epoll, EPOLL_CTL_ADD, fd, &event) < 0) {
        die("epoll_ctl");
    }
}

static void watch_child(const Child *child)
{
    watch(child->in, EPOLLOUT, SOURCE_STDIN);
    watch(child->out, EPOLLIN, SOURCE_STDOUT);
    watch(child->err, EPOLLIN, SOURCE_STDERR);
    watch(child->terminal, EPOLLIN, SOURCE_TERMINAL);
    watch(child->status, EPOLLIN, SOURCE_STATUS);
}

/*
 * A port may say late that its host went away, when the next one's first
 * words have overtaken that: they come another way. A snapshot that was taken
 * in between makes it so. So a program ends by what the next host says, WHO.
 */
static void host_is_gone(void)
{
    if (agent.leaves) {
        run_abort(&agent.run);
        exit(0);
    }
    if (agent.reader.broken) {
        frame_reader_reset(&agent.reader);
    }
}

static void read_port(void)
{
    static uint8_t bytes[FRAME_CHUNK_MAX];
    ssize_t n;

    while ((n = read(agent.port, bytes, sizeof(bytes))) > 0) {
        if (!frame_reader_feed(&agent.reader, bytes, n, run_frame,
                               &agent.run)) {
            run_error(&agent.run, "a frame of %u bytes, but at most %d are "
                      "allowed: ignoring all until the host connects again",
                      agent.reader.length, FRAME_PAYLOAD_MAX);
            run_abort(&agent.run);
        }
    }
    if (n < 0 && (errno == EAGAIN || errno == EINTR)) {
        return;
    }
    if (n < 0 && errno == ENODEV) {
        die("port");
    }
    host_is_gone();
}

static void write_port(void)
{
    if (!agent.writable || frame_writer_is_empty(&agent.writer)) {
        return;
    }
    if (frame_writer_flush(&agent.writer, agent.port) < 0) {
        agent.writable = false;
        if (errno == EPIPE || errno == ECONNRESET) {
            host_is_gone();
        }
    }
}

static void port_changed(uint32_t events)
{
    if (events & EPOLLOUT) {
        agent.writable = true;
    }
    if (events & (EPOLLIN | EPOLLHUP | EPOLLERR)) {
        read_port();
    }
}

static void signal_came(void)
{
    struct signalfd_siginfo info;

    while (read(agent.signals, &info, sizeof(info)) > 0) {
        continue;
    }
    run_children_changed(&agent.run);
}

static void dispatch(const struct epoll_event *event)
{
    switch ((Source)event->data.u32) {
    case SOURCE_PORT:
        port_changed(event->events);
        break;
    case SOURCE_SIGNAL:
        signal_came();
        break;
    case SOURCE_STDIN:
        agent.run.in.ready = true;
        break;
    case SOURCE_STDOUT:
        agent.run.out.ready = true;
        break;
    case SOURCE_STDERR:
        agent.run.err.ready = true;
        break;
    case SOURCE_TERMINAL:
        agent.run.terminal.ready = true;
        break;
    case SOURCE_STATUS:
        run_status_ready(&agent.run);
        break;
    }
}

static void loop(void)
{
    bool more = false;

    for (;;) {
        struct epoll_event events[8];
        int n = epoll_wait(agent.epoll, events, 8, more ? 0 : -1);

        if (n < 0 && errno != EINTR) {
            die("epoll_wait");
        }
        for (int i = 0; i < n; i++) {
            dispatch(&events[i]);
        }
        more = run_pump(&agent.run);
        write_port();
        if (!frame_writer_is_empty(&agent.writer) && agent.writable) {
            more = true;
        }
    }
}

static void set_up(const char *dir)
{
    sigset_t child;
    bool own_dir = !dir;
    int error;

    signal(SIGPIPE, SIG_IGN);
    sigemptyset(&child);
    sigaddset(&child, SIGCHLD);
    sigprocmask(SIG_BLOCK, &child, NULL);
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    dir = dir ? dir : PROGRAM_DIR;
    error = program_dir_prepare(dir, own_dir && geteuid() == 0);
    if (error) {
        errno = error;
        die(dir);
    }
    if (own_dir && chdir("/tmp") < 0) {
        die("/tmp");
    }
    if (own_dir) {
        kernel_learn();
        areas_learn();
        tools_put("");
    }
    fcntl(agent.port, F_SETFL, O_NONBLOCK);
    agent.epoll = epoll_create1(EPOLL_CLOEXEC);
    agent.signals = signalfd(-1, &child, SFD_NONBLOCK | SFD_CLOEXEC);
    if (agent.epoll < 0 || agent.signals < 0) {
        die("epoll, signalfd");
    }
    agent.writable = true;
    run_init(&agent.run, dir, &agent.writer, watch_child, own_dir);
    watch(agent.signals, EPOLLIN, SOURCE_SIGNAL);
    watch(agent.port, EPOLLIN | EPOLLOUT, SOURCE_PORT);
}

static const char usage[] =
    "Usage: memtracer-agent [--port DEVICE]\n"
    "Runs programs for memtracer's host side, in a guest.\n"
    "\n"
    "  --port DEVICE  the virtio-serial port; without it, the one that is\n"
    "                 named " PORT_NAME "\n"
    "  --fd N         an open socket instead of a port, for tests\n"
    "  --socket PATH  a listening Unix socket instead of a port, for tests\n"
    "  --dir DIR      keep programs there instead of in " PROGRAM_DIR "\n"
    "  --version, --help\n";

/* What the agent was started with, but for the port if that is open. */
typedef struct Place {
    const char *port;
    const char *dir;
} Place;

/* Ends the agent where that is all that was asked for, or wrong. */
static Place parse_options(int argc, char **argv)
{
    static const struct option options[] = {
        { "port", required_argument, NULL, 'p' },
        { "fd", required_argument, NULL, 'f' },
        { "socket", required_argument, NULL, 's' },
        { "dir", required_argument, NULL, 'd' },
        { "version", no_argument, NULL, 'v' },
        { "help", no_argument, NULL, 'h' },
        { NULL },
    };
    Place place = { NULL };
    int option;

    while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
        switch (option) {
        case 'p':
            place.port = optarg;
            break;
        case 'f':
            agent.port = atoi(optarg);
            agent.leaves = true;
            break;
        case 's':
            agent.port = port_connect(optarg);
            agent.leaves = true;
            break;
        case 'd':
            place.dir = optarg;
            break;
        case 'v':
            puts("memtracer-agent " AGENT_VERSION);
            exit(0);
        case 'h':
            fputs(usage, stdout);
            exit(0);
        default:
            fputs(usage, stderr);
            exit(2);
        }
    }
    return place;
}

int main(int argc, char **argv)
{
    Place place;

    agent.port = -1;
    if (getpid() == 1) {
        init_system();
        argc = 1;
    }
    place = parse_options(argc, argv);
    if (agent.port < 0 && !agent.leaves) {
        agent.port = port_open(place.port);
    }
    if (agent.port < 0) {
        die("no port");
    }
    set_up(place.dir);
    loop();
}
