/*
 * Tests of sampling, and of telling what it has left out.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "tests.h"

#include "access.h"
#include "plugin-rig.h"

static void sample(uint32_t block, uint32_t ratio, uint64_t expected)
{
    struct trace_record records[64];
    size_t count;

    plugin_wish((struct control_wish){ .armed = 1, .block_log2 = block, .ratio_log2 = ratio });
    plugin_translate(1);
    for (uint64_t i = 0; i < 1000; i++) {
        fake_load(&plugin.tb.insns[0], 0, DWORD, i);
    }
    fake_vcpu_idle(0);
    count = plugin_records(records, 64);
    g_assert_cmpuint(count, ==, MIN(expected, 64));
    g_assert_cmpuint(plugin.control->slots[0].seen, ==, 1000);
    g_assert_cmpuint(plugin.control->slots[0].traced, ==, expected);
    for (size_t i = 0; i < count; i++) {
        const uint64_t block_number = block < 64 ? i >> block : 0;
        const uint64_t in_block = block < 64 ? i - (block_number << block) : i;

        g_assert_cmphex(records[i].vaddr, ==,
                        block + ratio < 64 ? (block_number << (block + ratio)) + in_block : i);
    }
    while (plugin_records(records, 64) > 0) {
    }
}

static void samples_all(int max_vcpus)
{
    plugin_install(max_vcpus);
    sample(0, 64, 1);
    sample(3, 61, 8);
    sample(64, 0, 1000);
    sample(2, 3, 128); /* 31 periods of 32 have 4 each, and so have the last 8 events */
    sample(0, 0, 1000);
}

static void samples_and_counts_all(void)
{
    samples_all(1);
}

static void samples_with_a_shared_count(void)
{
    samples_all(2);
}

/* Of each 8 accesses the first 2 are traced. */
static void tells_gaps_through_a_fifo_that_is_to(void)
{
    struct trace_record records[64];

    plugin_install_fifo(2, "gaps=on");
    plugin_wish((struct control_wish){ .armed = 1, .block_log2 = 1, .ratio_log2 = 2 });
    plugin_translate(1);
    for (uint64_t i = 0; i < 100; i++) {
        fake_load(&plugin.tb.insns[0], 0, DWORD, i);
    }
    fake_vcpu_idle(0);
    g_assert_cmpuint(plugin_records(records, 64), ==, 26 + 12);
    for (size_t i = 0; i < 26 + 12; i++) {
        if (i % 3 == 2) {
            g_assert_true(record_is_gap(&records[i]));
            g_assert_cmphex(records[i].word0, ==, 0);
            g_assert_cmpuint(records[i].vaddr, ==, 6);
        } else {
            g_assert_cmpuint(records[i].vaddr, ==, i / 3 * 8 + i % 3);
        }
    }
    g_assert_cmpuint(plugin.control->slots[0].written, ==, 26);
}

static void samples_through_a_ring(void)
{
    struct ring_reader ring;
    g_autoptr(GArray) records = NULL;

    plugin_install_ring(&ring, 2, NULL);
    plugin_wish((struct control_wish){ .armed = 1, .block_log2 = 1, .ratio_log2 = 2 });
    plugin_translate(1);
    for (uint64_t i = 0; i < 100; i++) {
        fake_load(&plugin.tb.insns[0], 0, DWORD, i);
    }
    fake_vcpu_idle(0);
    records = ring_reader_records(&ring);
    g_assert_cmpuint(records->len, ==, 26);
    for (guint i = 0; i < records->len; i++) {
        g_assert_cmpuint(g_array_index(records, struct trace_record, i).vaddr, ==,
                         i / 2 * 8 + i % 2);
    }
    g_assert_cmpuint(plugin.control->slots[0].seen, ==, 100);
    g_assert_cmpuint(access_vcpus[0].block_ends, ==, 13);
    ring_reader_close(&ring);
}

static const struct plugin_test tests[] = {
    { "samples-and-counts-all", samples_and_counts_all, NULL },
    { "samples-with-a-shared-count", samples_with_a_shared_count, NULL },
    { "tells-gaps-through-a-fifo-that-is-to", tells_gaps_through_a_fifo_that_is_to, NULL },
    { "samples-through-a-ring", samples_through_a_ring, NULL },
};

void plugin_sampling_tests(void)
{
    plugin_tests_add(tests, G_N_ELEMENTS(tests));
}
