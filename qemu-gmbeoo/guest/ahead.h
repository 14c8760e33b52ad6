/*
 * Reading ahead what a program is loaded from.
 *
 * Copyright (C) 2026 The memtracer authors
 *
 * License: GNU GPL, version 2 or later.
 *   See the LICENSE file in the parent directory.
 */

#ifndef MEMTRACER_GUEST_AHEAD_H
#define MEMTRACER_GUEST_AHEAD_H

/*
 * ahead_read() - bring a program's file, interpreter and libraries to memory
 *
 * Otherwise the first thing in a trace is the kernel fetching them. What
 * can't be read is left out: starting the program will tell.
 */
void ahead_read(const char *path, char *const environment[]);

#endif
