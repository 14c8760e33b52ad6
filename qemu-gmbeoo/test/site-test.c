/*
 * Tests of sites.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "tests.h"

#include "fake-qemu.h"
#include "record.h"
#include "site-record.h"
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

static struct site_table *new_table(uint32_t capacity)
{
    struct site_table *table = g_new0(struct site_table, 1);

    table->capacity = capacity;
    site_use_table(table);
    return table;
}

static uint32_t number(uint64_t pc, uint32_t raw, uint64_t expected_word0)
{
    uint64_t word0;
    const uint32_t result = site_number_slow(&site_pair_get(pc, 3)->load, raw, &word0);

    g_assert_cmphex(word0, ==, expected_word0);
    return result;
}

static void numbers_sites_as_they_occur(void)
{
    struct site_table *table = new_table(100);
    const uint64_t a = record_site_bits(0x700000, 3, false);
    const uint64_t b = record_site_bits(0x700004, 3, false);

    site_pair_get(0x700008, 3); /* translated, never run */
    g_assert_cmpuint(number(0x700004, 2, b | 2), ==, 0);
    g_assert_cmpuint(number(0x700000, 3, a | 3), ==, 1);
    g_assert_cmpuint(number(0x700004, 2, b | 2), ==, 0);
    /* Another kind of access is another number... */
    g_assert_cmpuint(number(0x700004, 1, b | 1), ==, 2);
    g_assert_cmpuint(number(0x700004, 0, b), ==, 3);
    g_assert_cmpuint(number(0x700004, 1, b | 1), ==, 2);
    /* ...but not if a record would not tell them apart. */
    g_assert_cmpuint(number(0x700004, 1 | 0x200, b | 1), ==, 2);
    g_assert_cmpuint(number(0x700004, 2 | 0x200, b | 2), ==, 0);
    g_assert_cmpuint(table->used, ==, 4);
    g_assert_cmphex(table->word0[0], ==, b | 2);
    g_assert_cmphex(table->word0[1], ==, a | 3);
    g_assert_cmphex(table->word0[2], ==, b | 1);
    g_assert_true(site_knows(&site_pair_get(0x700004, 3)->load, 2));
    g_assert_cmpuint(site_pair_get(0x700004, 3)->load.number, ==, 0);
    g_free(table);
}

static void sites_beyond_the_table_have_no_number(void)
{
    struct site_table *table = new_table(2);

    for (uint64_t i = 0; i < 5; i++) {
        const uint64_t pc = 0x710000 + i;

        for (int times = 0; times < 3; times++) {
            const uint32_t expected = i < 2 ? (uint32_t)i : SITE_RECORD_ESCAPE;

            g_assert_cmpuint(number(pc, 2, record_site_bits(pc, 3, false) | 2), ==, expected);
            /* The fast path must not take the escape for a number. */
            g_assert_cmpint(site_knows(&site_pair_get(pc, 3)->load, 2), ==, i < 2);
        }
    }
    g_assert_cmpuint(number(0x710000, 1, record_site_bits(0x710000, 3, false) | 1), ==,
                     SITE_RECORD_ESCAPE);
    g_assert_cmpuint(table->used, ==, 2);
    g_free(table);
}

static gpointer number_all(gpointer data)
{
    (void)data;
    for (uint64_t pc = 0x720000; pc < 0x722000; pc++) {
        for (uint32_t raw = 0; raw < 3; raw++) {
            number(pc, raw, record_site_bits(pc, 3, false) | raw);
        }
    }
    return NULL;
}

static void vcpus_share_numbers(void)
{
    struct site_table *table = new_table(SITE_TABLE_ENTRIES_MAX);
    g_autoptr(GHashTable) seen = g_hash_table_new(g_int64_hash, g_int64_equal);
    GThread *threads[4];

    for (guint i = 0; i < G_N_ELEMENTS(threads); i++) {
        threads[i] = g_thread_new("vcpu", number_all, NULL);
    }
    for (guint i = 0; i < G_N_ELEMENTS(threads); i++) {
        g_thread_join(threads[i]);
    }
    g_assert_cmpuint(table->used, ==, 3 * 0x2000);
    for (uint32_t i = 0; i < table->used; i++) {
        g_assert_true(g_hash_table_add(seen, &table->word0[i]));
    }
    g_free(table);
}

void site_tests(void)
{
    g_test_add_func("/site/finds-an-instruction-again", finds_an_instruction_again);
    g_test_add_func("/site/keeps-many-apart", keeps_many_apart);
    g_test_add_func("/site/decodes-once-and-remembers-the-first",
                    decodes_once_and_remembers_the_first);
    g_test_add_func("/site/decodes-descriptions-of-any-size", decodes_descriptions_of_any_size);
    g_test_add_func("/site/vcpus-may-meet-a-site-at-once", vcpus_may_meet_a_site_at_once);
    g_test_add_func("/site/numbers-sites-as-they-occur", numbers_sites_as_they_occur);
    g_test_add_func("/site/sites-beyond-the-table-have-no-number",
                    sites_beyond_the_table_have_no_number);
    g_test_add_func("/site/vcpus-share-numbers", vcpus_share_numbers);
}
