/*
 * Tests of telling to which physical pages accesses go.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "tests.h"

#include "fake-qemu.h"
#include "page-watch.h"
#include "pages.h"
#include "plugin-rig.h"
#include "vcpu-asides.h"
#include "word-sink.h"

#include <stdlib.h>
#include <string.h>

#define PAGE(page, frame) site_record_about(0, SITE_RECORD_PAGE), page, frame

/* Another page with the same place. */
#define SAME_PLACE(page) ((page) ^ UINT64_C(0x1001000))

struct fixture {
    struct control_page *control;
    struct word_sink sink;
    struct vcpu *vcpu;
};

static void set_up(struct fixture *f, gconstpointer data)
{
    (void)data;
    f->control = new_control();
    word_sink_init(&f->sink, f->control);
    f->vcpu = word_sink_attach(&f->sink, 0);
    word_sink_attach(&f->sink, 1);
    pages_arm(f->vcpu, true);
    pages_arm(&access_vcpus[1], true);
    fake_qemu.frame_of_0 = 0x7000000;
    fake_qemu.knows_no_hwaddr = false;
    fake_qemu.devices_begin = UINT64_MAX;
    fake_qemu.hwaddrs = 0;
}

static void tear_down(struct fixture *f, gconstpointer data)
{
    (void)data;
    word_sink_free(&f->sink);
    free(f->control);
}

static void access_on(unsigned vcpu, uint64_t address)
{
    if (!pages_know(access_vcpus[vcpu].pages, address)) {
        pages_look(&access_vcpus[vcpu], DWORD, address);
    }
    vcpu_stage_site(&access_vcpus[vcpu], 1, address);
}

static void tells_a_page_once(struct fixture *f, gconstpointer data)
{
    (void)data;
    access_on(0, 0x1010);
    access_on(0, 0x1ff8);
    access_on(0, 0x2000);
    access_on(0, 0x1000);
    ASSERT_WORDS(&f->sink, 0, PAGE(0x1000, 0x7001000), ACCESS(0x1010), ACCESS(0x1ff8),
                 PAGE(0x2000, 0x7002000), ACCESS(0x2000), ACCESS(0x1000));
    g_assert_cmpuint(fake_qemu.hwaddrs, ==, 2);
    g_assert_cmpuint(f->vcpu->written, ==, 4);
}

static void tells_what_has_changed(struct fixture *f, gconstpointer data)
{
    (void)data;
    access_on(0, 0x1000);
    access_on(0, 0x2000);
    pages_doubt(f->vcpu->pages);
    access_on(0, 0x1000); /* is looked for, but is where it was */
    fake_qemu.frame_of_0 = 0x9000000;
    access_on(0, 0x1000); /* nobody doubts it */
    pages_doubt(f->vcpu->pages);
    access_on(0, 0x1000);
    ASSERT_WORDS(&f->sink, 0, PAGE(0x1000, 0x7001000), ACCESS(0x1000), PAGE(0x2000, 0x7002000),
                 ACCESS(0x2000), ACCESS(0x1000), ACCESS(0x1000), PAGE(0x1000, 0x9001000),
                 ACCESS(0x1000));
    g_assert_cmpuint(fake_qemu.hwaddrs, ==, 4);
}

static void has_one_place_for_a_page(struct fixture *f, gconstpointer data)
{
    const uint64_t other = SAME_PLACE(0x5000);

    (void)data;
    g_assert_cmpuint(site_record_page_place(other), ==, site_record_page_place(0x5000));
    access_on(0, 0x5000);
    access_on(0, other);
    access_on(0, 0x5000);
    ASSERT_WORDS(&f->sink, 0, PAGE(0x5000, 0x7005000), ACCESS(0x5000),
                 PAGE(other, 0x7000000 + other), ACCESS(other), PAGE(0x5000, 0x7005000),
                 ACCESS(0x5000));
}

static void doubts_for_one_vcpu(struct fixture *f, gconstpointer data)
{
    (void)data;
    access_on(0, 0x1000);
    access_on(1, 0x1000);
    fake_qemu.frame_of_0 = 0x9000000;
    pages_doubt(access_vcpus[1].pages);
    access_on(0, 0x1000);
    access_on(1, 0x1000);
    ASSERT_WORDS(&f->sink, 0, PAGE(0x1000, 0x7001000), ACCESS(0x1000), ACCESS(0x1000));
    ASSERT_WORDS(&f->sink, 1, PAGE(0x1000, 0x7001000), ACCESS(0x1000), PAGE(0x1000, 0x9001000),
                 ACCESS(0x1000));
}

static void doubts_without_end(struct fixture *f, gconstpointer data)
{
    (void)data;
    access_on(0, 0x1000);
    for (unsigned i = 0; i < 3 << PAGES_GENERATION_BITS; i++) {
        pages_doubt(f->vcpu->pages);
        g_assert_false(pages_know(f->vcpu->pages, 0x1000));
        g_assert_false(pages_know(f->vcpu->pages, 0));
    }
    access_on(0, 0x1000);
    ASSERT_WORDS(&f->sink, 0, PAGE(0x1000, 0x7001000), ACCESS(0x1000), ACCESS(0x1000));
}

static void says_where_devices_are_and_what_is_not_known(struct fixture *f, gconstpointer data)
{
    (void)data;
    fake_qemu.devices_begin = 0x8000;
    access_on(0, 0x7000);
    access_on(0, 0x8004);
    fake_qemu.knows_no_hwaddr = true;
    access_on(0, 0x9008);
    ASSERT_WORDS(&f->sink, 0, PAGE(0x7000, 0x7007000), ACCESS(0x7000),
                 PAGE(0x8000, 0x7008000 | SITE_RECORD_PAGE_OF_DEVICE), ACCESS(0x8004),
                 PAGE(0x9000, SITE_RECORD_PAGE_UNKNOWN), ACCESS(0x9008));
}

/* However much is staged already: what comes next is its access, and that fits. */
static void tells_it_in_the_same_batch(struct fixture *f, gconstpointer data)
{
    (void)data;
    for (unsigned room = 1; room < 12; room++) {
        const uint64_t page = 0x10000 * room;

        while (f->vcpu->limit - f->vcpu->pos != (ptrdiff_t)room) {
            access_on(0, 0x1000);
        }
        pages_look(f->vcpu, DWORD, page);
        g_assert_true(f->vcpu->pos < f->vcpu->limit);
        g_assert_true(f->vcpu->pos - f->vcpu->start >= SITE_RECORD_PAGE_WORDS);
        g_assert_cmphex(f->vcpu->pos[-2], ==, page);
    }
}

static void tells_all_again_that_was_lost(struct fixture *f, gconstpointer data)
{
    (void)data;
    access_on(0, 0x1000);
    access_on(0, 0x2000);
    f->sink.full = true;
    vcpu_flush(f->vcpu);
    f->sink.full = false;
    access_on(0, 0x2000);
    access_on(0, 0x2008);
    access_on(0, 0x1000);
    ASSERT_WORDS(&f->sink, 0, site_record_gap(2, true), PAGE(0x2000, 0x7002000), ACCESS(0x2000),
                 ACCESS(0x2008), PAGE(0x1000, 0x7001000), ACCESS(0x1000));
}

static void begins_anew_when_armed(struct fixture *f, gconstpointer data)
{
    (void)data;
    access_on(0, 0x1000);
    vcpu_flush(f->vcpu);
    g_array_set_size(f->sink.words[0], 0);
    vcpu_arm(f->vcpu, 0, CONTROL_ON_FULL_WAIT);
    pages_arm(f->vcpu, true);
    access_on(0, 0x1000);
    ASSERT_WORDS(&f->sink, 0, PAGE(0x1000, 0x7001000), ACCESS(0x1000));
}

/* All of the plugin: code is translated, and what changes translations is watched. */
static void watches_what_changes_translations(void)
{
    static const uint8_t mov_to_cr3[] = { 0x0f, 0x22, 0xd8 };
    struct ring_reader ring;
    g_autoptr(GArray) records = NULL;

    fake_qemu.devices_begin = UINT64_MAX;
    fake_qemu.frame_of_0 = 0x7000000;
    plugin_install_ring(&ring, 2, NULL);
    plugin.control->tells_pages = 1;
    plugin_wish(plugin_everything);
    g_assert_cmpuint(plugin.control->state, ==, CONTROL_ARMED);
    memset(&plugin.tb, 0, sizeof(plugin.tb));
    plugin.tb.count = 2;
    plugin.tb.insns[0].vaddr = UINT64_C(0xffffffff81000000);
    plugin.tb.insns[1].vaddr = UINT64_C(0xffffffff81000008);
    memcpy(plugin.tb.insns[1].bytes, mov_to_cr3, plugin.tb.insns[1].length = sizeof(mov_to_cr3));
    fake_qemu.cs = 0x10;
    fake_translate(&plugin.tb);

    fake_load(&plugin.tb.insns[0], 0, DWORD, 0x1000);
    fake_qemu.frame_of_0 = 0x9000000;
    fake_execute(&plugin.tb.insns[0], 0);
    fake_load(&plugin.tb.insns[0], 0, DWORD, 0x1008);
    fake_execute(&plugin.tb.insns[1], 0);
    fake_load(&plugin.tb.insns[0], 0, DWORD, 0x1010);
    fake_vcpu_idle(0);
    records = ring_reader_records(&ring);
    g_assert_cmpuint(records->len, ==, 3);
    g_assert_cmpuint(ring.pages->len, ==, 2);
    g_assert_cmphex(g_array_index(ring.pages, struct ring_page, 0).frame, ==, 0x7001000);
    g_assert_cmpuint(g_array_index(ring.pages, struct ring_page, 0).records_before, ==, 0);
    g_assert_cmphex(g_array_index(ring.pages, struct ring_page, 1).frame, ==, 0x9001000);
    g_assert_cmpuint(g_array_index(ring.pages, struct ring_page, 1).records_before, ==, 2);
    ring_reader_close(&ring);
}

static void watches_nothing_unasked(void)
{
    static const uint8_t mov_to_cr3[] = { 0x0f, 0x22, 0xd8 };
    struct ring_reader ring;

    plugin_install_ring(&ring, 1, NULL);
    plugin_wish(plugin_everything);
    memset(&plugin.tb, 0, sizeof(plugin.tb));
    plugin.tb.count = 1;
    memcpy(plugin.tb.insns[0].bytes, mov_to_cr3, plugin.tb.insns[0].length = sizeof(mov_to_cr3));
    fake_qemu.cs = 0x10;
    fake_translate(&plugin.tb);
    g_assert_null(plugin.tb.insns[0].on_execution[0].callback);
    fake_load(&plugin.tb.insns[0], 0, DWORD, 0x1000);
    fake_vcpu_idle(0);
    g_assert_cmpuint(fake_qemu.hwaddrs, ==, 0);
    g_assert_null(access_vcpus[0].pages);
    ring_reader_close(&ring);
}

static void tells_a_fifo_nothing(void)
{
    plugin_install(1);
    plugin.control->tells_pages = 1;
    plugin_wish(plugin_everything);
    g_assert_cmpuint(plugin.control->state, ==, CONTROL_FAILED);
    g_assert_cmpstr(plugin.control->failure_text, ==, "where pages are is told with a ring only");
}

#define TEST(name, test) g_test_add("/pages/" name, struct fixture, NULL, set_up, test, tear_down)

static const struct plugin_test tests_of_plugin[] = {
    { "pages/watches-what-changes-translations", watches_what_changes_translations, NULL },
    { "pages/watches-nothing-unasked", watches_nothing_unasked, NULL },
    { "pages/tells-a-fifo-nothing", tells_a_fifo_nothing, NULL },
};

void pages_tests(void)
{
    TEST("tells-a-page-once", tells_a_page_once);
    TEST("tells-what-has-changed", tells_what_has_changed);
    TEST("has-one-place-for-a-page", has_one_place_for_a_page);
    TEST("doubts-for-one-vcpu", doubts_for_one_vcpu);
    TEST("doubts-without-end", doubts_without_end);
    TEST("says-where-devices-are-and-what-is-not-known",
         says_where_devices_are_and_what_is_not_known);
    TEST("tells-it-in-the-same-batch", tells_it_in_the_same_batch);
    TEST("tells-all-again-that-was-lost", tells_all_again_that_was_lost);
    TEST("begins-anew-when-armed", begins_anew_when_armed);
    plugin_tests_add(tests_of_plugin, G_N_ELEMENTS(tests_of_plugin));
}
