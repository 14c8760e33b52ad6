/*
 * Executing a program as a shell would.
 *
 * Copyright (C) 2026 The memtracer authors
 *
 * License: GNU GPL, version 2 or later.
 *   See the LICENSE file in the parent directory.
 */

#ifndef MEMTRACER_GUEST_EXECUTE_H
#define MEMTRACER_GUEST_EXECUTE_H

#include <stdbool.h>

/* What runs a file of text that doesn't say what runs it. */
#define EXECUTE_SHELL "/bin/sh"

/* Whether a file is text that doesn't begin with "#!": a script for a shell. */
bool execute_takes_shell(const char *path);

/*
 * execute_program() - become a program, as shells and execvp() do
 *
 * Return: an errno; not at all if all goes well.
 */
int execute_program(const char *path, char *const argv[],
                    char *const environment[]);

#endif
