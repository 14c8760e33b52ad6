/*
 * The terminal that the program gets, if it is to have one.
 *
 * Copyright (C) 2026 The memtracer authors
 *
 * License: GNU GPL, version 2 or later.
 *   See the LICENSE file in the parent directory.
 */

#ifndef MEMTRACER_GUEST_TERMINAL_H
#define MEMTRACER_GUEST_TERMINAL_H

#include <stdint.h>

#include "request.h"

enum {
    /* More than what may lie between a program and who reads its terminal. */
    TERMINAL_PENDING_MAX = 128 << 10,
};

/*
 * Terminal - the two ends of a pseudo-terminal
 *
 * @ours: what is written there is typed, what is read there is shown
 * @theirs: the program's
 */
typedef struct Terminal {
    int ours;
    int theirs;
} Terminal;

/*
 * terminal_open() - make one of the size and for the user of a request
 *
 * Return: 0, or an errno; then both ends are -1.
 */
int terminal_open(Terminal *terminal, const Request *request);

/* In the program's process, a session's leader: it is that session's. */
int terminal_control(const Terminal *terminal);

/* Gives it another size: the program's foreground processes get SIGWINCH. */
void terminal_resize(int ours, uint16_t rows, uint16_t columns);

#endif
