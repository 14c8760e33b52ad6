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

/** enum file_path - what is known of what a file is called */
enum file_path {
    FILE_PATH_UNKNOWN, /* nothing, or more than there is room for */
    FILE_PATH_WHOLE,   /* its path, from the root */
    FILE_PATH_BARE,    /* a name: it was never in any directory, as that of memfd_create */
};

/**
 * file_path_read() - walk from a file up to the root of the guest's file systems
 * @where: where the kernel keeps what is needed
 * @file: where it keeps the file
 * @path: where to; NUL-terminated
 * @size: room there
 *
 * Return: what there is of it.
 */
enum file_path file_path_read(const struct control_mappings *where, uint64_t file, char *path,
                              size_t size);

/** file_is_of_host() - whether its contents are those of a file of the host that was shared */
bool file_is_of_host(const struct control_mappings *where, uint64_t file);

#endif
