/*
 * What the test files share.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MEMTRACER_TESTS_H
#define MEMTRACER_TESTS_H

#include "control.h"

#include <glib.h>

void control_tests(void);
void insn_tests(void);
void options_tests(void);
void plugin_arming_tests(void);
void plugin_install_tests(void);
void plugin_outputs_tests(void);
void plugin_records_tests(void);
void plugin_sampling_tests(void);
void record_tests(void);
void replaced_code_tests(void);
void ring_tests(void);
void sample_tests(void);
void sink_fifo_tests(void);
void sink_ring_tests(void);
void in_place_tests(void);
void site_tests(void);
void tasks_tests(void);
void layouts_tests(void);
void mappings_tests(void);
void pages_tests(void);
void phases_tests(void);
void selection_tests(void);
void vcpu_tests(void);

/** new_control() - a control page in memory, as the host would have made it */
struct control_page *new_control(void);

/** temp_path() - a path in the test run's own directory; the caller frees it */
char *temp_path(const char *name);

/** write_control_file() - a control page as a file, with the given header */
void write_control_file(const char *path, const char *magic, uint32_t version, uint32_t slots,
                        size_t bytes);

#endif
