/*
 * Tests of what is recorded and counted of the code that QEMU translates.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "tests.h"

#include "insn.h"
#include "phases.h"
#include "plugin-rig.h"

#include <string.h>

static void writes_what_the_guest_does(void)
{
    struct trace_record records[8];

    plugin_install(1);
    plugin_wish(plugin_everything);
    g_assert_cmpuint(plugin.control->state, ==, CONTROL_ARMED);
    plugin_translate(2);
    fake_load(&plugin.tb.insns[0], 0, DWORD, 0x1000);
    fake_store(&plugin.tb.insns[0], 0, DWORD, 0x1000);
    fake_load(&plugin.tb.insns[1], 0, 1 | FAKE_RAW_SIGN, UINT64_C(0xffff888000000001));
    g_assert_cmpuint(plugin_records(records, 8), ==, 0);
    fake_vcpu_idle(0);
    g_assert_cmpuint(plugin_records(records, 8), ==, 3);
    g_assert_cmphex(records[0].word0, ==, record_site_bits(PC, 3, false) | 2);
    g_assert_cmphex(records[0].vaddr, ==, 0x1000);
    g_assert_cmphex(records[1].word0, ==, record_site_bits(PC, 3, true) | 2);
    g_assert_cmphex(records[2].word0, ==, record_site_bits(PC + 4, 3, false) | 9);
    g_assert_cmphex(records[2].vaddr, ==, UINT64_C(0xffff888000000001));
    g_assert_cmpuint(plugin.control->slots[0].seen, ==, 3);
    g_assert_cmpuint(plugin.control->slots[0].traced, ==, 3);
    g_assert_cmpuint(plugin.control->slots[0].written, ==, 3);
    g_assert_cmpuint(plugin.control->slots[0].idle, ==, 1);
}

static void translate_bytes(const uint8_t *bytes, size_t length)
{
    memset(&plugin.tb, 0, sizeof(plugin.tb));
    plugin.tb.count = 1;
    plugin.tb.insns[0].vaddr = PC;
    plugin.tb.insns[0].length = length;
    memcpy(plugin.tb.insns[0].bytes, bytes, length);
    fake_translate(&plugin.tb);
}

/* Of `lock neg` QEMU reports a load, and then a load and a store. */
static void records_lock_neg_once(void)
{
    static const uint8_t bytes[] = { 0xf0, 0xf7, 0x18 };
    struct trace_record records[8];

    plugin_install(1);
    plugin_wish(plugin_everything);
    translate_bytes(bytes, sizeof(bytes));
    g_assert_true(plugin.tb.insns[0].on_load.callback == NULL);
    fake_store(&plugin.tb.insns[0], 0, DWORD, 0x1000);
    fake_vcpu_idle(0);
    g_assert_cmpuint(plugin_records(records, 8), ==, 2);
    g_assert_cmphex(records[0].word0, ==, record_site_bits(PC, 3, false) | DWORD);
    g_assert_cmphex(records[0].vaddr, ==, 0x1000);
    g_assert_cmphex(records[1].word0, ==, record_site_bits(PC, 3, true) | DWORD);
    g_assert_cmphex(records[1].vaddr, ==, 0x1000);
    g_assert_cmpuint(plugin.control->slots[0].seen, ==, 2);
}

/* `iretq`: what it pops is of the code, descriptors are not; unless it is the kernel's. */
static void leaves_out_what_the_cpu_looks_up(void)
{
    static const uint8_t bytes[] = { 0x48, 0xcf };
    struct trace_record records[8];

    plugin_install(1);
    plugin_wish(plugin_everything);
    translate_bytes(bytes, sizeof(bytes));
    fake_load(&plugin.tb.insns[0], 0, DWORD, UINT64_C(0xfffffe0000001030));
    fake_load(&plugin.tb.insns[0], 0, 3, 0x7ffe0000);
    fake_store(&plugin.tb.insns[0], 0, DWORD, UINT64_C(0xfffffe0000001034));
    fake_vcpu_idle(0);
    g_assert_cmpuint(plugin_records(records, 8), ==, 1);
    g_assert_cmphex(records[0].word0, ==, record_site_bits(PC, 3, false) | 3);
    g_assert_cmpuint(plugin.control->slots[0].seen, ==, 1);
    fake_qemu.cs = 0x10;
    translate_bytes(bytes, sizeof(bytes));
    fake_load(&plugin.tb.insns[0], 0, DWORD, UINT64_C(0xfffffe0000001030));
    fake_vcpu_idle(0);
    g_assert_cmpuint(plugin_records(records, 8), ==, 1);
}

/* A function whose first instruction ends a phase that there is not, and whose call ends one. */
static void sees_calls_of_what_begins_with_a_mark(void)
{
    static uint8_t code[64] = { 0x0f, 0x1f, 0x84, 0x37, 'M', 'T', 'P', INSN_MARKER_END_RUN };
    struct ring_reader ring;
    struct control_functions *functions;

    plugin_install_ring(&ring, 1, "phases=10");
    functions = &plugin.control->functions;
    *functions = (struct control_functions){ .phase = "until" };
    functions->until.page_offset = PC & 4095;
    functions->until.bytes = 8;
    memcpy(functions->until.code, code, 8);
    strcpy((char *)code + 32, "other");
    fake_qemu.memory_begin = PC;
    fake_qemu.memory = code;
    fake_qemu.memory_bytes = sizeof(code);
    fake_qemu.rdi = PC + 32;
    plugin_wish(plugin_everything);
    g_assert_true(phases_are_open());
    translate_bytes(code, 8);
    fake_execute(&plugin.tb.insns[0], 0);
    g_assert_false(phases_are_open());
    ring_reader_close(&ring);
}

static void knows_the_cpl(void)
{
    struct trace_record record;

    plugin_install(1);
    plugin_wish(plugin_everything);
    fake_qemu.cs = 0x10;
    plugin_translate(1);
    fake_load(&plugin.tb.insns[0], 0, DWORD, 0);
    fake_vcpu_idle(0);
    g_assert_cmpuint(plugin_records(&record, 1), ==, 1);
    g_assert_cmphex(record.word0, ==, record_site_bits(PC, 0, false) | 2);

    fake_qemu.cs = 0xf003; /* real mode: not a privilege level */
    fake_qemu.cr0 = 0x10;
    plugin_translate(1);
    fake_load(&plugin.tb.insns[0], 0, DWORD, 0);
    fake_vcpu_idle(0);
    g_assert_cmpuint(plugin_records(&record, 1), ==, 1);
    g_assert_cmphex(record.word0, ==, record_site_bits(PC, 0, false) | 2);
}

static void leaves_other_cpls_alone_if_told(void)
{
    struct control_wish wish = plugin_everything;

    plugin_install(1);
    wish.cpl3_only = 1;
    plugin_wish(wish);
    fake_qemu.cs = 0x10;
    plugin_translate(1);
    g_assert_true(plugin.tb.insns[0].on_load.callback == NULL);
    g_assert_true(plugin.tb.insns[0].on_store.callback == NULL);
    fake_qemu.cs = 0x33;
    plugin_translate(1);
    fake_load(&plugin.tb.insns[0], 0, DWORD, 0);
    fake_vcpu_idle(0);
    g_assert_cmpuint(plugin.control->slots[0].seen, ==, 1);
}

static void assert_instructions(uint64_t cpl0, uint64_t cpl3)
{
    const uint64_t *counted = plugin.control->slots[0].instructions;

    fake_vcpu_idle(0);
    g_assert_cmpuint(counted[0], ==, cpl0);
    g_assert_cmpuint(counted[1], ==, cpl0 == CONTROL_NOT_COUNTED ? CONTROL_NOT_COUNTED : 0);
    g_assert_cmpuint(counted[3], ==, cpl3);
}

/* One of 5 instructions of user code that is entered twice, and one of 2 of the kernel. */
static void enter_blocks(void)
{
    fake_qemu.cs = 0x33;
    plugin_translate(5);
    fake_enter(&plugin.tb, 0);
    fake_execute(&plugin.tb.insns[4], 0);
    fake_enter(&plugin.tb, 0);
    fake_qemu.cs = 0x10;
    plugin_translate(2);
    fake_enter(&plugin.tb, 0);
}

static void counts_instructions_where_blocks_begin(void)
{
    plugin_install(1);
    plugin_wish(plugin_everything);
    enter_blocks();
    assert_instructions(2, 10);
    enter_blocks();
    assert_instructions(4, 20);
    plugin_wish(plugin_everything);
    assert_instructions(0, 0);
    enter_blocks();
    assert_instructions(2, 10);
}

static void counts_no_instructions_that_are_not_traced(void)
{
    struct control_wish user_code = plugin_everything;

    user_code.cpl3_only = 1;
    plugin_install(1);
    plugin_wish(user_code);
    enter_blocks();
    assert_instructions(CONTROL_NOT_COUNTED, 10);
}

static void counts_each_instruction_if_asked_to(void)
{
    plugin_install(1);
    plugin.control->exact_instructions = 1;
    plugin_wish(plugin_everything);
    enter_blocks();
    assert_instructions(0, 1);
}

static const struct plugin_test tests[] = {
    { "writes-what-the-guest-does", writes_what_the_guest_does, NULL },
    { "records-lock-neg-once", records_lock_neg_once, NULL },
    { "leaves-out-what-the-cpu-looks-up", leaves_out_what_the_cpu_looks_up, NULL },
    { "sees-calls-of-what-begins-with-a-mark", sees_calls_of_what_begins_with_a_mark, NULL },
    { "knows-the-cpl", knows_the_cpl, NULL },
    { "leaves-other-cpls-alone-if-told", leaves_other_cpls_alone_if_told, NULL },
    { "counts-instructions-where-blocks-begin", counts_instructions_where_blocks_begin, NULL },
    { "counts-no-instructions-that-are-not-traced", counts_no_instructions_that_are_not_traced,
      NULL },
    { "counts-each-instruction-if-asked-to", counts_each_instruction_if_asked_to, NULL },
};

void plugin_records_tests(void)
{
    plugin_tests_add(tests, G_N_ELEMENTS(tests));
}
