/*
 * What is around the program when it starts.
 *
 * Copyright (C) 2026 The memtracer authors
 *
 * License: GNU GPL, version 2 or later.
 *   See the LICENSE file in the parent directory.
 */

#ifndef MEMTRACER_GUEST_STAGE_H
#define MEMTRACER_GUEST_STAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "request.h"

/*
 * stage_set() - make this process one that only has to execute the program
 * @path: the program's, where it will run
 * @dir: the agent's private directory
 * @text: receives what is wrong, for people
 *
 * All that can be done before tracing begins: files, user, directory,
 * reading ahead.
 */
bool stage_set(const Request *request, const char *path, const char *dir,
               char *text, size_t text_size);

#endif
