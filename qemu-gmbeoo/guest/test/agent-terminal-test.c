/*
 * Tests of programs at a terminal.
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
#include "request.h"

/* Lets a shell's script go, and waits until it shows "ready" if it does. */
static void start_script(Host *host, uint32_t flags, const char *script)
{
    host_start(host, agent_path);
    host_send_run(host, REQUEST_PATH | flags, "sh", ARGV("", "-c", script));
    g_free(host_expect(host, FRAME_HELD));
    host_send(host, FRAME_GO, NULL, 0);
    if (strstr(script, "ready")) {
        char *text = host_expect(host, FRAME_TERMINAL);

        g_assert_cmpstr(text, ==, "ready\r\n");
        g_free(text);
    }
}

static void test_terminal(void)
{
    Outcome outcome;
    Host host;

    start_script(&host, REQUEST_TERMINAL,
                 "stty size; for fd in 0 1 2; do test -t $fd && echo $fd; "
                 "done; : >/dev/tty; "
                 "echo err >&2");
    outcome = host_outcome(&host);
    assert_exit(&outcome, 0, 0);
    assert_text(outcome.terminal, "33 99\r\n0\r\n1\r\n2\r\nerr\r\n");
    assert_text(outcome.out, "");
    assert_text(outcome.err, "");
    outcome_free(&outcome);
    host_stop(&host, 0);
}

/* What is typed is echoed there; the other streams are what they would be. */
static void test_terminal_for_input_alone(void)
{
    Outcome outcome;
    Host host;

    start_script(&host, REQUEST_TERMINAL_IN,
                 "read line; echo got $line; test -t 1 || echo no >&2");
    host_send(&host, FRAME_STDIN, "typed\n", 6);
    outcome = host_outcome(&host);
    assert_exit(&outcome, 0, 0);
    assert_text(outcome.terminal, "typed\r\n");
    assert_text(outcome.out, "got typed\n");
    assert_text(outcome.err, "no\n");
    outcome_free(&outcome);
    host_stop(&host, 0);
}

static void test_terminal_interrupt(void)
{
    Outcome outcome;
    Host host;

    start_script(&host, REQUEST_TERMINAL, "echo ready; exec sleep 100");
    host_send(&host, FRAME_STDIN, "\003", 1);
    outcome = host_outcome(&host);
    assert_exit(&outcome, 1, SIGINT);
    assert_text(outcome.terminal, "^C");
    outcome_free(&outcome);
    host_stop(&host, 0);
}

/* Ctrl-D at the beginning of a line. */
static void test_terminal_end_of_file(void)
{
    Outcome outcome;
    Host host;

    start_script(&host, REQUEST_TERMINAL, "echo ready; cat; echo over");
    host_send(&host, FRAME_STDIN, "\004", 1);
    outcome = host_outcome(&host);
    assert_exit(&outcome, 0, 0);
    assert_text(outcome.terminal, "over\r\n");
    outcome_free(&outcome);
    host_stop(&host, 0);
}

static void test_terminal_resize(void)
{
    uint8_t size[8];
    Outcome outcome;
    Host host;

    start_script(&host, REQUEST_TERMINAL,
                 "trap 'stty size; exit 4' WINCH; echo ready; "
                 "while :; do sleep 0.01; done");
    frame_put_u32(size, 50);
    frame_put_u32(size + 4, 150);
    host_send(&host, FRAME_RESIZE, size, sizeof(size));
    outcome = host_outcome(&host);
    assert_exit(&outcome, 0, 4);
    assert_text(outcome.terminal, "50 150\r\n");
    outcome_free(&outcome);
    host_stop(&host, 0);
}

/* All that was shown before the end arrives, though someone could go on. */
static void test_terminal_shows_all(void)
{
    Outcome outcome;
    Host host;

    start_script(&host, REQUEST_TERMINAL,
                 "stty raw; sleep 100 & head -c 1000000 /dev/zero");
    outcome = host_outcome(&host);
    assert_exit(&outcome, 0, 0);
    g_assert_cmpuint(outcome.terminal->len, ==, 1000000);
    outcome_free(&outcome);
    host_stop(&host, 0);
}

void agent_terminal_tests(void)
{
    g_test_add_func("/agent/terminal/all", test_terminal);
    g_test_add_func("/agent/terminal/input", test_terminal_for_input_alone);
    g_test_add_func("/agent/terminal/interrupt", test_terminal_interrupt);
    g_test_add_func("/agent/terminal/end-of-file", test_terminal_end_of_file);
    g_test_add_func("/agent/terminal/resize", test_terminal_resize);
    g_test_add_func("/agent/terminal/shows-all", test_terminal_shows_all);
}
