/*
 * Which libraries a dynamic program is loaded with.
 *
 * Copyright (C) 2026 The memtracer authors
 *
 * License: GNU GPL, version 2 or later.
 *   See the LICENSE file in the parent directory.
 */

#ifndef MEMTRACER_GUEST_NEEDED_H
#define MEMTRACER_GUEST_NEEDED_H

/*
 * needed_each() - tell the libraries that a program names, and that these do
 * @environment: the program's, for LD_LIBRARY_PATH
 * @found: is told the path of each, once
 *
 * They are looked for as glibc's loader does, but for variants for certain
 * processors. To let the loader itself list them takes five times as long,
 * emulated. What can't be read or found is left out: it is the loader's to
 * complain.
 */
void needed_each(const char *path, char *const environment[],
                 void (*found)(const char *path));

#endif
