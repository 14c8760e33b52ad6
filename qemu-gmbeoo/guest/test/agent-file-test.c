/*
 * Tests of telling the host a file that it asks for.
 *
 * Copyright (C) 2026 The memtracer authors
 *
 * License: GNU GPL, version 2 or later.
 *   See the LICENSE file in the parent directory.
 */

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "agent-rig.h"
#include "fetch.h"
#include "frames.h"
#include "request.h"

enum {
    /* Where in RUN the time is; and in ENTRY the mode ends. */
    RUN_SECONDS = 6 * sizeof(uint32_t),
    RUN_NANOSECONDS = 8 * sizeof(uint32_t),
    ENTRY_BYTES = 4,
};

static void put_u64(uint8_t *bytes, uint64_t value)
{
    frame_put_u32(bytes, value);
    frame_put_u32(bytes + 4, value >> 32);
}

/* Runs a program to its end, by a clock that says that it is now. */
static void start_and_run_program(Host *host, const char *program)
{
    GByteArray *run = host_run_payload(REQUEST_PATH, program, "/tmp",
                                       ARGV(program, "-c", ":"));
    struct timespec now;
    Outcome outcome;

    clock_gettime(CLOCK_REALTIME_COARSE, &now);
    put_u64(run->data + RUN_SECONDS, now.tv_sec);
    frame_put_u32(run->data + RUN_NANOSECONDS, now.tv_nsec);
    host_start(host, agent_path);
    host_send(host, FRAME_RUN, run->data, run->len);
    g_free(host_expect(host, FRAME_HELD));
    host_send(host, FRAME_GO, NULL, 0);
    outcome = host_outcome(host);
    assert_exit(&outcome, 0, 0);
    outcome_free(&outcome);
    g_byte_array_unref(run);
}

static void start_and_run(Host *host)
{
    start_and_run_program(host, "/bin/true");
}

static void ask(Host *host, const char *path, uint32_t flags, uint64_t most)
{
    g_autoptr(GByteArray) frame = g_byte_array_new();

    g_byte_array_set_size(frame, 12);
    frame_put_u32(frame->data, flags);
    put_u64(frame->data + 4, most);
    g_byte_array_append(frame, (const guint8 *)path, strlen(path));
    host_send(host, FRAME_ASK_FILE, frame->data, frame->len);
}

/* What is told of a file; NULL if it isn't. To be freed. */
static GByteArray *tell(Host *host, const char *path, uint32_t flags,
                        uint64_t most)
{
    g_autoptr(GByteArray) bytes = g_byte_array_new();
    bool is_there = false;

    ask(host, path, flags, most);
    for (;;) {
        Frame frame = host_receive(host);
        const uint8_t type = frame.type;

        if (type == FRAME_ENTRY) {
            g_assert_true(S_ISREG(frame_get_u32(frame.payload->data)));
            g_byte_array_set_size(
                bytes, frame_get_u32(frame.payload->data + ENTRY_BYTES));
            memset(bytes->data, 0, bytes->len);
            is_there = true;
        } else if (type == FRAME_CONTENT) {
            memcpy(bytes->data + frame_get_u32(frame.payload->data),
                   frame.payload->data + 8, frame.payload->len - 8);
        } else {
            g_assert_cmpuint(type, ==, FRAME_WRITTEN);
            g_assert_cmpuint(frame.payload->data[0], ==, is_there);
        }
        frame_free(&frame);
        if (type == FRAME_WRITTEN) {
            return is_there ? g_steal_pointer(&bytes) : NULL;
        }
    }
}

static void assert_told(Host *host, const char *path, uint32_t flags)
{
    g_autofree char *contents = NULL;
    gsize length;
    g_autoptr(GByteArray) told = tell(host, path, flags, 1 << 30);

    g_assert_true(g_file_get_contents(path, &contents, &length, NULL));
    g_assert_nonnull(told);
    g_assert_cmpmem(told->data, told->len, contents, length);
    g_assert_null(tell(host, path, flags, length - 1));
    g_assert_null(tell(host, path, flags ^ FETCH_WRITTEN, 1 << 30));
}

static void test_told_with_contents(void)
{
    g_autofree char *agent = g_canonicalize_filename(agent_path, NULL);
    g_autofree char *path = NULL;
    Host host;

    start_and_run(&host);
    assert_told(&host, agent, 0);
    path = g_strdup_printf("%s/written.map", host.dir);
    g_assert_true(g_file_set_contents(path, "1000 10 a\n", -1, NULL));
    assert_told(&host, path, FETCH_WRITTEN);
    g_unlink(path);
    host_stop(&host, 0);
}

static void test_no_such_file(void)
{
    g_autofree char *fifo = NULL;
    g_autofree char *link = NULL;
    Host host;

    start_and_run(&host);
    fifo = g_strdup_printf("%s/fifo", host.dir);
    link = g_strdup_printf("%s/link", host.dir);
    g_assert_cmpint(mkfifo(fifo, 0600), ==, 0);
    g_assert_cmpint(symlink(agent_path, link), ==, 0);
    for (uint32_t flags = 0; flags <= FETCH_WRITTEN; flags++) {
        g_assert_null(tell(&host, "/no/such/file", flags, 1 << 30));
        g_assert_null(tell(&host, "/tmp", flags, 1 << 30));
        g_assert_null(tell(&host, "/dev/zero", flags, 1 << 30));
        g_assert_null(tell(&host, "", flags, 1 << 30));
        g_assert_null(tell(&host, fifo, flags, 1 << 30));
        g_assert_null(tell(&host, link, flags, 1 << 30));
    }
    g_unlink(fifo);
    g_unlink(link);
    host_stop(&host, 0);
}

/* By what it is called, and through links, as it is when it is started. */
static void require_sh(const char *called)
{
    g_autofree char *contents = NULL;
    g_autoptr(GByteArray) told = NULL;
    gsize length;
    Host host;

    start_and_run_program(&host, called);
    told = tell(&host, "", FETCH_PROGRAM, 1 << 30);
    g_assert_true(g_file_get_contents("/bin/sh", &contents, &length, NULL));
    g_assert_nonnull(told);
    g_assert_cmpmem(told->data, told->len, contents, length);
    g_assert_null(tell(&host, "", FETCH_PROGRAM, length - 1));
    host_stop(&host, 0);
}

static void test_tells_the_program(void)
{
    require_sh("sh");
    require_sh("/bin/sh");
    require_sh("../bin/sh"); /* from /tmp */
}

static void test_refuses_nonsense(void)
{
    const uint8_t zeros[8192] = { 0 };
    Host host;

    start_and_run(&host);
    host_send(&host, FRAME_ASK_FILE, zeros, 11);
    g_free(host_expect(&host, FRAME_ERROR));
    host_send(&host, FRAME_ASK_FILE, zeros, sizeof(zeros));
    g_free(host_expect(&host, FRAME_ERROR));
    host_stop(&host, 0);
    host_start(&host, agent_path);
    host_send(&host, FRAME_ASK_FILE, zeros, 13); /* nothing has run */
    g_free(host_expect(&host, FRAME_ERROR));
    host_stop(&host, 0);
}

void agent_file_tests(void)
{
    g_test_add_func("/agent/file/told-with-contents", test_told_with_contents);
    g_test_add_func("/agent/file/no-such-file", test_no_such_file);
    g_test_add_func("/agent/file/tells-the-program", test_tells_the_program);
    g_test_add_func("/agent/file/refuses-nonsense", test_refuses_nonsense);
}
