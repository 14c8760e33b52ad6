/*
 * The host's side of the agent's frames, for tests.
 *
 * Copyright (C) 2026 The memtracer authors
 *
 * License: GNU GPL, version 2 or later.
 *   See the LICENSE file in the parent directory.
 */

#ifndef MEMTRACER_GUEST_TEST_HOST_H
#define MEMTRACER_GUEST_TEST_HOST_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/* Host - an agent that runs on this machine, at the other end of a socket */
typedef struct Host {
    int fd;
    pid_t agent;
    char *dir;
} Host;

typedef struct Frame {
    uint8_t type;
    GByteArray *payload;
} Frame;

/* Outcome - what a run said, from GO on */
typedef struct Outcome {
    GByteArray *out;
    GByteArray *err;
    GByteArray *terminal;
    char *error;
    bool refused;
    uint32_t kind;
    uint32_t status;
    uint32_t taken;
} Outcome;

void host_start(Host *host, const char *agent);

/* Closes the socket: the agent ends, and its exit code must be @code. */
void host_stop(Host *host, int code);

void host_send(Host *host, uint8_t type, const void *payload, uint32_t length);
void host_send_raw(Host *host, const void *bytes, size_t count);

/* The next frame; fails the test if none comes within 10 s. */
Frame host_receive(Host *host);
void frame_free(Frame *frame);

/* Fails the test unless the next frame is of this type; text to be freed. */
char *host_expect(Host *host, uint8_t type);

/*
 * A RUN frame's payload; HOME and PATH are all the environment, and a terminal
 * has 33 rows and 99 columns.
 */
GByteArray *host_run_payload(uint32_t flags, const char *program,
                             const char *directory, const char *const *argv);

/* Sends RUN, with /tmp as the directory. */
void host_send_run(Host *host, uint32_t flags, const char *program,
                   const char *const *argv);

/* RUN and FILE frames of a program on this machine, to be called @name. */
void host_send_program(Host *host, const char *path, const char *name,
                       const char *const *argv);

/* All frames until EXIT or ERROR. */
Outcome host_outcome(Host *host);
void outcome_free(Outcome *outcome);

#endif
