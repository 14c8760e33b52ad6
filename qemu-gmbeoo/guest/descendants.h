/*
 * The processes that came of this one.
 *
 * Copyright (C) 2026 The memtracer authors
 *
 * License: GNU GPL, version 2 or later.
 *   See the LICENSE file in the parent directory.
 */

#ifndef MEMTRACER_GUEST_DESCENDANTS_H
#define MEMTRACER_GUEST_DESCENDANTS_H

/* Kills all of them that are there now, in whatever session or group. */
void descendants_kill(void);

#endif
