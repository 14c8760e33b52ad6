/*
 * What a file that the guest's kernel has open is called, found in the guest's memory.
 *
 * Copyright (C) the memtracer authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MEMTRACER_FILE_PATH_H
#define MEMTRACER_FILE_PATH_H

#include "control.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/**
 * file_path_read() - walk from a file up to the root of the guest's file systems
 * @where: where the kernel keeps what is needed
 * @file: where it keeps the file
 * @path: where to; NUL-terminated
 * @size: room there
 *
 * Return: false if there is no path, or none that fits.
 */
bool file_path_read(const struct control_mappings *where, uint64_t file, char *path, size_t size);

/** file_is_of_host() - whether its contents are those of a file of the host that was shared */
bool file_is_of_host(const struct control_mappings *where, uint64_t file);

#endif
