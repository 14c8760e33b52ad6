/*
 * Tests of installing the plugin: what it refuses, and what it ends with.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "tests.h"

#include "plugin-rig.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

static void refuse(qemu_info_t info, char *argument)
{
    g_assert_cmpint(qemu_plugin_install(1, &info, argument == NULL ? 0 : 1, &argument), ==, -1);
}

static void refuses_user_mode(void)
{
    qemu_info_t info = plugin_good_info(1);

    info.system_emulation = false;
    refuse(info, NULL);
}

static void refuses_another_target(void)
{
    qemu_info_t info = plugin_good_info(1);

    info.target_name = "aarch64";
    refuse(info, NULL);
}

static void refuses_an_old_qemu(void)
{
    qemu_info_t info = plugin_good_info(1);

    info.version.min = 2;
    info.version.cur = 2;
    refuse(info, NULL);
}

static void refuses_a_new_qemu(void)
{
    qemu_info_t info = plugin_good_info(1);

    info.version.min = 99;
    info.version.cur = 99;
    refuse(info, NULL);
}

static void says_which_qemu_it_met(void)
{
    refuse(plugin_good_info(1), "probe=on");
}

static void refuses_too_many_vcpus(void)
{
    refuse(plugin_good_info(257), NULL);
}

static void refuses_a_bad_option(void)
{
    refuse(plugin_good_info(256), "controll=x");
}

/* Ends by SIGTERM when the other end of its standard input is closed. */
static void ends_with_its_lifeline(void)
{
    char *argv[] = { "lifeline=on", NULL, "fifo=/nonexistent" };
    const qemu_info_t info = plugin_good_info(1);
    g_autofree char *path = temp_path("lifeline-control");
    g_autofree char *option = argv[1] = g_strconcat("control=", path, NULL);
    int ends[2];
    int status;
    pid_t pid;

    write_control_file(path, CONTROL_MAGIC, 1, 256, CONTROL_BYTES);
    g_assert_cmpint(pipe(ends), ==, 0);
    pid = fork();
    if (pid == 0) {
        dup2(ends[0], 0);
        close(ends[0]);
        close(ends[1]);
        if (qemu_plugin_install(1, &info, 3, argv) != 0) {
            _exit(1);
        }
        for (;;) {
            pause();
        }
    }
    close(ends[0]);
    g_assert_cmpint((int)write(ends[1], "x", 1), ==, 1);
    g_usleep(50000);
    g_assert_cmpint(waitpid(pid, &status, WNOHANG), ==, 0);
    close(ends[1]);
    g_assert_cmpint(waitpid(pid, &status, 0), ==, pid);
    g_assert_true(WIFSIGNALED(status));
    g_assert_cmpint(WTERMSIG(status), ==, SIGTERM);
}

static const struct plugin_test tests[] = {
    { "refuses-user-mode", refuses_user_mode, "gmbeoo: only whole machines can be traced*" },
    { "refuses-another-target", refuses_another_target,
      "gmbeoo: only x86_64 guests can be traced, but this one is aarch64\n" },
    { "refuses-an-old-qemu", refuses_an_old_qemu,
      "gmbeoo: this QEMU has plugin API version 2 to 2, but this build of the plugin is for ?\n" },
    { "refuses-a-new-qemu", refuses_a_new_qemu,
      "gmbeoo: this QEMU has plugin API version 99 to 99, but this build of the plugin is for ?\n" },
    { "says-which-qemu-it-met", says_which_qemu_it_met, "gmbeoo: plugin API 3 to 7, build for ?\n" },
    { "refuses-too-many-vcpus", refuses_too_many_vcpus,
      "gmbeoo: at most 256 vCPUs can be traced, but this machine may get 257\n" },
    { "refuses-a-bad-option", refuses_a_bad_option, "gmbeoo: unknown option 'controll'*" },
    { "ends-with-its-lifeline", ends_with_its_lifeline, NULL },
};

void plugin_install_tests(void)
{
    plugin_tests_add(tests, G_N_ELEMENTS(tests));
}
