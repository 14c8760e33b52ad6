/*
 * What the program sees as its files: a root of its own, in which the host's
 * shared directories are, and in which all that is written stays in memory.
 *
 * Copyright (C) 2026 The memtracer authors
 *
 * License: GNU GPL, version 2 or later.
 *   See the LICENSE file in the parent directory.
 */

#ifndef MEMTRACER_GUEST_VIEW_H
#define MEMTRACER_GUEST_VIEW_H

#include <stdbool.h>
#include <stddef.h>

#include "request.h"

/*
 * view_prepare() - mount what is shared where no program can see it
 * @dir: the agent's private directory, in memory
 * @text: receives what is wrong, for people
 *
 * For the agent itself, so that what was read of the host's files stays in
 * memory from one process to the next. Does nothing the second time.
 */
bool view_prepare(const Request *request, const char *dir, char *text,
                  size_t text_size);

/* What the view of the program's own process is called. */
#define VIEW_RUN "run"

/*
 * view_upper() - where what a program wrote is kept
 * @path: receives it; PATH_MAX bytes
 * @layer: 0 for the root, n for share n - 1
 */
void view_upper(char *path, const char *dir, size_t layer);

/* Where a program that is sent is put, to be in @dir itself in the view. */
#define VIEW_SENT_DIR "sent"

/*
 * view_enter() - give this process, and all it makes, the view
 * @name: tells apart what several processes write
 *
 * Return: false with @text if something can't be mounted.
 */
bool view_enter(const Request *request, const char *dir, const char *name,
                char *text, size_t text_size);

#endif
