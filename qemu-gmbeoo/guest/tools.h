/*
 * What the agent adds to the programs that are there.
 *
 * Copyright (C) 2026 The memtracer authors
 *
 * License: GNU GPL, version 2 or later.
 *   See the LICENSE file in the parent directory.
 */

#ifndef MEMTRACER_GUEST_TOOLS_H
#define MEMTRACER_GUEST_TOOLS_H

/* Where memtracer-mark is, in PATH as it usually is. */
#define TOOLS_MARK "/usr/local/bin/memtracer-mark"

/*
 * tools_put - makes memtracer-mark, unless there is one
 *
 * It isn't worth failing for: a program that looks for it says that it is
 * missing.
 *
 * @root: before the path; "" for the agent's own root
 */
void tools_put(const char *root);

#endif
