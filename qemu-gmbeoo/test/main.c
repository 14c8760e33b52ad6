/*
 * Runs all tests.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "tests.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

static char *directory;

char *temp_path(const char *name)
{
    return g_build_filename(directory, name, NULL);
}

static void remove_directory(void)
{
    g_autoptr(GDir) dir = g_dir_open(directory, 0, NULL);
    const char *name;

    while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
        g_autofree char *path = temp_path(name);

        g_unlink(path);
    }
    g_rmdir(directory);
    g_free(directory);
}

struct control_page *new_control(void)
{
    struct control_page *page = aligned_alloc(4096, CONTROL_BYTES);

    memset(page, 0, CONTROL_BYTES);
    memcpy(page->magic, CONTROL_MAGIC, sizeof(page->magic));
    page->version = CONTROL_VERSION;
    page->vcpu_slots = CONTROL_VCPU_SLOTS;
    return page;
}

void write_control_file(const char *path, const char *magic, uint32_t version, uint32_t slots,
                        size_t bytes)
{
    g_autofree char *content = g_malloc0(CONTROL_BYTES + 1);

    memcpy(content, magic, 8);
    memcpy(content + 8, &version, 4);
    memcpy(content + 12, &slots, 4);
    g_assert_true(g_file_set_contents(path, content, (gssize)bytes, NULL));
}

int main(int argc, char **argv)
{
    int result;

    g_test_init(&argc, &argv, NULL);
    directory = g_dir_make_tmp("gmbeoo-test-XXXXXX", NULL);
    g_assert_nonnull(directory);
    record_tests();
    replaced_code_tests();
    sample_tests();
    insn_tests();
    options_tests();
    control_tests();
    site_tests();
    vcpu_tests();
    sink_fifo_tests();
    ring_tests();
    sink_ring_tests();
    in_place_tests();
    tasks_tests();
    layouts_tests();
    mappings_tests();
    pages_tests();
    phases_tests();
    selection_tests();
    plugin_install_tests();
    plugin_arming_tests();
    plugin_records_tests();
    plugin_sampling_tests();
    plugin_outputs_tests();
    result = g_test_run();
    remove_directory();
    return result;
}
