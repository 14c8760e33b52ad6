/*
 * An agent on this machine, and programs that it runs, for tests.
 *
 * Copyright (C) 2026 The memtracer authors
 *
 * License: GNU GPL, version 2 or later.
 *   See the LICENSE file in the parent directory.
 */

#include <string.h>

#include "agent-rig.h"
#include "frames.h"

const char *agent_path;
const char *workload_path;

void agent_hold(Host *host, const char *const *argv)
{
    host_send_program(host, workload_path, argv[0], argv);
    g_free(host_expect(host, FRAME_HELD));
}

void assert_text(GByteArray *bytes, const char *text)
{
    g_assert_cmpmem(bytes->data, bytes->len, text, strlen(text));
}

void assert_exit(const Outcome *outcome, uint32_t kind, uint32_t status)
{
    g_assert_cmpstr(outcome->error, ==, NULL);
    g_assert_cmpuint(outcome->kind, ==, kind);
    g_assert_cmpuint(outcome->status, ==, status);
}

Outcome agent_run(const char *const *argv)
{
    Outcome outcome;
    Host host;

    host_start(&host, agent_path);
    agent_hold(&host, argv);
    host_send(&host, FRAME_GO, NULL, 0);
    outcome = host_outcome(&host);
    host_stop(&host, 0);
    return outcome;
}
