/*
 * The ways out of the plugin.
 *
 * Copyright (C) the memtracer authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "outputs.h"

#include "known-tasks.h"
#include "mapping-watch.h"
#include "phases.h"
#include "replaced-code.h"
#include "site.h"

static bool make_task_tables(const struct options *options, GError **error)
{
    g_autofree char *tasks_path = g_strconcat(options->ring, ".tasks", NULL);
    g_autofree char *mappings_path = g_strconcat(options->ring, ".mappings", NULL);
    g_autofree char *replaced_path = g_strconcat(options->ring, ".replaced", NULL);
    struct task_table *tasks;
    struct mapping_table *mappings;

    if (options->task_rows == 0) {
        return true;
    }
    tasks = task_table_create(tasks_path, options->task_rows, error);
    known_tasks_use_table(tasks);
    mappings = tasks == NULL ? NULL : mapping_table_create(mappings_path, error);
    mapping_watch_use_table(mappings);
    return mappings != NULL && replaced_code_create(replaced_path, error);
}

static bool make_phase_table(const struct options *options, GError **error)
{
    g_autofree char *path = g_strconcat(options->ring, ".phases", NULL);
    struct phase_table *phases;

    if (options->phase_rows == 0) {
        return true;
    }
    phases = phase_table_create(path, options->phase_rows, error);
    phases_use_table(phases);
    return phases != NULL;
}

static bool make_rings(struct outputs *outputs, const struct options *options,
                       struct control_page *control, GError **error)
{
    const struct sink_ring_options ring_options = {
        .path_prefix = options->ring,
        .ring_bytes = options->ring_bytes,
        .table_entries = options->table_entries,
        .reader_wait_millis = SINK_READER_WAIT_MILLIS,
    };
    struct site_table *sites;

    outputs->format = VCPU_SITE_RECORDS;
    outputs->sink = sink_ring_new(&ring_options, control, &sites, error);
    if (outputs->sink == NULL) {
        return false;
    }
    site_use_table(sites);
    return make_task_tables(options, error) && make_phase_table(options, error);
}

bool outputs_make(struct outputs *outputs, const struct options *options,
                  struct control_page *control, GError **error)
{
    if (options->fifo == NULL) {
        return make_rings(outputs, options, control, error);
    }
    outputs->format = options->gaps ? VCPU_TRACE_RECORDS_AND_GAPS : VCPU_TRACE_RECORDS;
    outputs->sink = sink_fifo_new(options->fifo, control, SINK_READER_WAIT_MILLIS);
    return true;
}
