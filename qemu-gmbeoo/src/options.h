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
#include <stdint.h>

#define OPTIONS_BATCH_DEFAULT 16384
#define OPTIONS_BATCH_MIN 4096
#define OPTIONS_BATCH_MAX 1048576
#define OPTIONS_RING_BYTES_DEFAULT 8388608
#define OPTIONS_RING_BYTES_MIN 65536
#define OPTIONS_RING_BYTES_MAX 1073741824

/** struct options - strings belong to the argument vector, which lives as long as the plugin */
struct options {
    const char *control;
    const char *fifo; /* or */
    const char *ring;
    size_t batch_bytes;
    size_t ring_bytes;
    uint32_t table_entries;
    uint32_t task_rows;  /* 0: no task table */
    uint32_t phase_rows; /* 0: no phase table */
    bool gaps;           /* tell of them in the FIFO */
    bool lifeline;
    bool probe;
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
