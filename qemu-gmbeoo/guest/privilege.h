/*
 * Who the program is.
 *
 * Copyright (C) 2026 The memtracer authors
 *
 * License: GNU GPL, version 2 or later.
 *   See the LICENSE file in the parent directory.
 */

#ifndef MEMTRACER_GUEST_PRIVILEGE_H
#define MEMTRACER_GUEST_PRIVILEGE_H

#include <sys/types.h>

#include "request.h"

/*
 * privilege_confine() - leave root what a root in a container has
 *
 * With more it could mount what the host shares again, and see more of it
 * than the view shows, or take the machine over by its devices.
 *
 * Return: 0, or an errno.
 */
int privilege_confine(void);

/* Makes a file somebody's; a group of -1 stays as it is. Return: 0, or an errno. */
int privilege_give(int file, uid_t uid, gid_t gid);

/* Becomes the user that is asked for. Return: 0, or an errno. */
int privilege_become(const Request *request);

#endif
