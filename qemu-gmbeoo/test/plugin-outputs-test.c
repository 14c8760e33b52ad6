/*
 * Tests of the ways out: whichever it is, what comes out is what the guest has done.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "tests.h"

#include "plugin-rig.h"

#include <fcntl.h>
#include <poll.h>

/* How many accesses the plugin is driven with. */
#define DRIVEN 100000

/* Addresses of all kinds: of users, of the kernel, around the edges of 48 bits, and beyond. */
static uint64_t random_address(void)
{
    const uint64_t any = (uint64_t)(uint32_t)g_test_rand_int() << 32 | (uint32_t)g_test_rand_int();

    switch (g_test_rand_int_range(0, 6)) {
    case 0:
        return any;
    case 1:
        return UINT64_C(0x7fffffffffff) + (uint64_t)g_test_rand_int_range(-2, 3);
    case 2:
        return UINT64_C(0xffff800000000000) + (uint64_t)g_test_rand_int_range(-2, 3);
    case 3:
        return any | UINT64_C(0xffff800000000000);
    default:
        return any & UINT64_C(0x7fffffffffff);
    }
}

/*
 * Drives the plugin at random, translating again and again, and compares what comes out with what
 * must: the same, whatever the transport and however many sites have a number.
 */
static void drive(GArray *expected)
{
    plugin_wish(plugin_everything);
    for (int i = 0; i < DRIVEN; i++) {
        const size_t index = (size_t)g_test_rand_int_range(0, FAKE_INSNS_MAX);
        const unsigned size = (unsigned)g_test_rand_int_range(0, g_test_rand_bit() ? 5 : 1);
        const uint32_t raw = size | (g_test_rand_int_range(0, 10) == 0 ? FAKE_RAW_SIGN : 0)
                             | (g_test_rand_int_range(0, 10) == 0 ? 0x100 : 0);
        const bool store = g_test_rand_bit();
        const struct trace_record record = {
            .word0 = record_site_bits(PC + 4 * index, 3, store)
                     | record_access_bits(size, raw & FAKE_RAW_SIGN, false),
            .vaddr = random_address(),
        };

        if (i % 1000 == 0) {
            plugin_translate(FAKE_INSNS_MAX);
        }
        (store ? fake_store : fake_load)(&plugin.tb.insns[index], 0, raw, record.vaddr);
        g_array_append_val(expected, record);
    }
    fake_vcpu_idle(0);
    g_assert_cmpuint(plugin.control->slots[0].seen, ==, expected->len);
    g_assert_cmpuint(plugin.control->slots[0].traced, ==, expected->len);
    g_assert_cmpuint(plugin.control->slots[0].written, ==, expected->len);
}

static void assert_same_records(const GArray *a, const GArray *b)
{
    g_assert_cmpuint(a->len, ==, b->len);
    for (guint i = 0; i < a->len; i++) {
        const struct trace_record *x = &g_array_index(a, struct trace_record, i);
        const struct trace_record *y = &g_array_index(b, struct trace_record, i);

        g_assert_cmphex(x->word0, ==, y->word0);
        g_assert_cmphex(x->vaddr, ==, y->vaddr);
    }
}

/* Returns how many sites got a number. */
static uint32_t drive_ring(char *table_option)
{
    g_autoptr(GArray) expected = g_array_new(FALSE, FALSE, sizeof(struct trace_record));
    g_autoptr(GArray) records = NULL;
    struct ring_reader ring;
    uint32_t used;

    plugin_install_ring(&ring, 1, table_option);
    drive(expected);
    records = ring_reader_records(&ring);
    assert_same_records(records, expected);
    used = ring.table->used;
    ring_reader_close(&ring);
    return used;
}

static void loses_nothing_through_a_ring(void)
{
    g_assert_cmpuint(drive_ring(NULL), ==, FAKE_INSNS_MAX * 2 * 10); /* not one twice */
}

static void loses_nothing_through_a_tiny_table(void)
{
    g_assert_cmpuint(drive_ring("table=7"), ==, 7);
}

static void loses_nothing_without_a_table(void)
{
    g_assert_cmpuint(drive_ring("table=0"), ==, 0);
}

static gpointer read_fifo(gpointer data)
{
    GArray *records = data;
    struct trace_record buffer[4096];
    struct pollfd poll_fd = { .fd = plugin.reader, .events = POLLIN };

    while (records->len < DRIVEN && poll(&poll_fd, 1, 10000) == 1) {
        g_array_append_vals(records, buffer, (guint)plugin_records(buffer, 4096));
    }
    return NULL;
}

static void loses_nothing_through_a_fifo(void)
{
    g_autoptr(GArray) expected = g_array_new(FALSE, FALSE, sizeof(struct trace_record));
    g_autoptr(GArray) records = g_array_new(FALSE, FALSE, sizeof(struct trace_record));
    const unsigned pipe_bytes = 1 << 20;
    GThread *thread;

    plugin_install(1);
    g_assert_cmpuint(fcntl(plugin.reader, F_SETPIPE_SZ, pipe_bytes), ==, pipe_bytes);
    thread = g_thread_new("host", read_fifo, records);
    drive(expected);
    g_thread_join(thread);
    assert_same_records(records, expected);
}

static const struct plugin_test tests[] = {
    { "loses-nothing-through-a-ring", loses_nothing_through_a_ring, NULL },
    { "loses-nothing-through-a-tiny-table", loses_nothing_through_a_tiny_table, NULL },
    { "loses-nothing-without-a-table", loses_nothing_without_a_table, NULL },
    { "loses-nothing-through-a-fifo", loses_nothing_through_a_fifo, NULL },
};

void plugin_outputs_tests(void)
{
    plugin_tests_add(tests, G_N_ELEMENTS(tests));
}
