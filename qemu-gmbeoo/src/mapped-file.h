/*
 * New files that another process maps too.
 *
 * Copyright (C) the memtracer authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MEMTRACER_MAPPED_FILE_H
#define MEMTRACER_MAPPED_FILE_H

#include <glib.h>
#include <stddef.h>

/**
 * mapped_file_create() - make a file of zeros and map it
 * @path: must not exist
 * @bytes: its size; the space is reserved, so that a full disk shows now and not as SIGBUS
 * @fd: where to store the descriptor, which stays open
 * @error: why not, naming the file
 */
void *mapped_file_create(const char *path, size_t bytes, int *fd, GError **error);

#endif
