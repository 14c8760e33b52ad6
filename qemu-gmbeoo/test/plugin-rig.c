/*
 * The plugin, installed in a process of its own and driven as QEMU would.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "plugin-rig.h"

#include "tests.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define RING_BYTES (8 << 20)

struct plugin_rig plugin;

const struct control_wish plugin_everything = { .armed = 1, .block_log2 = 64 };

qemu_info_t plugin_good_info(int max_vcpus)
{
    return (qemu_info_t){
        .target_name = "x86_64",
        .version = { .min = 3, .cur = 7 },
        .system_emulation = true,
        .system = { .smp_vcpus = 1, .max_vcpus = max_vcpus },
    };
}

void plugin_install_with(int max_vcpus, char *option, char *other_option)
{
    g_autofree char *control_path = temp_path("plugin-control");
    const qemu_info_t info = plugin_good_info(max_vcpus);
    static char *argv[3]; /* lives as long as the plugin */

    write_control_file(control_path, CONTROL_MAGIC, 1, 256, CONTROL_BYTES);
    plugin.control = control_map(control_path, NULL);
    argv[0] = g_strconcat("control=", control_path, NULL);
    argv[1] = option;
    argv[2] = other_option;
    g_assert_cmpint(qemu_plugin_install(1, &info, other_option == NULL ? 2 : 3, argv), ==, 0);

    fake_qemu.cs = 0x33;
    fake_qemu.cr0 = 0x80050033;
    fake_vcpu_init(0);
    fake_vcpu_idle(0);
}

void plugin_install_fifo(int max_vcpus, char *option)
{
    plugin.fifo_path = temp_path("plugin-fifo");
    g_assert_cmpint(mkfifo(plugin.fifo_path, 0600), ==, 0);
    plugin.reader = open(plugin.fifo_path, O_RDONLY | O_NONBLOCK);
    plugin_install_with(max_vcpus, g_strconcat("fifo=", plugin.fifo_path, NULL), option);
}

void plugin_install(int max_vcpus)
{
    plugin_install_fifo(max_vcpus, NULL);
}

void plugin_wish(struct control_wish wish)
{
    wish.sequence = plugin.control->wish.sequence + 1;
    plugin.control->wish = wish;
    fake_vcpu_resume(0);
    fake_reset();
    g_assert_cmpuint(plugin.control->ack_sequence, ==, wish.sequence);
}

void plugin_translate(size_t insns)
{
    memset(&plugin.tb, 0, sizeof(plugin.tb));
    plugin.tb.count = insns;
    for (size_t i = 0; i < insns; i++) {
        plugin.tb.insns[i].vaddr = PC + 4 * i;
    }
    fake_translate(&plugin.tb);
}

size_t plugin_records(struct trace_record *records, size_t max)
{
    const ssize_t n = read(plugin.reader, records, max * sizeof(*records));

    return n < 0 ? 0 : (size_t)n / sizeof(*records);
}

void plugin_install_ring(struct ring_reader *ring, int max_vcpus, char *table_option)
{
    g_autofree char *prefix = temp_path("plugin-ring");

    plugin_install_with(max_vcpus, g_strconcat("ring=", prefix, NULL), table_option);
    ring_reader_lock(ring, prefix);
    ring_reader_attach(ring, 0, RING_BYTES);
}

static void run_apart(gconstpointer data)
{
    const struct plugin_test *test = data;

    if (g_test_subprocess()) {
        test->test();
        return;
    }
    g_test_trap_subprocess(NULL, 60 * G_USEC_PER_SEC, G_TEST_SUBPROCESS_DEFAULT);
    if (test->stderr_pattern != NULL) {
        g_test_trap_assert_stderr(test->stderr_pattern);
    }
    g_test_trap_assert_passed();
}

void plugin_tests_add(const struct plugin_test *tests, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        g_autofree char *name = g_strconcat("/plugin/", tests[i].name, NULL);

        g_test_add_data_func(name, &tests[i], run_apart);
    }
}
