/*
 * Tests of wishes, and of vCPUs that come and go.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "tests.h"

#include "plugin-rig.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

static void is_silent_until_armed(void)
{
    plugin_install(1);
    g_assert_cmpuint(plugin.control->state, ==, CONTROL_LOADED);
    g_assert_cmpuint(plugin.control->pid, ==, getpid());
    g_assert_cmpuint(plugin.control->api_version, ==, 7);
    g_assert_cmpuint(plugin.control->vcpus_seen, ==, 1);
    g_assert_cmpuint(plugin.control->slots[0].idle, ==, 1);
    g_assert_false(fake_translates());
    fake_vcpu_resume(0);
    g_assert_cmpuint(plugin.control->slots[0].idle, ==, 0);
    g_assert_false(fake_reset_is_wanted());

    plugin_wish((struct control_wish){ .armed = 0 });
    g_assert_cmpuint(plugin.control->state, ==, CONTROL_DISARMED);
    g_assert_false(fake_translates());
    g_assert_true(fake_listens());
}

static void fails_an_impossible_wish(void)
{
    plugin_install(1);
    plugin_wish((struct control_wish){ .armed = 1, .block_log2 = 32, .ratio_log2 = 33 });
    g_assert_cmpuint(plugin.control->state, ==, CONTROL_FAILED);
    g_assert_cmpstr(plugin.control->failure_text, ==,
                    "block_log2 32 + ratio_log2 33 is not in range [0, 64]");
    g_assert_false(fake_translates());
    plugin_wish((struct control_wish){ .armed = 1, .on_full = 2 });
    g_assert_cmpstr(plugin.control->failure_text, ==, "on_full is 2, but must be 0 or 1");
    unlink(plugin.fifo_path);
    plugin_wish(plugin_everything);
    g_assert_true(g_str_has_suffix(plugin.control->failure_text, "No such file or directory"));
    g_assert_cmpuint(plugin.control->failure_errno, ==, ENOENT);
}

static void recovers_from_a_failed_wish(void)
{
    plugin_install(1);
    plugin_wish((struct control_wish){ .armed = 1, .block_log2 = 65 });
    plugin_wish(plugin_everything);
    g_assert_cmpuint(plugin.control->state, ==, CONTROL_ARMED);
    g_assert_cmpstr(plugin.control->failure_text, ==, "");
}

static void counts_from_0_again(void)
{
    struct trace_record records[8];

    plugin_install(1);
    plugin_wish(plugin_everything);
    plugin_translate(1);
    fake_load(&plugin.tb.insns[0], 0, DWORD, 0);
    fake_vcpu_idle(0);
    g_assert_cmpuint(plugin_records(records, 8), ==, 1);
    plugin.control->wish.sequence++; /* what runs between now and the reset is of no trace */
    fake_vcpu_resume(0);
    fake_load(&plugin.tb.insns[0], 0, DWORD, 0);
    fake_vcpu_idle(0);
    fake_vcpu_resume(0);
    fake_load(&plugin.tb.insns[0], 0, DWORD, 0);
    fake_reset();
    fake_vcpu_idle(0);
    g_assert_cmpuint(plugin_records(records, 8), ==, 0);
    g_assert_cmpuint(plugin.control->slots[0].seen, ==, 0);
    plugin_translate(1);
    fake_load(&plugin.tb.insns[0], 0, DWORD, 0);
    fake_vcpu_idle(0);
    g_assert_cmpuint(plugin_records(records, 8), ==, 1);
    g_assert_cmpuint(plugin.control->slots[0].written, ==, 1);
}

static void arms_a_vcpu_plugged_in_later(void)
{
    struct control_wish wish = plugin_everything;

    plugin_install(2);
    wish.block_log2 = 1;
    wish.ratio_log2 = 62;
    plugin_wish(wish);
    plugin_translate(1);
    /* On a thread of its own in QEMU; here the plugin complains of that, and it is of no matter. */
    fake_vcpu_init(1);
    for (int i = 0; i < 10; i++) {
        fake_load(&plugin.tb.insns[0], 1, DWORD, 0);
    }
    fake_vcpu_idle(1);
    g_assert_cmpuint(plugin.control->slots[1].seen, ==, 10);
    g_assert_cmpuint(plugin.control->slots[1].traced, ==, 2);
}

static void says_that_vcpus_share_a_thread(void)
{
    plugin_install(2);
    fake_vcpu_init(1);
    g_assert_cmpuint(plugin.control->state, ==, CONTROL_FAILED);
    g_assert_nonnull(strstr(plugin.control->failure_text, "thread=multi"));
}

static void says_that_a_ring_cannot_be_made(void)
{
    g_autofree char *prefix = temp_path("plugin-ring");
    g_autofree char *path = g_strconcat(prefix, ".0", NULL);

    g_assert_true(g_file_set_contents(path, "", 0, NULL));
    plugin_install_with(1, g_strconcat("ring=", prefix, NULL), NULL);
    g_assert_cmpuint(plugin.control->state, ==, CONTROL_FAILED);
    plugin_wish((struct control_wish){ .armed = 0 });
    plugin_wish(plugin_everything);
    g_assert_cmpuint(plugin.control->state, ==, CONTROL_FAILED);
    g_assert_true(g_str_has_suffix(plugin.control->failure_text, "File exists"));
    g_assert_cmpuint(plugin.control->failure_errno, ==, EEXIST);
}

static void flushes_when_it_must_end(void)
{
    struct trace_record records[8];

    plugin_install(1);
    plugin_wish(plugin_everything);
    plugin_translate(1);
    fake_load(&plugin.tb.insns[0], 0, DWORD, 0);
    fake_exit();
    g_assert_cmpuint(plugin_records(records, 8), ==, 1);
    fake_load(&plugin.tb.insns[0], 0, DWORD, 0);
    fake_vcpu_exit(0);
    g_assert_cmpuint(plugin_records(records, 8), ==, 1);
    fake_exit();
    g_assert_cmpuint(plugin_records(records, 8), ==, 0);
}

static const struct plugin_test tests[] = {
    { "is-silent-until-armed", is_silent_until_armed, NULL },
    { "fails-an-impossible-wish", fails_an_impossible_wish, NULL },
    { "recovers-from-a-failed-wish", recovers_from_a_failed_wish, NULL },
    { "counts-from-0-again", counts_from_0_again, NULL },
    { "arms-a-vcpu-plugged-in-later", arms_a_vcpu_plugged_in_later, NULL },
    { "says-that-vcpus-share-a-thread", says_that_vcpus_share_a_thread, NULL },
    { "says-that-a-ring-cannot-be-made", says_that_a_ring_cannot_be_made, NULL },
    { "flushes-when-it-must-end", flushes_when_it_must_end, NULL },
};

void plugin_arming_tests(void)
{
    plugin_tests_add(tests, G_N_ELEMENTS(tests));
}
