/*
 * Tests of running programs: what they are given, and what comes back.
 *
 * Copyright (C) 2026 The memtracer authors
 *
 * License: GNU GPL, version 2 or later.
 *   See the LICENSE file in the parent directory.
 */

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include "agent-rig.h"
#include "frames.h"
#include "request.h"

static void test_arguments(void)
{
    Outcome outcome = agent_run(ARGV("w", "args", "", "two  words",
                                  "$(x);`y`"));

    assert_exit(&outcome, 0, 0);
    assert_text(outcome.out, "[]\n[two  words]\n[$(x);`y`]\n");
    outcome_free(&outcome);
}

static void test_streams_apart(void)
{
    Outcome outcome = agent_run(ARGV("w", "both"));

    assert_exit(&outcome, 0, 0);
    assert_text(outcome.out, "to stdout");
    assert_text(outcome.err, "to stderr");
    outcome_free(&outcome);
}

static void test_exit_status(void)
{
    Outcome outcome = agent_run(ARGV("w", "exit", "77"));

    assert_exit(&outcome, 0, 77);
    outcome_free(&outcome);
}

static void test_signal(void)
{
    Outcome outcome = agent_run(ARGV("w", "signal", "11"));

    assert_exit(&outcome, 1, SIGSEGV);
    outcome_free(&outcome);
}

static void test_own_session(void)
{
    Outcome outcome = agent_run(ARGV("w", "session"));

    assert_text(outcome.out, "1 1\n");
    outcome_free(&outcome);
}

static void test_large_binary_output(void)
{
    Outcome outcome = agent_run(ARGV("w", "pattern", "10485760"));

    assert_exit(&outcome, 0, 0);
    g_assert_cmpuint(outcome.out->len, ==, 10485760);
    for (unsigned i = 0; i < outcome.out->len; i++) {
        if (outcome.out->data[i] != i % (256 * 251) % 251) {
            g_error("byte %u differs", i);
        }
    }
    outcome_free(&outcome);
}

static void test_held_until_go(void)
{
    Outcome outcome;
    char *comm;
    char *path;
    Host host;

    host_start(&host, agent_path);
    agent_hold(&host, ARGV("w", "args"));
    /* Its process exists, and is still the agent's program. */
    path = g_strdup_printf("/proc/%d/task/%d/children", host.agent,
                           host.agent);
    g_assert_true(g_file_get_contents(path, &comm, NULL, NULL));
    g_assert_cmpint(atoi(comm), >, 0);
    g_free(path);
    path = g_strdup_printf("/proc/%d/comm", atoi(comm));
    g_free(comm);
    g_assert_true(g_file_get_contents(path, &comm, NULL, NULL));
    g_assert_cmpstr(comm, ==, "memtracer-agent\n");
    g_free(comm);
    g_free(path);
    host_send(&host, FRAME_GO, NULL, 0);
    outcome = host_outcome(&host);
    assert_exit(&outcome, 0, 0);
    outcome_free(&outcome);
    host_stop(&host, 0);
}

static void test_again(void)
{
    Host host;

    host_start(&host, agent_path);
    for (int i = 0; i < 20; i++) {
        Outcome outcome;

        agent_hold(&host, ARGV("w", "both"));
        host_send(&host, FRAME_GO, NULL, 0);
        outcome = host_outcome(&host);
        assert_exit(&outcome, 0, 0);
        assert_text(outcome.out, "to stdout");
        outcome_free(&outcome);
    }
    host_stop(&host, 0);
}

static void test_in_guest(void)
{
    Outcome outcome;
    Host host;

    host_start(&host, agent_path);
    host_send_run(&host, REQUEST_PATH, "sh",
                  ARGV("", "-c", "echo $0-$HOME; exit 3"));
    g_free(host_expect(&host, FRAME_HELD));
    host_send(&host, FRAME_GO, NULL, 0);
    outcome = host_outcome(&host);
    assert_exit(&outcome, 0, 3);
    assert_text(outcome.out, "/usr/bin/sh-/root\n");
    outcome_free(&outcome);
    host_stop(&host, 0);
}

static void test_names_stay_inside(void)
{
    Outcome outcome;
    Host host;

    host_start(&host, agent_path);
    agent_hold(&host, ARGV("../../tmp/..", "exit", "5"));
    host_send(&host, FRAME_GO, NULL, 0);
    outcome = host_outcome(&host);
    assert_exit(&outcome, 0, 5);
    outcome_free(&outcome);
    host_stop(&host, 0);
}

/* As at a shell's prompt. */
static void test_text_is_a_script(void)
{
    Outcome outcome;
    Host host;

    host_start(&host, agent_path);
    host_send_run(&host, 0, "text", ARGV("", "a", "b c"));
    host_send(&host, FRAME_FILE, "echo $# \"$2\"; exit 7\n", 21);
    host_send(&host, FRAME_FILE, NULL, 0);
    g_free(host_expect(&host, FRAME_HELD));
    host_send(&host, FRAME_GO, NULL, 0);
    outcome = host_outcome(&host);
    g_assert_cmpmem(outcome.out->data, outcome.out->len, "2 b c\n", 6);
    g_assert_cmpuint(outcome.status, ==, 7);
    outcome_free(&outcome);
    host_stop(&host, 0);
}

/* The program runs twice, and only the second time is heard. */
static void test_warm_up(void)
{
    char *log = g_build_filename(g_get_tmp_dir(), "warm-up", NULL);
    char *script = g_strdup_printf("echo $$ >>%s; echo said; cat", log);
    Outcome outcome;
    char *lines;
    Host host;

    host_start(&host, agent_path);
    host_send_run(&host, REQUEST_PATH | REQUEST_WARM_UP | REQUEST_READ_AHEAD,
                  "sh", ARGV("", "-c", script));
    g_free(host_expect(&host, FRAME_HELD));
    host_send(&host, FRAME_GO, NULL, 0);
    host_send(&host, FRAME_STDIN, "heard\n", 6);
    host_send(&host, FRAME_STDIN, NULL, 0);
    outcome = host_outcome(&host);
    assert_exit(&outcome, 0, 0);
    assert_text(outcome.out, "said\nheard\n");
    outcome_free(&outcome);
    g_assert_true(g_file_get_contents(log, &lines, NULL, NULL));
    g_assert_nonnull(strchr(lines, '\n'));
    g_assert_cmpstr(strchr(lines, '\n'), !=, "\n");
    g_free(lines);
    g_unlink(log);
    g_free(log);
    g_free(script);
    host_stop(&host, 0);
}

/* What env will look for is read before anything runs. */
static void test_read_ahead_through_env(void)
{
    char *dir = g_dir_make_tmp("memtracer-XXXXXX", NULL);
    char *tool = g_build_filename(dir, "tool", NULL);
    char *script = g_build_filename(dir, "script", NULL);
    char *text = g_strdup_printf("#! /usr/bin/env -S A=b %s\nx\n", tool);
    int watch = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
    struct inotify_event event;
    Outcome outcome;
    char *said;
    Host host;

    g_assert_true(g_file_set_contents(tool, "#!/bin/cat\n", -1, NULL));
    g_assert_true(g_file_set_contents(script, text, -1, NULL));
    g_assert_cmpint(chmod(tool, 0755) | chmod(script, 0755), ==, 0);
    g_assert_cmpint(inotify_add_watch(watch, tool, IN_ACCESS), >=, 0);
    host_start(&host, agent_path);
    host_send_run(&host, REQUEST_PATH | REQUEST_READ_AHEAD, script,
                  ARGV(""));
    g_free(host_expect(&host, FRAME_HELD));
    g_assert_cmpint(read(watch, &event, sizeof(event)), ==, sizeof(event));
    host_send(&host, FRAME_GO, NULL, 0);
    outcome = host_outcome(&host);
    assert_exit(&outcome, 0, 0);
    said = g_strconcat("#!/bin/cat\n", text, NULL);
    assert_text(outcome.out, said);
    outcome_free(&outcome);
    host_stop(&host, 0);
    close(watch);
    g_unlink(tool);
    g_unlink(script);
    g_rmdir(dir);
    g_free(said);
    g_free(text);
    g_free(script);
    g_free(tool);
    g_free(dir);
}

void agent_run_tests(void)
{
    g_test_add_func("/agent/arguments", test_arguments);
    g_test_add_func("/agent/streams-apart", test_streams_apart);
    g_test_add_func("/agent/exit-status", test_exit_status);
    g_test_add_func("/agent/signal", test_signal);
    g_test_add_func("/agent/own-session", test_own_session);
    g_test_add_func("/agent/large-binary-output", test_large_binary_output);
    g_test_add_func("/agent/held-until-go", test_held_until_go);
    g_test_add_func("/agent/again", test_again);
    g_test_add_func("/agent/in-guest", test_in_guest);
    g_test_add_func("/agent/names-stay-inside", test_names_stay_inside);
    g_test_add_func("/agent/script-without-interpreter", test_text_is_a_script);
    g_test_add_func("/agent/warm-up", test_warm_up);
    g_test_add_func("/agent/read-ahead/env", test_read_ahead_through_env);
}
