/*
 * Tests of what the agent says about what can't be run.
 *
 * Copyright (C) 2026 The memtracer authors
 *
 * License: GNU GPL, version 2 or later.
 *   See the LICENSE file in the parent directory.
 */

#include <elf.h>
#include <string.h>

#include "agent-rig.h"
#include "frames.h"
#include "request.h"

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

static void test_second_run_refused(void)
{
    Host host;
    char *text;

    host_start(&host, agent_path);
    agent_hold(&host, ARGV("w", "sleep"));
    host_send_run(&host, REQUEST_PATH, "/bin/true", ARGV(""));
    text = host_expect(&host, FRAME_ERROR);
    g_assert_cmpstr(text, ==, "a program is already running");
    g_free(text);
    host_stop(&host, 0);
}

void agent_refusal_tests(void)
{
    g_test_add_func("/agent/refuses/no-such-program", test_no_such_program);
    g_test_add_func("/agent/refuses/missing-loader", test_missing_loader);
    g_test_add_func("/agent/refuses/format", test_not_executable_format);
    g_test_add_func("/agent/refuses/directory", test_no_such_directory);
    g_test_add_func("/agent/refuses/second-run", test_second_run_refused);
}
