/*
 * Tests of the sampling arithmetic.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "tests.h"

#include "sample.h"

/* Said otherwise than the code does, in a type in which nothing overflows. */
static bool naive(uint64_t event, unsigned block_log2, unsigned ratio_log2)
{
    const unsigned __int128 block = (unsigned __int128)1 << block_log2;
    const unsigned __int128 period = block << ratio_log2;

    return (unsigned __int128)event % period < block;
}

static uint64_t random64(void)
{
    return (uint64_t)(uint32_t)g_test_rand_int() << 32 | (uint32_t)g_test_rand_int();
}

static void agrees_with_the_naive_rule(void)
{
    for (int i = 0; i < 200000; i++) {
        const unsigned block = (unsigned)g_test_rand_int_range(0, 65);
        const unsigned ratio = (unsigned)g_test_rand_int_range(0, 65 - (int)block);
        const uint64_t event = random64() >> g_test_rand_int_range(0, 64);

        g_assert_true(sample_is_valid(block, ratio));
        g_assert_cmpint(sample_is_traced(event, sample_mask(block, ratio)), ==,
                        naive(event, block, ratio));
    }
}

static void agrees_around_every_edge(void)
{
    for (unsigned block = 0; block <= 64; block++) {
        for (unsigned ratio = 0; block + ratio <= 64; ratio++) {
            const uint64_t mask = sample_mask(block, ratio);

            for (unsigned bit = 0; bit < 64; bit++) {
                for (int delta = -1; delta <= 1; delta++) {
                    const uint64_t event = (UINT64_C(1) << bit) + (uint64_t)delta;

                    g_assert_cmpint(sample_is_traced(event, mask), ==, naive(event, block, ratio));
                }
            }
            g_assert_true(sample_is_traced(0, mask));
        }
    }
}

static uint64_t traced_of(uint64_t events, unsigned block, unsigned ratio)
{
    const uint64_t mask = sample_mask(block, ratio);
    uint64_t traced = 0;

    for (uint64_t i = 0; i < events; i++) {
        traced += sample_is_traced(i, mask);
    }
    return traced;
}

static void traces_what_the_contract_says(void)
{
    g_assert_cmpuint(traced_of(100000, 64, 0), ==, 100000);
    g_assert_cmpuint(traced_of(100000, 0, 64), ==, 1);
    g_assert_cmpuint(traced_of(100000, 3, 61), ==, 8);
    g_assert_cmpuint(traced_of(100000, 0, 0), ==, 100000);
    g_assert_cmpuint(traced_of(1 << 16, 4, 3), ==, 1 << 13);
    g_assert_false(sample_is_traced(UINT64_MAX, sample_mask(0, 64)));
    g_assert_true(sample_is_traced(UINT64_MAX, sample_mask(64, 0)));
}

static void refuses_sums_beyond_64(void)
{
    g_assert_true(sample_is_valid(64, 0));
    g_assert_true(sample_is_valid(0, 64));
    g_assert_false(sample_is_valid(64, 1));
    g_assert_false(sample_is_valid(32, 33));
    g_assert_false(sample_is_valid(UINT32_MAX, 2));
    g_assert_false(sample_is_valid(2, UINT32_MAX));
}

void sample_tests(void)
{
    g_test_add_func("/sample/agrees-with-the-naive-rule", agrees_with_the_naive_rule);
    g_test_add_func("/sample/agrees-around-every-edge", agrees_around_every_edge);
    g_test_add_func("/sample/traces-what-the-contract-says", traces_what_the_contract_says);
    g_test_add_func("/sample/refuses-sums-beyond-64", refuses_sums_beyond_64);
}
