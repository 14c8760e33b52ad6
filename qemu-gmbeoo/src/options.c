/*
 * The plugin's options, key=value.
 *
 * Copyright (C) the memtracer authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "options.h"

#include "phase-table.h"
#include "site-table.h"
#include "task-table.h"

#include <string.h>

#define OPTIONS_KNOWN \
    "control=PATH, fifo=PATH, ring=PATH, batch=BYTES, ringbytes=BYTES, table=ENTRIES," \
    " tasks=ROWS, phases=ROWS, gaps=on|off, lifeline=on|off, probe=on|off"

static bool fail(GError **error, const char *format, ...) G_GNUC_PRINTF(2, 3);

static bool fail(GError **error, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    *error = g_error_new_valist(G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, format, args);
    va_end(args);
    return false;
}

static bool parse_path(const char **path, const char *key, const char *value, GError **error)
{
    if (*value == '\0') {
        return fail(error, "option '%s' needs a path", key);
    }
    *path = value;
    return true;
}

static bool parse_power_of_two(size_t *bytes, const char *key, const char *value, unsigned min,
                               unsigned max, GError **error)
{
    guint64 number;

    if (!g_ascii_string_to_unsigned(value, 10, min, max, &number, NULL)
        || (number & (number - 1)) != 0) {
        return fail(error, "option '%s' must be a power of two from %u to %u, but '%s' isn't", key,
                    min, max, value);
    }
    *bytes = number;
    return true;
}

static bool parse_entries(uint32_t *entries, const char *key, const char *value, unsigned max,
                          GError **error)
{
    guint64 number;

    if (!g_ascii_string_to_unsigned(value, 10, 0, max, &number, NULL)) {
        return fail(error, "option '%s' must be a number from 0 to %u, but '%s' isn't", key, max,
                    value);
    }
    *entries = (uint32_t)number;
    return true;
}

static bool parse_bool(bool *on, const char *key, const char *value, GError **error)
{
    if (strcmp(value, "on") != 0 && strcmp(value, "off") != 0) {
        return fail(error, "option '%s' must be on or off, but '%s' isn't", key, value);
    }
    *on = strcmp(value, "on") == 0;
    return true;
}

static bool parse_one(struct options *options, const char *key, const char *value, GError **error)
{
    if (strcmp(key, "control") == 0) {
        return parse_path(&options->control, key, value, error);
    }
    if (strcmp(key, "fifo") == 0) {
        return parse_path(&options->fifo, key, value, error);
    }
    if (strcmp(key, "batch") == 0) {
        return parse_power_of_two(&options->batch_bytes, key, value, OPTIONS_BATCH_MIN,
                                  OPTIONS_BATCH_MAX, error);
    }
    if (strcmp(key, "ring") == 0) {
        return parse_path(&options->ring, key, value, error);
    }
    if (strcmp(key, "ringbytes") == 0) {
        return parse_power_of_two(&options->ring_bytes, key, value, OPTIONS_RING_BYTES_MIN,
                                  OPTIONS_RING_BYTES_MAX, error);
    }
    if (strcmp(key, "table") == 0) {
        return parse_entries(&options->table_entries, key, value, SITE_TABLE_ENTRIES_MAX, error);
    }
    if (strcmp(key, "tasks") == 0) {
        return parse_entries(&options->task_rows, key, value, TASK_TABLE_ROWS_MAX, error);
    }
    if (strcmp(key, "phases") == 0) {
        return parse_entries(&options->phase_rows, key, value, PHASE_TABLE_ROWS_MAX, error);
    }
    if (strcmp(key, "gaps") == 0) {
        return parse_bool(&options->gaps, key, value, error);
    }
    if (strcmp(key, "lifeline") == 0) {
        return parse_bool(&options->lifeline, key, value, error);
    }
    if (strcmp(key, "probe") == 0) {
        return parse_bool(&options->probe, key, value, error);
    }
    return fail(error, "unknown option '%s'; known are " OPTIONS_KNOWN, key);
}

static bool check_together(const struct options *options, GHashTable *given, GError **error)
{
    static const char *const of_ring[] = { "ringbytes", "table", "tasks", "phases" };

    if (options->probe) {
        return true; /* nothing else is looked at */
    }
    if (options->control == NULL) {
        return fail(error, "option 'control' is missing");
    }
    if (options->fifo == NULL && options->ring == NULL) {
        return fail(error, "option 'fifo' or 'ring' is missing");
    }
    if (options->fifo != NULL && options->ring != NULL) {
        return fail(error, "options 'fifo' and 'ring' exclude each other");
    }
    if (options->ring != NULL && options->gaps) {
        return fail(error, "option 'gaps' goes with option 'fifo' only: a ring always tells");
    }
    for (size_t i = 0; options->ring == NULL && i < G_N_ELEMENTS(of_ring); i++) {
        if (g_hash_table_contains(given, of_ring[i])) {
            return fail(error, "option '%s' goes with option 'ring' only", of_ring[i]);
        }
    }
    if (options->ring != NULL && options->batch_bytes > options->ring_bytes / 16) {
        return fail(error, "option 'batch' must be at most a sixteenth of option 'ringbytes', %zu,"
                           " but %zu isn't",
                    options->ring_bytes / 16, options->batch_bytes);
    }
    return true;
}

bool options_parse(struct options *options, int argc, char **argv, GError **error)
{
    g_autoptr(GHashTable) given = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

    *options = (struct options){
        .batch_bytes = OPTIONS_BATCH_DEFAULT,
        .ring_bytes = OPTIONS_RING_BYTES_DEFAULT,
        .table_entries = SITE_TABLE_ENTRIES_MAX,
    };
    for (int i = 0; i < argc; i++) {
        const char *equals = strchr(argv[i], '=');
        g_autofree char *key = NULL;

        if (equals == NULL) {
            return fail(error, "option '%s' is not key=value; known are " OPTIONS_KNOWN, argv[i]);
        }
        key = g_strndup(argv[i], (gsize)(equals - argv[i]));
        if (g_hash_table_contains(given, key)) {
            return fail(error, "option '%s' is given twice", key);
        }
        if (!parse_one(options, key, equals + 1, error)) {
            return false;
        }
        g_hash_table_add(given, g_steal_pointer(&key));
    }
    return check_together(options, given, error);
}
