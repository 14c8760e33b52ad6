/*
 * What the host asks for in a RUN frame.
 *
 * Copyright (C) 2026 The memtracer authors
 *
 * License: GNU GPL, version 2 or later.
 *   See the LICENSE file in the parent directory.
 */

#ifndef MEMTRACER_GUEST_REQUEST_H
#define MEMTRACER_GUEST_REQUEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>
#include <time.h>

enum {
    /* The program is a path where it will run; otherwise FILE frames come. */
    REQUEST_PATH = 1 << 0,
    /* A root of its own, with what is shared in it, and all writes apart. */
    REQUEST_VIEW = 1 << 1,
    /* What the program is loaded from is read before it is held. */
    REQUEST_READ_AHEAD = 1 << 2,
    /* It runs to its end once, for nothing, before it is held. */
    REQUEST_WARM_UP = 1 << 3,
    /* Standard input, output, error are a terminal. */
    REQUEST_TERMINAL_IN = 1 << 4,
    REQUEST_TERMINAL_OUT = 1 << 5,
    REQUEST_TERMINAL_ERR = 1 << 6,
    REQUEST_ALL = (1 << 7) - 1,
    REQUEST_TERMINAL = REQUEST_TERMINAL_IN | REQUEST_TERMINAL_OUT |
                       REQUEST_TERMINAL_ERR,
};

/*
 * Request - a RUN frame, taken apart; what is not a number lies in @strings
 *
 * @clock: what the guest's clock is set to; all 0 to leave it
 * @program: a path, or for a program that is sent what to call it
 * @hostname: empty to leave it as it is
 * @shares: directories of the host, in the order of the shares' devices
 * @argv: if argv[0] is empty, it is the path of the program
 */
typedef struct Request {
    uint32_t flags;
    uid_t uid;
    gid_t gid;
    mode_t umask;
    uint16_t rows;
    uint16_t columns;
    struct timespec clock;
    size_t group_count;
    gid_t *groups;
    char *program;
    char *directory;
    char *hostname;
    size_t share_count;
    char **shares;
    char **environment;
    char **argv;
    char *strings;
} Request;

/*
 * request_parse() - take a RUN frame's payload apart
 *
 * Return: false if it isn't well-formed, or there is no memory for it.
 */
bool request_parse(Request *request, const uint8_t *payload, size_t length);

/* Releases what it holds; a second call does nothing. */
void request_free(Request *request);

#endif
