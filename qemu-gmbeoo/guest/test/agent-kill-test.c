/*
 * Tests of how runs end before, or after, their time: nothing of them stays.
 *
 * Copyright (C) 2026 The memtracer authors
 *
 * License: GNU GPL, version 2 or later.
 *   See the LICENSE file in the parent directory.
 */

#include <signal.h>
#include <string.h>

#include "agent-rig.h"
#include "frames.h"

/* KILL is heard, and the agent's memory bounded, while nobody reads. */
static void test_flood_and_kill(void)
{
    Outcome outcome;
    Host host;

    host_start(&host, agent_path);
    agent_hold(&host, ARGV("w", "flood"));
    host_send(&host, FRAME_GO, NULL, 0);
    g_free(host_expect(&host, FRAME_STDOUT));
    g_usleep(200 * 1000);
    host_send(&host, FRAME_KILL, NULL, 0);
    outcome = host_outcome(&host);
    assert_exit(&outcome, 1, SIGKILL);
    outcome_free(&outcome);
    host_stop(&host, 0);
}

static unsigned count_processes(const char *name)
{
    GDir *proc = g_dir_open("/proc", 0, NULL);
    const char *entry;
    unsigned count = 0;

    while ((entry = g_dir_read_name(proc))) {
        char *path = g_strdup_printf("/proc/%s/comm", entry);
        char *comm = NULL;

        if (g_file_get_contents(path, &comm, NULL, NULL)) {
            count += !strcmp(g_strchomp(comm), name);
        }
        g_free(comm);
        g_free(path);
    }
    g_dir_close(proc);
    return count;
}

static void test_kill_tree(void)
{
    GByteArray *dots = g_byte_array_new();
    Outcome outcome;
    Host host;

    host_start(&host, agent_path);
    agent_hold(&host, ARGV("killed-tree", "tree"));
    host_send(&host, FRAME_GO, NULL, 0);
    while (dots->len < 4) {
        Frame frame = host_receive(&host);

        g_assert_cmpuint(frame.type, ==, FRAME_STDOUT);
        g_byte_array_append(dots, frame.payload->data, frame.payload->len);
        frame_free(&frame);
    }
    g_assert_cmpuint(count_processes("killed-tree"), ==, 4);
    host_send(&host, FRAME_KILL, NULL, 0);
    outcome = host_outcome(&host);
    assert_exit(&outcome, 1, SIGKILL);
    outcome_free(&outcome);
    host_stop(&host, 0);
    g_assert_cmpuint(count_processes("killed-tree"), ==, 0);
    g_byte_array_unref(dots);
}

static void test_kill_while_held(void)
{
    Outcome outcome;
    Host host;

    host_start(&host, agent_path);
    agent_hold(&host, ARGV("w", "args"));
    host_send(&host, FRAME_KILL, NULL, 0);
    outcome = host_outcome(&host);
    assert_exit(&outcome, 1, SIGKILL);
    outcome_free(&outcome);
    host_stop(&host, 0);
}

static void test_orphan_does_not_hold_run(void)
{
    Outcome outcome = agent_run(ARGV("orphan-maker", "orphan"));

    assert_exit(&outcome, 0, 0);
    assert_text(outcome.out, "parent");
    outcome_free(&outcome);
    g_assert_cmpuint(count_processes("orphan-maker"), ==, 0);
}

static void test_host_leaves(void)
{
    Host host;

    host_start(&host, agent_path);
    agent_hold(&host, ARGV("left-alone", "sleep"));
    host_send(&host, FRAME_GO, NULL, 0);
    g_free(host_expect(&host, FRAME_STDOUT));
    host_stop(&host, 0);
    g_assert_cmpuint(count_processes("left-alone"), ==, 0);
}

void agent_kill_tests(void)
{
    g_test_add_func("/agent/kill/flood", test_flood_and_kill);
    g_test_add_func("/agent/kill/tree", test_kill_tree);
    g_test_add_func("/agent/kill/held", test_kill_while_held);
    g_test_add_func("/agent/kill/orphan", test_orphan_does_not_hold_run);
    g_test_add_func("/agent/kill/host-leaves", test_host_leaves);
}
