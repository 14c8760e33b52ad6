/*
 * Tests of the agent, run on this machine over a socket.
 *
 * Usage: agent-test AGENT WORKLOAD
 *
 * Copyright (C) 2026 The memtracer authors
 *
 * License: GNU GPL, version 2 or later.
 *   See the LICENSE file in the parent directory.
 */

#include <elf.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include "frames.h"
#include "host.h"
#include "request.h"

static const char *agent_path;
static const char *workload_path;

#define ARGV(...) ((const char *const[]) { __VA_ARGS__, NULL })

/* Sends the workload, called @argv[0], and waits until it is held. */
static void hold(Host *host, const char *const *argv)
{
    host_send_program(host, workload_path, argv[0], argv);
    g_free(host_expect(host, FRAME_HELD));
}

static void assert_text(GByteArray *bytes, const char *text)
{
    g_assert_cmpmem(bytes->data, bytes->len, text, strlen(text));
}

static void assert_exit(const Outcome *outcome, uint32_t kind,
                        uint32_t status)
{
    g_assert_cmpstr(outcome->error, ==, NULL);
    g_assert_cmpuint(outcome->kind, ==, kind);
    g_assert_cmpuint(outcome->status, ==, status);
}

/* Runs the workload to its end, in a host of its own. */
static Outcome run(const char *const *argv)
{
    Outcome outcome;
    Host host;

    host_start(&host, agent_path);
    hold(&host, argv);
    host_send(&host, FRAME_GO, NULL, 0);
    outcome = host_outcome(&host);
    host_stop(&host, 0);
    return outcome;
}

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
    g_assert_nonnull(strstr(text, "\nagent_version=3\n"));
    g_free(text);
    host_stop(&host, 0);
}

static void test_arguments(void)
{
    Outcome outcome = run(ARGV("w", "args", "", "two  words", "$(x);`y`"));

    assert_exit(&outcome, 0, 0);
    assert_text(outcome.out, "[]\n[two  words]\n[$(x);`y`]\n");
    outcome_free(&outcome);
}

static void test_streams_apart(void)
{
    Outcome outcome = run(ARGV("w", "both"));

    assert_exit(&outcome, 0, 0);
    assert_text(outcome.out, "to stdout");
    assert_text(outcome.err, "to stderr");
    outcome_free(&outcome);
}

static void test_exit_status(void)
{
    Outcome outcome = run(ARGV("w", "exit", "77"));

    assert_exit(&outcome, 0, 77);
    outcome_free(&outcome);
}

static void test_signal(void)
{
    Outcome outcome = run(ARGV("w", "signal", "11"));

    assert_exit(&outcome, 1, SIGSEGV);
    outcome_free(&outcome);
}

static void test_own_session(void)
{
    Outcome outcome = run(ARGV("w", "session"));

    assert_text(outcome.out, "1 1\n");
    outcome_free(&outcome);
}

static void test_large_binary_output(void)
{
    Outcome outcome = run(ARGV("w", "pattern", "10485760"));

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
    hold(&host, ARGV("w", "args"));
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

static void test_input_comes_back(void)
{
    static uint8_t bytes[300000];
    Outcome outcome;
    Host host;

    for (size_t i = 0; i < sizeof(bytes); i++) {
        bytes[i] = i * 7;
    }
    host_start(&host, agent_path);
    hold(&host, ARGV("w", "cat"));
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
    hold(&host, ARGV("w", "cat"));
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
    hold(&host, ARGV("w", "sleep"));
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
    hold(&host, ARGV("w", "sleep"));
    host_send(&host, FRAME_STDIN, bytes, sizeof(bytes));
    host_send(&host, FRAME_STDIN, bytes, sizeof(bytes));
    outcome = host_outcome(&host);
    g_assert_cmpstr(outcome.error, ==,
                    "standard input: more than 1048576 bytes ahead of TAKEN");
    outcome_free(&outcome);
    host_stop(&host, 0);
}

/* KILL is heard, and the agent's memory bounded, while nobody reads. */
static void test_flood_and_kill(void)
{
    Outcome outcome;
    Host host;

    host_start(&host, agent_path);
    hold(&host, ARGV("w", "flood"));
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
    hold(&host, ARGV("killed-tree", "tree"));
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

static void test_orphan_does_not_hold_run(void)
{
    Outcome outcome = run(ARGV("orphan-maker", "orphan"));

    assert_exit(&outcome, 0, 0);
    assert_text(outcome.out, "parent");
    outcome_free(&outcome);
    g_assert_cmpuint(count_processes("orphan-maker"), ==, 0);
}

static void test_host_leaves(void)
{
    Host host;

    host_start(&host, agent_path);
    hold(&host, ARGV("left-alone", "sleep"));
    host_send(&host, FRAME_GO, NULL, 0);
    g_free(host_expect(&host, FRAME_STDOUT));
    host_stop(&host, 0);
    g_assert_cmpuint(count_processes("left-alone"), ==, 0);
}

static void test_kill_while_held(void)
{
    Outcome outcome;
    Host host;

    host_start(&host, agent_path);
    hold(&host, ARGV("w", "args"));
    host_send(&host, FRAME_KILL, NULL, 0);
    outcome = host_outcome(&host);
    assert_exit(&outcome, 1, SIGKILL);
    outcome_free(&outcome);
    host_stop(&host, 0);
}

static void test_again(void)
{
    Host host;

    host_start(&host, agent_path);
    for (int i = 0; i < 20; i++) {
        Outcome outcome;

        hold(&host, ARGV("w", "both"));
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

/* What the agent says about a program that can't be run. */
static char *refusal(uint32_t flags, const char *path, const void *bytes,
                     size_t count)
{
    char *text;
    Host host;

    host_start(&host, agent_path);
    host_send_run(&host, flags, path, ARGV(path));
    if (!flags) {
        host_send(&host, FRAME_FILE, bytes, count);
        host_send(&host, FRAME_FILE, NULL, 0);
    }
    text = host_expect(&host, FRAME_ERROR);
    host_stop(&host, 0);
    return text;
}

static void test_no_such_program(void)
{
    char *text = refusal(REQUEST_PATH, "/no/such/program", NULL, 0);

    g_assert_cmpstr(text, ==, "/no/such/program: No such file or directory "
                    "in the guest");
    g_free(text);
    text = refusal(REQUEST_PATH, "/tmp", NULL, 0);
    g_assert_cmpstr(text, ==, "/tmp is not a file that can be executed");
    g_free(text);
    text = refusal(REQUEST_PATH, "/etc/passwd", NULL, 0);
    g_assert_cmpstr(text, ==, "/etc/passwd: Permission denied: it is not "
                    "executable");
    g_free(text);
}

static void test_missing_loader(void)
{
    struct {
        Elf64_Ehdr header;
        Elf64_Phdr segment;
        char name[32];
    } elf = {
        .header = {
            .e_ident = { ELFMAG0, ELFMAG1, ELFMAG2, ELFMAG3, ELFCLASS64,
                         ELFDATA2LSB, EV_CURRENT },
            .e_type = ET_EXEC,
            .e_machine = EM_X86_64,
            .e_phoff = sizeof(Elf64_Ehdr),
            .e_phentsize = sizeof(Elf64_Phdr),
            .e_phnum = 1,
        },
        .segment = {
            .p_type = PT_INTERP,
            .p_offset = sizeof(Elf64_Ehdr) + sizeof(Elf64_Phdr),
            .p_filesz = 32,
        },
        .name = "/lib64/no-such-loader.so.9",
    };
    char *text = refusal(0, "musl", &elf, sizeof(elf));

    g_assert_nonnull(strstr(text, "its dynamic loader /lib64/no-such-loader"
                            ".so.9 is not in the guest. Link"));
    g_free(text);
    text = refusal(0, "script", "#! /opt/perl6 -w\n", 17);
    g_assert_nonnull(strstr(text, "its interpreter /opt/perl6 is not in the "
                            "guest."));
    g_free(text);
}

/* Found by execve only, so after GO. */
static void test_not_executable_format(void)
{
    Outcome outcome;
    Host host;

    host_start(&host, agent_path);
    host_send_run(&host, 0, "bytes", ARGV(""));
    host_send(&host, FRAME_FILE, "some\0bytes\n", 11);
    host_send(&host, FRAME_FILE, NULL, 0);
    g_free(host_expect(&host, FRAME_HELD));
    host_send(&host, FRAME_GO, NULL, 0);
    outcome = host_outcome(&host);
    g_assert_true(outcome.refused);
    g_assert_nonnull(strstr(outcome.error, "Exec format error: the guest "
                            "runs ELF programs"));
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

static void test_names_stay_inside(void)
{
    Outcome outcome;
    Host host;

    host_start(&host, agent_path);
    hold(&host, ARGV("../../tmp/..", "exit", "5"));
    host_send(&host, FRAME_GO, NULL, 0);
    outcome = host_outcome(&host);
    assert_exit(&outcome, 0, 5);
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

static void test_no_such_directory(void)
{
    GByteArray *run = host_run_payload(REQUEST_PATH, "/bin/true",
                                       "/no/such/place", ARGV(""));
    Host host;
    char *text;

    host_start(&host, agent_path);
    host_send(&host, FRAME_RUN, run->data, run->len);
    text = host_expect(&host, FRAME_ERROR);
    g_assert_cmpstr(text, ==, "can't go to /no/such/place in the guest: "
                    "No such file or directory");
    g_free(text);
    g_byte_array_unref(run);
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

/* The program runs twice, and only the second time is heard. */
static void test_warm_up(void)
{
    char *log = g_strdup_printf("/tmp/memtracer-warm-up-%d", getpid());
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

/* Who asks WHO is a new host. */
static void test_host_calls_anew(void)
{
    Outcome outcome;
    Host host;

    host_start(&host, agent_path);
    hold(&host, ARGV("w", "sleep"));
    host_send(&host, FRAME_GO, NULL, 0);
    host_send(&host, FRAME_WHO, NULL, 0);
    g_free(host_expect(&host, FRAME_HELLO));
    hold(&host, ARGV("w", "exit", "7"));
    host_send(&host, FRAME_GO, NULL, 0);
    outcome = host_outcome(&host);
    assert_exit(&outcome, 0, 7);
    outcome_free(&outcome);
    host_stop(&host, 0);
}

static void test_second_run_refused(void)
{
    Host host;
    char *text;

    host_start(&host, agent_path);
    hold(&host, ARGV("w", "sleep"));
    host_send_run(&host, REQUEST_PATH, "/bin/true", ARGV(""));
    text = host_expect(&host, FRAME_ERROR);
    g_assert_cmpstr(text, ==, "a program is already running");
    g_free(text);
    host_stop(&host, 0);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    if (argc != 3) {
        fprintf(stderr, "Usage: agent-test AGENT WORKLOAD\n");
        return 2;
    }
    agent_path = argv[1];
    workload_path = argv[2];
    g_test_add_func("/agent/hello", test_hello);
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
    g_test_add_func("/agent/input/comes-back", test_input_comes_back);
    g_test_add_func("/agent/input/window", test_input_window);
    g_test_add_func("/agent/input/never-read", test_input_never_read);
    g_test_add_func("/agent/input/beyond-window", test_input_beyond_window);
    g_test_add_func("/agent/kill/flood", test_flood_and_kill);
    g_test_add_func("/agent/kill/tree", test_kill_tree);
    g_test_add_func("/agent/kill/held", test_kill_while_held);
    g_test_add_func("/agent/kill/orphan", test_orphan_does_not_hold_run);
    g_test_add_func("/agent/kill/host-leaves", test_host_leaves);
    g_test_add_func("/agent/refuses/no-such-program", test_no_such_program);
    g_test_add_func("/agent/refuses/missing-loader", test_missing_loader);
    g_test_add_func("/agent/refuses/format", test_not_executable_format);
    g_test_add_func("/agent/script-without-interpreter", test_text_is_a_script);
    g_test_add_func("/agent/host-calls-anew", test_host_calls_anew);
    g_test_add_func("/agent/refuses/second-run", test_second_run_refused);
    g_test_add_func("/agent/frames/malformed", test_malformed_frames);
    g_test_add_func("/agent/warm-up", test_warm_up);
    g_test_add_func("/agent/read-ahead/env", test_read_ahead_through_env);
    g_test_add_func("/agent/refuses/directory", test_no_such_directory);
    g_test_add_func("/agent/terminal/all", test_terminal);
    g_test_add_func("/agent/terminal/input", test_terminal_for_input_alone);
    g_test_add_func("/agent/terminal/interrupt", test_terminal_interrupt);
    g_test_add_func("/agent/terminal/end-of-file", test_terminal_end_of_file);
    g_test_add_func("/agent/terminal/resize", test_terminal_resize);
    g_test_add_func("/agent/terminal/shows-all", test_terminal_shows_all);
    g_test_add_func("/agent/frames/malformed-run", test_malformed_run);
    g_test_add_func("/agent/frames/too-long", test_frame_too_long);
    return g_test_run();
}
