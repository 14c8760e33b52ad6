/*
 * An agent on this machine, and programs that it runs, for tests.
 *
 * Copyright (C) 2026 The memtracer authors
 *
 * License: GNU GPL, version 2 or later.
 *   See the LICENSE file in the parent directory.
 */

#ifndef MEMTRACER_GUEST_TEST_AGENT_RIG_H
#define MEMTRACER_GUEST_TEST_AGENT_RIG_H

#include "host.h"

#define ARGV(...) ((const char *const[]) { __VA_ARGS__, NULL })

/* The agent, and a program to run, on this machine. */
extern const char *agent_path;
extern const char *workload_path;

/* Sends the workload, called @argv[0], and waits until it is held. */
void agent_hold(Host *host, const char *const *argv);

/* Runs the workload to its end, in a host of its own. */
Outcome agent_run(const char *const *argv);

void assert_text(GByteArray *bytes, const char *text);
void assert_exit(const Outcome *outcome, uint32_t kind, uint32_t status);

void agent_file_tests(void);
void agent_frames_tests(void);
void agent_input_tests(void);
void agent_kill_tests(void);
void agent_refusal_tests(void);
void agent_run_tests(void);
void agent_terminal_tests(void);

#endif
