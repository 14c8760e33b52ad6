/*
 * Tests of the conversation with the host: its beginning, and damage to it.
 *
 * Copyright (C) 2026 The memtracer authors
 *
 * License: GNU GPL, version 2 or later.
 *   See the LICENSE file in the parent directory.
 */

#include <string.h>

#include "agent-rig.h"
#include "frames.h"
#include "request.h"

static void test_hello(void)
{
    Host host;
    char *text;

    host_start(&host, agent_path);
    host_send(&host, FRAME_WHO, NULL, 0);
    text = host_expect(&host, FRAME_HELLO);
    g_assert_nonnull(strstr(text, "kernel="));
    g_assert_nonnull(strstr(text, "\nmachine=x86_64\n"));
    g_assert_nonnull(strstr(text, "\nvcpus="));
    g_assert_nonnull(strstr(text, "\nmemory_mib="));
    g_assert_nonnull(strstr(text, "\nagent_version=5\n"));
    g_free(text);
    host_stop(&host, 0);
}

/* Who asks WHO is a new host. */
static void test_host_calls_anew(void)
{
    Outcome outcome;
    Host host;

    host_start(&host, agent_path);
    agent_hold(&host, ARGV("w", "sleep"));
    host_send(&host, FRAME_GO, NULL, 0);
    host_send(&host, FRAME_WHO, NULL, 0);
    g_free(host_expect(&host, FRAME_HELLO));
    agent_hold(&host, ARGV("w", "exit", "7"));
    host_send(&host, FRAME_GO, NULL, 0);
    outcome = host_outcome(&host);
    assert_exit(&outcome, 0, 7);
    outcome_free(&outcome);
    host_stop(&host, 0);
}

static void test_malformed_frames(void)
{
    static const struct {
        uint8_t type;
        const char *payload;
        uint32_t length;
        const char *error;
    } cases[] = {
        { 99, "abc", 3, "unknown frame type 99 of 3 bytes" },
        { FRAME_RUN, "", 0, "malformed RUN frame of 0 bytes" },
        { FRAME_GO, "", 0, "GO, but no program is held" },
    };
    Host host;
    char *text;

    host_start(&host, agent_path);
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        host_send(&host, cases[i].type, cases[i].payload, cases[i].length);
        text = host_expect(&host, FRAME_ERROR);
        g_assert_cmpstr(text, ==, cases[i].error);
        g_free(text);
    }
    /* None of this did harm; neither do late frames of a run that ended. */
    host_send(&host, FRAME_STDIN, "x", 1);
    host_send(&host, FRAME_FILE, "x", 1);
    host_send(&host, FRAME_KILL, NULL, 0);
    host_send(&host, FRAME_WHO, NULL, 0);
    g_free(host_expect(&host, FRAME_HELLO));
    host_stop(&host, 0);
}

/* Every byte that could be missing, one too many, and counts that lie. */
static void test_malformed_run(void)
{
    GByteArray *run = host_run_payload(REQUEST_PATH, "/bin/true", "/tmp",
                                       ARGV("a", "b"));
    Host host;
    char *text;

    host_start(&host, agent_path);
    for (uint32_t length = 0; length < run->len; length++) {
        host_send(&host, FRAME_RUN, run->data, length);
        text = host_expect(&host, FRAME_ERROR);
        g_assert_true(g_str_has_prefix(text, "malformed RUN frame of "));
        g_free(text);
    }
    for (size_t number = 9; number < 13; number++) {
        static const uint32_t lies[] = { 5, 1000, 0x7fffffff, 0xffffffff };
        uint8_t *at = run->data + 4 * number;
        uint32_t truth = frame_get_u32(at);

        for (size_t i = 0; i < G_N_ELEMENTS(lies); i++) {
            frame_put_u32(at, lies[i]);
            host_send(&host, FRAME_RUN, run->data, run->len);
            text = host_expect(&host, FRAME_ERROR);
            g_assert_true(g_str_has_prefix(text, "malformed RUN frame of "));
            g_free(text);
        }
        frame_put_u32(at, truth);
    }
    frame_put_u32(run->data, 1 << 30);
    host_send(&host, FRAME_RUN, run->data, run->len);
    g_free(host_expect(&host, FRAME_ERROR));
    g_byte_array_append(run, (const uint8_t *)"x", 2);
    frame_put_u32(run->data, REQUEST_PATH);
    host_send(&host, FRAME_RUN, run->data, run->len);
    g_free(host_expect(&host, FRAME_ERROR));
    g_byte_array_unref(run);
    host_stop(&host, 0);
}

static void test_frame_too_long(void)
{
    const uint8_t header[5] = { 1, 0, 16, 0, FRAME_FILE };
    Host host;
    char *text;

    host_start(&host, agent_path);
    host_send_raw(&host, header, sizeof(header));
    text = host_expect(&host, FRAME_ERROR);
    g_assert_cmpstr(text, ==, "a frame of 1048577 bytes, but at most 1048576 "
                    "are allowed: ignoring all until the host connects again");
    g_free(text);
    host_send(&host, FRAME_WHO, NULL, 0);
    host_stop(&host, 0);
}

void agent_frames_tests(void)
{
    g_test_add_func("/agent/hello", test_hello);
    g_test_add_func("/agent/host-calls-anew", test_host_calls_anew);
    g_test_add_func("/agent/frames/malformed", test_malformed_frames);
    g_test_add_func("/agent/frames/malformed-run", test_malformed_run);
    g_test_add_func("/agent/frames/too-long", test_frame_too_long);
}
