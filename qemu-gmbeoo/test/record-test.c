/*
 * Tests of the record's layout.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "tests.h"

#include "record.h"

#include <string.h>

static void has_the_documented_bytes(void)
{
    /* A 4 byte store by CPL 3 code at 0x401010 on vCPU 2, to 0x7ffe12345678. */
    static const uint8_t golden[16] = {
        0xe2, 0x02, 0x10, 0x10, 0x40, 0x00, 0x00, 0x80,
        0x78, 0x56, 0x34, 0x12, 0xfe, 0x7f, 0x00, 0x00,
    };
    const struct trace_record record = {
        .word0 = record_site_bits(0x401010, 3, true) | record_access_bits(2, false, false)
                 | record_vcpu_bits(2),
        .vaddr = 0x7ffe12345678,
    };

    g_assert_cmpmem(&record, sizeof(record), golden, sizeof(golden));
}

static void keeps_47_bits_of_a_kernel_pc(void)
{
    const uint64_t pc = UINT64_C(0xffffffff81e00abc);
    const uint64_t word0 = record_site_bits(pc, 0, false);

    g_assert_cmphex(word0 >> 16 & RECORD_PC_MASK, ==, pc & RECORD_PC_MASK);
    g_assert_cmphex(word0 >> 63, ==, 1);
    g_assert_cmphex(word0 & 0xffff, ==, 0);
}

static void puts_each_field_into_its_bits(void)
{
    g_assert_cmphex(record_site_bits(0, 0, false), ==, UINT64_C(1) << 63);
    g_assert_cmphex(record_site_bits(0, 0, true), ==, UINT64_C(1) << 63 | 1 << 5);
    for (unsigned cpl = 0; cpl < 4; cpl++) {
        g_assert_cmphex(record_site_bits(0, cpl, false) & 0xff, ==, cpl << 6);
    }
    g_assert_cmphex(record_site_bits(UINT64_MAX, 0, false), ==, UINT64_MAX << 16);
    g_assert_cmphex(record_access_bits(7, false, false), ==, 7);
    g_assert_cmphex(record_access_bits(0, true, false), ==, 8);
    g_assert_cmphex(record_access_bits(0, false, true), ==, 16);
    g_assert_cmphex(record_vcpu_bits(255), ==, 0xff00);
}

void record_tests(void)
{
    g_test_add_func("/record/has-the-documented-bytes", has_the_documented_bytes);
    g_test_add_func("/record/keeps-47-bits-of-a-kernel-pc", keeps_47_bits_of_a_kernel_pc);
    g_test_add_func("/record/puts-each-field-into-its-bits", puts_each_field_into_its_bits);
}
