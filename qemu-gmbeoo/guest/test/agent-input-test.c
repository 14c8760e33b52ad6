/*
 * Tests of what programs read from their standard input.
 *
 * Copyright (C) 2026 The memtracer authors
 *
 * License: GNU GPL, version 2 or later.
 *   See the LICENSE file in the parent directory.
 */

#include <signal.h>

#include "agent-rig.h"
#include "frames.h"

static void test_input_comes_back(void)
{
    static uint8_t bytes[300000];
    Outcome outcome;
    Host host;

    for (size_t i = 0; i < sizeof(bytes); i++) {
        bytes[i] = i * 7;
    }
    host_start(&host, agent_path);
    agent_hold(&host, ARGV("w", "cat"));
    host_send(&host, FRAME_STDIN, bytes, 1000);
    host_send(&host, FRAME_GO, NULL, 0);
    host_send(&host, FRAME_STDIN, bytes + 1000, sizeof(bytes) - 1000);
    host_send(&host, FRAME_STDIN, NULL, 0);
    outcome = host_outcome(&host);
    assert_exit(&outcome, 0, 0);
    g_assert_cmpmem(outcome.out->data, outcome.out->len, bytes,
                    sizeof(bytes));
    outcome_free(&outcome);
    host_stop(&host, 0);
}

/* The window reopens as the program reads: 8 MiB go through 1 MiB. */
static void test_input_window(void)
{
    static uint8_t bytes[FRAME_STDIN_WINDOW / 4];
    size_t sent = 0;
    size_t taken = 0;
    size_t back = 0;
    bool eof = false;
    Host host;

    host_start(&host, agent_path);
    agent_hold(&host, ARGV("w", "cat"));
    host_send(&host, FRAME_GO, NULL, 0);
    for (;;) {
        Frame frame;

        while (sent < 8 << 20 &&
               sent + sizeof(bytes) - taken <= FRAME_STDIN_WINDOW) {
            host_send(&host, FRAME_STDIN, bytes, sizeof(bytes));
            sent += sizeof(bytes);
        }
        if (sent == 8 << 20 && !eof) {
            host_send(&host, FRAME_STDIN, NULL, 0);
            eof = true;
        }
        frame = host_receive(&host);
        if (frame.type == FRAME_TAKEN) {
            taken += frame_get_u32(frame.payload->data);
        } else if (frame.type == FRAME_STDOUT) {
            back += frame.payload->len;
        } else {
            g_assert_cmpuint(frame.type, ==, FRAME_EXIT);
            frame_free(&frame);
            break;
        }
        frame_free(&frame);
    }
    g_assert_cmpuint(back, ==, 8 << 20);
    host_stop(&host, 0);
}

static void test_input_never_read(void)
{
    static uint8_t bytes[FRAME_STDIN_WINDOW];
    Outcome outcome;
    Host host;

    host_start(&host, agent_path);
    agent_hold(&host, ARGV("w", "sleep"));
    host_send(&host, FRAME_GO, NULL, 0);
    host_send(&host, FRAME_STDIN, bytes, sizeof(bytes));
    host_send(&host, FRAME_KILL, NULL, 0);
    outcome = host_outcome(&host);
    assert_exit(&outcome, 1, SIGKILL);
    outcome_free(&outcome);
    host_stop(&host, 0);
}

static void test_input_beyond_window(void)
{
    static uint8_t bytes[FRAME_STDIN_WINDOW];
    Outcome outcome;
    Host host;

    host_start(&host, agent_path);
    agent_hold(&host, ARGV("w", "sleep"));
    host_send(&host, FRAME_STDIN, bytes, sizeof(bytes));
    host_send(&host, FRAME_STDIN, bytes, sizeof(bytes));
    outcome = host_outcome(&host);
    g_assert_cmpstr(outcome.error, ==,
                    "standard input: more than 1048576 bytes ahead of TAKEN");
    outcome_free(&outcome);
    host_stop(&host, 0);
}

void agent_input_tests(void)
{
    g_test_add_func("/agent/input/comes-back", test_input_comes_back);
    g_test_add_func("/agent/input/window", test_input_window);
    g_test_add_func("/agent/input/never-read", test_input_never_read);
    g_test_add_func("/agent/input/beyond-window", test_input_beyond_window);
}
