/*
 * Tests of telling records apart by the phases that programs name.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "tests.h"

#include "fake-kernel.h"
#include "fake-qemu.h"
#include "insn.h"
#include "phase-watch.h"
#include "phases.h"
#include "registers.h"
#include "word-sink.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define ROWS 64

struct fixture {
    struct control_page *control;
    struct word_sink sink;
    struct phase_table *table;
    struct qemu_plugin_insn markers[INSN_MARKER_END_RUN + 1];
};

static void use_table(struct fixture *f, uint32_t rows)
{
    g_autofree char *path = temp_path("phases");

    unlink(path);
    f->table = phase_table_create(path, rows, NULL);
    g_assert_nonnull(f->table);
    phases_use_table(f->table);
}

static void set_up(struct fixture *f, gconstpointer rows)
{
    f->control = new_control();
    word_sink_init(&f->sink, f->control);
    registers_find();
    fake_kernel_start();
    use_table(f, rows == NULL ? ROWS : GPOINTER_TO_UINT(rows));
    g_assert_true(phase_watch_start());
    word_sink_attach(&f->sink, 0);
    word_sink_attach(&f->sink, 1);
    for (uint8_t kind = INSN_MARKER_BEGIN; kind <= INSN_MARKER_END_RUN; kind++) {
        f->markers[kind] = (struct qemu_plugin_insn){
            .vaddr = 0x1000, .bytes = { 0x0f, 0x1f, 0x84, 0x37, 'M', 'T', 'P', kind }, .length = 8
        };
        phase_watch_register(&f->markers[kind]);
        g_assert_nonnull(f->markers[kind].on_execution[0].callback);
    }
}

static void tear_down(struct fixture *f, gconstpointer rows)
{
    (void)rows;
    word_sink_free(&f->sink);
    phases_use_table(NULL);
    phase_watch_start();
    free(f->control);
}

static void mark_on(struct fixture *f, unsigned vcpu, enum insn_marker kind, const char *name)
{
    fake_qemu.rdi = fake_kernel_text(name);
    fake_execute(&f->markers[kind], vcpu);
}

static void mark(struct fixture *f, enum insn_marker kind, const char *name)
{
    mark_on(f, 0, kind, name);
}

static void access_on(unsigned vcpu, uint64_t address)
{
    vcpu_stage_site(&access_vcpus[vcpu], 1, address);
}

static void tells_in_which_phase_accesses_are(struct fixture *f, gconstpointer data)
{
    (void)data;
    phase_watch_switched(&access_vcpus[0], 7);
    access_on(0, 1);
    mark(f, INSN_MARKER_BEGIN, "load");
    access_on(0, 2);
    mark(f, INSN_MARKER_BEGIN, "parse");
    access_on(0, 3);
    mark(f, INSN_MARKER_END, "parse");
    access_on(0, 4);
    vcpu_flush(&access_vcpus[0]);
    access_on(0, 5);
    mark(f, INSN_MARKER_END, "load");
    access_on(0, 6);
    ASSERT_WORDS(&f->sink, 0, ACCESS(1), BEGUN(1), IS(1), ACCESS(2), IS(1), BEGUN(2), IS(2),
                 ACCESS(3), IS(2), ENDED(2), IS(1), ACCESS(4), IS(1), ACCESS(5), IS(1), ENDED(1),
                 IS(0), ACCESS(6));
    g_assert_cmpuint(f->table->used, ==, 3);
    g_assert_cmpstr(f->table->rows[2].name, ==, "parse");
    g_assert_cmpuint(f->table->rows[2].parent, ==, 1);
    g_assert_cmpuint(f->table->rows[1].begun, ==, 1);
    g_assert_cmpuint(f->table->rows[1].ended, ==, 1);
}

static void has_one_row_for_what_is_done_again(struct fixture *f, gconstpointer data)
{
    (void)data;
    for (unsigned i = 0; i < 3; i++) {
        mark(f, INSN_MARKER_BEGIN, "load");
        mark(f, INSN_MARKER_END, "load");
    }
    mark(f, INSN_MARKER_BEGIN, "other");
    mark(f, INSN_MARKER_BEGIN, "load"); /* within another it is another */
    g_assert_cmpuint(f->table->used, ==, 4);
    g_assert_cmpuint(f->table->rows[1].begun, ==, 3);
    g_assert_cmpuint(f->table->rows[3].parent, ==, 2);
}

static void ends_what_was_left_open_within(struct fixture *f, gconstpointer data)
{
    (void)data;
    mark(f, INSN_MARKER_BEGIN, "a");
    mark(f, INSN_MARKER_BEGIN, "b");
    mark(f, INSN_MARKER_BEGIN, "c");
    mark(f, INSN_MARKER_END, "nobody");
    g_assert_cmpuint(f->table->unmatched, ==, 1);
    mark(f, INSN_MARKER_END, "a");
    access_on(0, 1);
    ASSERT_WORDS(&f->sink, 0, BEGUN(1), IS(1), BEGUN(2), IS(2), BEGUN(3), IS(3), ENDED(3),
                 ENDED(2), ENDED(1), IS(0), ACCESS(1));
    mark(f, INSN_MARKER_END, "a");
    g_assert_cmpuint(f->table->unmatched, ==, 2);
}

static void knows_whose_they_are(struct fixture *f, gconstpointer data)
{
    (void)data;
    phase_watch_switched(&access_vcpus[0], 7);
    phase_watch_switched(&access_vcpus[1], 8);
    mark(f, INSN_MARKER_BEGIN, "seven");
    access_on(0, 1);
    access_on(1, 2);
    phase_watch_switched(&access_vcpus[0], 8); /* they change places */
    phase_watch_switched(&access_vcpus[1], 7);
    access_on(0, 3);
    access_on(1, 4);
    mark_on(f, 1, INSN_MARKER_END, "seven");
    access_on(1, 5);
    ASSERT_WORDS(&f->sink, 0, BEGUN(1), IS(1), ACCESS(1), ACCESS(3));
    ASSERT_WORDS(&f->sink, 1, ACCESS(2), IS(1), ACCESS(4), IS(1), ENDED(1), IS(0), ACCESS(5));
    mark_on(f, 1, INSN_MARKER_BEGIN, "never ended");
    phase_watch_left(&access_vcpus[1], 7);
    phase_watch_switched(&access_vcpus[1], 7);
    access_on(1, 6);
    ASSERT_WORDS(&f->sink, 1, BEGUN(2), IS(2), ENDED(2), IS(0), ACCESS(6));
}

/* What other vCPUs do is in it from their next access but one on. */
static void is_of_the_whole_run(struct fixture *f, gconstpointer data)
{
    (void)data;
    phase_watch_switched(&access_vcpus[0], 7);
    phase_watch_switched(&access_vcpus[1], 8);
    access_on(1, 1);
    mark(f, INSN_MARKER_BEGIN_RUN, "all");
    access_on(1, 2);
    access_on(1, 3);
    access_on(0, 4);
    mark_on(f, 1, INSN_MARKER_BEGIN, "own");
    access_on(1, 5);
    mark(f, INSN_MARKER_END_RUN, "all");
    access_on(0, 6);
    access_on(1, 7);
    mark_on(f, 1, INSN_MARKER_END, "own");
    access_on(1, 8);
    ASSERT_WORDS(&f->sink, 0, BEGUN(1), IS(1), ACCESS(4), ENDED(1), ACCESS(6));
    ASSERT_WORDS(&f->sink, 1, ACCESS(1), ACCESS(2), IS(1), ACCESS(3), IS(1), BEGUN(2), IS(2),
                 ACCESS(5), ACCESS(7), IS(2), ENDED(2), IS(0), ACCESS(8));
    g_assert_cmpuint(f->table->rows[1].flags, ==, PHASE_IS_OF_RUN);
    g_assert_cmpuint(f->table->rows[2].flags, ==, 0);
    g_assert_cmpuint(f->table->rows[2].parent, ==, 1);
}

static void is_of_the_run_if_the_thread_is_not_known(struct fixture *f, gconstpointer data)
{
    (void)data;
    mark(f, INSN_MARKER_BEGIN, "all");
    g_assert_cmpuint(f->table->rows[1].flags, ==, PHASE_IS_OF_RUN);
    g_assert_cmpuint(phases_current(1), ==, 1);
}

static void takes_any_name(struct fixture *f, gconstpointer data)
{
    const char *longest = "0123456789012345678901234567890123456789012345678901234567890123456789";

    (void)data;
    mark(f, INSN_MARKER_BEGIN, longest);
    mark(f, INSN_MARKER_BEGIN, "\033[2J\xc3\xa4\x7f");
    fake_qemu.rdi = 0x1000; /* nothing is there */
    fake_execute(&f->markers[INSN_MARKER_BEGIN], 0);
    g_assert_cmpuint(strlen(f->table->rows[1].name), ==, 63);
    g_assert_cmpstr(f->table->rows[2].name, ==, "?[2J\xc3\xa4?");
    g_assert_cmpstr(f->table->rows[3].name, ==, "(unreadable)");
    fake_qemu.rdi = 0x1000; /* then it is the innermost one */
    fake_execute(&f->markers[INSN_MARKER_END], 0);
    g_assert_cmpuint(phases_current(0), ==, 2);
    mark(f, INSN_MARKER_END, longest);
    g_assert_cmpuint(phases_current(0), ==, 0);
    g_assert_cmpuint(f->table->unmatched, ==, 0);
}

static void has_few_rows(struct fixture *f, gconstpointer data)
{
    (void)data;
    mark(f, INSN_MARKER_BEGIN, "a");
    mark(f, INSN_MARKER_END, "a");
    mark(f, INSN_MARKER_BEGIN, "b");
    mark(f, INSN_MARKER_BEGIN, "c");
    g_assert_cmpuint(phases_current(0), ==, 2); /* it is as if it had not begun */
    g_assert_cmpuint(f->table->refused, ==, 1);
    g_assert_cmpuint(f->table->used, ==, 3);
    mark(f, INSN_MARKER_END, "c");
    g_assert_cmpuint(phases_current(0), ==, 2);
    mark(f, INSN_MARKER_BEGIN, "d");
    mark(f, INSN_MARKER_END, "d");
    mark(f, INSN_MARKER_END, "b");
    g_assert_cmpuint(f->table->unmatched, ==, 0);
    g_assert_cmpuint(phases_current(0), ==, 0);
}

static void goes_only_so_deep(struct fixture *f, gconstpointer data)
{
    (void)data;
    for (unsigned i = 0; i < PHASES_NESTED_MAX + 10; i++) {
        mark(f, INSN_MARKER_BEGIN, "recursion");
    }
    g_assert_cmpuint(f->table->refused, ==, 74 - f->table->used + 1);
    for (unsigned i = 0; i < PHASES_NESTED_MAX + 10; i++) {
        g_assert_cmpuint(phases_current(0), !=, 0);
        mark(f, INSN_MARKER_END, "recursion");
    }
    g_assert_cmpuint(phases_current(0), ==, 0);
    g_assert_cmpuint(f->table->unmatched, ==, 0);
}

/* More of them than a batch holds, and not one access between. */
static void tells_of_many_without_an_access(struct fixture *f, gconstpointer data)
{
    guint begun = 0;

    (void)data;
    for (unsigned i = 0; i < 10000; i++) {
        mark(f, INSN_MARKER_BEGIN, "empty");
        mark(f, INSN_MARKER_END, "empty");
    }
    mark(f, INSN_MARKER_BEGIN, "not empty");
    access_on(0, 1);
    vcpu_flush(&access_vcpus[0]);
    for (guint i = 0; i < f->sink.words[0]->len; i++) {
        begun += g_array_index(f->sink.words[0], uint64_t, i) == BEGUN(1);
    }
    g_assert_cmpuint(begun, ==, 10000);
    g_assert_cmphex(g_array_index(f->sink.words[0], uint64_t, f->sink.words[0]->len - 2), ==,
                    IS(2));
    g_assert_cmpuint(f->control->slots[0].written, ==, 1);
    g_assert_cmpuint(f->control->slots[0].traced, ==, 1);
}

static void counts_what_is_dropped(struct fixture *f, gconstpointer data)
{
    (void)data;
    f->sink.full = true;
    mark(f, INSN_MARKER_BEGIN, "a");
    access_on(0, 1);
    access_on(0, 2);
    vcpu_flush(&access_vcpus[0]);
    f->sink.full = false;
    access_on(0, 3);
    ASSERT_WORDS(&f->sink, 0, site_record_gap(2, true), IS(1), ACCESS(3));
    g_assert_cmpuint(f->control->slots[0].dropped, ==, 2);
    g_assert_cmpuint(f->control->slots[0].written, ==, 1);
}

static void knows_markers_from_other_instructions(void)
{
    static const uint8_t marker[] = { 0x0f, 0x1f, 0x84, 0x37, 'M', 'T', 'P', 3 };
    static const uint8_t padding[] = { 0x0f, 0x1f, 0x84, 0x00, 0, 0, 0, 0 };
    static const uint8_t unknown[] = { 0x0f, 0x1f, 0x84, 0x37, 'M', 'T', 'P', 5 };
    static const uint8_t longer[] = { 0x66, 0x0f, 0x1f, 0x84, 0x37, 'M', 'T', 'P', 3 };

    g_assert_cmpint(insn_marker_of(marker, 8), ==, INSN_MARKER_BEGIN_RUN);
    g_assert_cmpint(insn_marker_of(marker, 7), ==, INSN_MARKER_NONE);
    g_assert_cmpint(insn_marker_of(padding, 8), ==, INSN_MARKER_NONE);
    g_assert_cmpint(insn_marker_of(unknown, 8), ==, INSN_MARKER_NONE);
    g_assert_cmpint(insn_marker_of(longer, 9), ==, INSN_MARKER_NONE);
}

void phases_tests(void)
{
    static const struct {
        const char *name;
        void (*test)(struct fixture *f, gconstpointer data);
        unsigned rows;
    } tests[] = {
        { "/phases/tells-in-which-phase-accesses-are", tells_in_which_phase_accesses_are, 0 },
        { "/phases/has-one-row-for-what-is-done-again", has_one_row_for_what_is_done_again, 0 },
        { "/phases/ends-what-was-left-open-within", ends_what_was_left_open_within, 0 },
        { "/phases/knows-whose-they-are", knows_whose_they_are, 0 },
        { "/phases/is-of-the-whole-run", is_of_the_whole_run, 0 },
        { "/phases/is-of-the-run-if-the-thread-is-not-known",
          is_of_the_run_if_the_thread_is_not_known, 0 },
        { "/phases/takes-any-name", takes_any_name, 0 },
        { "/phases/has-few-rows", has_few_rows, 3 },
        { "/phases/goes-only-so-deep", goes_only_so_deep, 0 },
        { "/phases/tells-of-many-without-an-access", tells_of_many_without_an_access, 0 },
        { "/phases/counts-what-is-dropped", counts_what_is_dropped, 0 },
    };

    for (size_t i = 0; i < G_N_ELEMENTS(tests); i++) {
        g_test_add(tests[i].name, struct fixture,
                   tests[i].rows == 0 ? NULL : GUINT_TO_POINTER(tests[i].rows), set_up,
                   tests[i].test, tear_down);
    }
    g_test_add_func("/phases/knows-markers-from-other-instructions",
                    knows_markers_from_other_instructions);
}
