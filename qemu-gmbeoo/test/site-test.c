/*
 * Tests of sites.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "tests.h"

#include "fake-qemu.h"
#include "record.h"
#include "site.h"

static void finds_an_instruction_again(void)
{
    struct site_pair *pair = site_pair_get(0x401000, 3);
    const size_t count = site_count();

    for (int i = 0; i < 1000; i++) {
        g_assert_true(site_pair_get(0x401000, 3) == pair);
    }
    site_word0_slow(&pair->load, 3);
    g_assert_true(site_pair_get(0x401000, 3) == pair);
    g_assert_cmpuint(site_count(), ==, count);
    g_assert_true(site_pair_get(0x401000, 0) != pair);
    g_assert_true(site_pair_get(0x401004, 3) != pair);
    g_assert_cmpuint(site_count(), ==, count + 2);
}

static void keeps_many_apart(void)
{
    for (uint64_t pc = 0; pc < 10000; pc++) {
        const struct site_pair *pair = site_pair_get(0x500000 + pc, 3);

        g_assert_cmphex(pair->load.word0, ==, record_site_bits(0x500000 + pc, 3, false));
        g_assert_cmphex(pair->store.word0, ==, record_site_bits(0x500000 + pc, 3, true));
    }
}

static void decodes_once_and_remembers_the_first(void)
{
    struct site_pair *pair = site_pair_get(0x402000, 3);
    const uint64_t base = record_site_bits(0x402000, 3, true);
    const uint32_t dword = 2 | 0x100;
    const uint32_t qword_big_signed = 3 | FAKE_RAW_SIGN | FAKE_RAW_BIG | 0x100;
    unsigned decodes;

    g_assert_false(site_knows(&pair->store, dword));
    g_assert_cmphex(site_word0_slow(&pair->store, dword), ==, base | 2);
    g_assert_true(site_knows(&pair->store, dword));
    g_assert_cmphex(pair->store.word0, ==, base | 2);

    g_assert_cmphex(site_word0_slow(&pair->store, qword_big_signed), ==, base | 0x1b);
    g_assert_true(site_knows(&pair->store, dword));
    decodes = fake_qemu.decodes;
    g_assert_cmphex(site_word0_slow(&pair->store, qword_big_signed), ==, base | 0x1b);
    g_assert_cmphex(site_word0_slow(&pair->store, dword), ==, base | 2);
    g_assert_cmpuint(fake_qemu.decodes, ==, decodes);
}

static void decodes_descriptions_of_any_size(void)
{
    struct site_pair *pair = site_pair_get(0x403000, 0);

    for (int i = 0; i < 2; i++) {
        g_assert_cmphex(site_word0_slow(&pair->load, 0x7fff0004), ==,
                        record_site_bits(0x403000, 0, false) | 4);
        g_assert_cmphex(site_word0_slow(&pair->load, 0x40001), ==,
                        record_site_bits(0x403000, 0, false) | 1);
        g_assert_cmphex(site_word0_slow(&pair->load, 0x3ffe0), ==,
                        record_site_bits(0x403000, 0, false));
    }
}

static gpointer meet(gpointer data)
{
    const uint32_t raw = (uint32_t)GPOINTER_TO_UINT(data);

    for (uint64_t pc = 0x600000; pc < 0x602000; pc++) {
        struct site *site = &site_pair_get(pc, 3)->load;
        const uint64_t word0 = site_knows(site, raw) ? site->word0 : site_word0_slow(site, raw);

        g_assert_cmphex(word0, ==, record_site_bits(pc, 3, false) | (raw & 7));
    }
    return NULL;
}

static void vcpus_may_meet_a_site_at_once(void)
{
    GThread *threads[4];

    for (guint i = 0; i < G_N_ELEMENTS(threads); i++) {
        threads[i] = g_thread_new("vcpu", meet, GUINT_TO_POINTER(i));
    }
    for (guint i = 0; i < G_N_ELEMENTS(threads); i++) {
        g_thread_join(threads[i]);
    }
}

void site_tests(void)
{
    g_test_add_func("/site/finds-an-instruction-again", finds_an_instruction_again);
    g_test_add_func("/site/keeps-many-apart", keeps_many_apart);
    g_test_add_func("/site/decodes-once-and-remembers-the-first",
                    decodes_once_and_remembers_the_first);
    g_test_add_func("/site/decodes-descriptions-of-any-size", decodes_descriptions_of_any_size);
    g_test_add_func("/site/vcpus-may-meet-a-site-at-once", vcpus_may_meet_a_site_at_once);
}
