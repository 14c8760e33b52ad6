/*
 * The plugin's options, key=value.
 *
 * Copyright (C) the memtracer authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MEMTRACER_OPTIONS_H
#define MEMTRACER_OPTIONS_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

#define OPTIONS_BATCH_DEFAULT 16384
#define OPTIONS_BATCH_MIN 4096
#define OPTIONS_BATCH_MAX 1048576

/** struct options - strings belong to the argument vector, which lives as long as the plugin */
struct options {
    const char *control;
    const char *fifo;
    size_t batch_bytes;
    bool lifeline;
};

/**
 * options_parse() - parse and check all options
 * @options: filled in
 * @argc: number of arguments
 * @argv: the arguments
 * @error: names the option that is wrong
 */
bool options_parse(struct options *options, int argc, char **argv, GError **error);

#endif
