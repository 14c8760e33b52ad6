/*
 * What HELLO says about the guest.
 *
 * Copyright (C) 2026 The memtracer authors
 *
 * License: GNU GPL, version 2 or later.
 *   See the LICENSE file in the parent directory.
 */

#ifndef MEMTRACER_GUEST_FACTS_H
#define MEMTRACER_GUEST_FACTS_H

#include <stddef.h>

/* Counts up when hosts and agents of before no longer understand each other. */
#define AGENT_VERSION "5"

/* Writes lines of key=value; returns their length. */
size_t facts_write(char *text, size_t size);

#endif
