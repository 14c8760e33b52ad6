/*
 * Tests of recording only some accesses.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "tests.h"

#include "fake-kernel.h"
#include "fake-qemu.h"
#include "function-watch.h"
#include "phase-watch.h"
#include "phases.h"
#include "registers.h"
#include "selection.h"
#include "vcpu-asides.h"
#include "word-sink.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static unsigned times_anew;

struct fixture {
    struct control_page *control;
    struct word_sink sink;
    struct vcpu *vcpu;
};

static void anew(void)
{
    times_anew++;
}

static void set_up(struct fixture *f, gconstpointer data)
{
    g_autofree char *path = temp_path("selection-phases");

    (void)data;
    unlink(path);
    times_anew = 0;
    f->control = new_control();
    word_sink_init(&f->sink, f->control);
    registers_find();
    fake_kernel_start();
    phases_use_table(phase_table_create(path, 10, NULL));
    g_assert_true(phase_watch_start());
    f->vcpu = word_sink_attach(&f->sink, 0);
    f->vcpu->selects = true;
}

static void tear_down(struct fixture *f, gconstpointer data)
{
    (void)data;
    memset(f->control, 0, sizeof(*f->control));
    selection_start(f->control, anew);
    function_watch_start(&f->control->functions);
    phases_use_table(NULL);
    phase_watch_start();
    word_sink_free(&f->sink);
    free(f->control);
}

static void start(struct fixture *f, uint32_t phases_only, uint64_t skip, uint64_t most)
{
    f->control->phases_only = phases_only;
    f->control->skip = skip;
    f->control->most = most;
    selection_start(f->control, anew);
}

static void access_memory(struct fixture *f, uint64_t first, uint64_t count)
{
    for (uint64_t i = 0; i < count; i++) {
        if (selection_takes(f->vcpu)) {
            vcpu_stage_site(f->vcpu, 1, first + i);
        }
    }
}

static void takes_what_is_in_phases(struct fixture *f, gconstpointer data)
{
    (void)data;
    start(f, 1, 0, 0);
    g_assert_true(selection_is_any());
    access_memory(f, 1, 3);
    phase_watch_begin_run(f->vcpu, "a");
    access_memory(f, 4, 2);
    phase_watch_end_run(f->vcpu, "a");
    access_memory(f, 6, 5);
    phase_watch_begin_run(f->vcpu, "b");
    access_memory(f, 11, 1);
    ASSERT_WORDS(&f->sink, 0, BEGUN(1), IS(1), GAP(3), ACCESS(4), ACCESS(5), ENDED(1), BEGUN(2),
                 IS(2), GAP(5), ACCESS(11));
    g_assert_cmpuint(f->control->slots[0].seen, ==, 11);
    g_assert_cmpuint(f->control->slots[0].traced, ==, 3);
}

static void looks_only_while_somebody_is_in_one(struct fixture *f, gconstpointer data)
{
    (void)data;
    start(f, 1, 0, 0);
    g_assert_false(selection_looks());
    g_assert_cmpuint(f->control->blind_times, ==, 1);
    phase_watch_begin_run(f->vcpu, "a");
    g_assert_cmpuint(times_anew, ==, 1);
    selection_renew();
    g_assert_true(selection_looks());
    phase_watch_end_run(f->vcpu, "a");
    access_memory(f, 1, SELECTION_PATIENCE - 1);
    g_assert_cmpuint(times_anew, ==, 1);
    access_memory(f, 1, 1);
    g_assert_cmpuint(times_anew, ==, 2);
    phase_watch_begin_run(f->vcpu, "a"); /* before that is done */
    selection_renew();
    g_assert_true(selection_looks());
    phase_watch_end_run(f->vcpu, "a");
    access_memory(f, 1, SELECTION_PATIENCE);
    selection_renew();
    g_assert_false(selection_looks());
    g_assert_cmpuint(f->control->blind_times, ==, 2);
}

static void takes_so_many(struct fixture *f, gconstpointer data)
{
    (void)data;
    start(f, 0, 3, 2);
    g_assert_true(selection_looks());
    access_memory(f, 1, 5);
    g_assert_cmpuint(times_anew, ==, 0);
    access_memory(f, 6, 10);
    g_assert_cmpuint(times_anew, ==, 1);
    g_assert_true(selection_is_over());
    selection_renew();
    g_assert_false(selection_looks());
    phase_watch_begin_run(f->vcpu, "a"); /* no phase changes that */
    g_assert_cmpuint(times_anew, ==, 1);
    g_assert_cmpuint(f->sink.words[0]->len, ==, 3);
    g_assert_cmphex(g_array_index(f->sink.words[0], uint64_t, 0), ==, GAP(3));
    g_assert_cmphex(g_array_index(f->sink.words[0], uint64_t, 2), ==, ACCESS(5));
}

static void takes_all_if_nothing_is_asked(struct fixture *f, gconstpointer data)
{
    (void)data;
    start(f, 0, 0, 0);
    g_assert_false(selection_is_any());
    g_assert_true(selection_looks());
    start(f, 0, UINT64_MAX, UINT64_MAX);
    access_memory(f, 1, 10);
    g_assert_cmpuint(f->sink.words[0]->len, ==, 0);
}

/* A gap, and a record as long as they come, behind as much as a batch holds that is no record. */
static void keeps_within_the_batch(struct fixture *f, gconstpointer data)
{
    (void)data;
    start(f, 0, 1, 0);
    for (unsigned i = 0; i < 3 * WORD_SINK_BATCH_BYTES / 8; i++) {
        vcpu_tell_phase(f->vcpu, 1, SITE_RECORD_PHASE_BEGUN);
        f->vcpu->skipped = 1;
        vcpu_stage_gap(f->vcpu);
        g_assert_cmpint(f->vcpu->pos - f->vcpu->start + SITE_RECORD_ESCAPED_WORDS, <=,
                        WORD_SINK_BATCH_BYTES / 8);
    }
}

static struct qemu_plugin_insn *put_function(struct control_function *function, uint64_t address)
{
    static struct qemu_plugin_insn insns[4];
    static unsigned next;
    struct qemu_plugin_insn *insn = &insns[next++ % G_N_ELEMENTS(insns)];

    *insn = (struct qemu_plugin_insn){ .vaddr = address, .length = 4 };
    memset(fake_qemu.memory + (address - FAKE_MEMORY), (int)(address >> 4) & 0xff, 64);
    function->page_offset = address & 4095;
    function->bytes = 20;
    memset(function->code, (int)(address >> 4) & 0xff, 20);
    return insn;
}

static void is_in_a_phase_between_calls(struct fixture *f, gconstpointer data)
{
    struct control_functions functions = { .phase = "work" };
    struct qemu_plugin_insn *from = put_function(&functions.from, FAKE_SCRATCH + 0x1230);
    struct qemu_plugin_insn *until = put_function(&functions.until, FAKE_SCRATCH + 0x1340);
    struct qemu_plugin_insn other = { .vaddr = FAKE_SCRATCH + 0x2230, .length = 4 };

    (void)data;
    start(f, 1, 0, 0);
    function_watch_start(&functions);
    g_assert_true(function_watch_register(from));
    g_assert_true(function_watch_register(until));
    g_assert_false(function_watch_register(&other)); /* at that place of a page is something else */
    fake_execute(until, 0);
    access_memory(f, 1, 1);
    fake_execute(from, 0);
    access_memory(f, 2, 1);
    fake_execute(from, 0);
    access_memory(f, 3, 1);
    fake_execute(until, 0);
    access_memory(f, 4, 1);
    fake_execute(from, 0);
    access_memory(f, 5, 1);
    ASSERT_WORDS(&f->sink, 0, BEGUN(1), IS(1), GAP(1), ACCESS(2), ACCESS(3), ENDED(1), BEGUN(1),
                 IS(1), GAP(1), ACCESS(5));
}

static void is_in_a_phase_once(struct fixture *f, gconstpointer data)
{
    struct control_functions functions = { .phase = "work", .once = 1 };
    struct qemu_plugin_insn *from = put_function(&functions.from, FAKE_SCRATCH + 0x1230);
    struct qemu_plugin_insn *until = put_function(&functions.until, FAKE_SCRATCH + 0x1340);

    (void)data;
    start(f, 1, 0, 0);
    function_watch_start(&functions);
    g_assert_true(function_watch_register(from));
    g_assert_true(function_watch_register(until));
    fake_execute(until, 0); /* before it has begun */
    for (unsigned i = 1; i <= 2; i++) {
        fake_execute(from, 0);
        access_memory(f, i, 1);
        fake_execute(until, 0);
    }
    ASSERT_WORDS(&f->sink, 0, BEGUN(1), IS(1), ACCESS(1), ENDED(1));
    function_watch_start(&functions); /* of another trace it is in one again */
    fake_execute(from, 0);
    access_memory(f, 3, 1);
    g_assert_cmpuint(f->vcpu->phase, !=, 0);
}

static void is_in_a_phase_until_the_first_call(struct fixture *f, gconstpointer data)
{
    struct control_functions functions = { .phase = "until stop" };
    struct qemu_plugin_insn *until = put_function(&functions.until, FAKE_SCRATCH + 0x1450);

    (void)data;
    function_watch_start(&functions);
    start(f, 1, 0, 0);
    vcpu_renew_phase(f->vcpu);
    g_assert_true(selection_looks());
    g_assert_true(function_watch_register(until));
    access_memory(f, 1, 1);
    fake_execute(until, 0);
    access_memory(f, 2, 1);
    fake_execute(until, 0);
    ASSERT_WORDS(&f->sink, 0, IS(1), ACCESS(1), ENDED(1));
}

void selection_tests(void)
{
    static const struct {
        const char *name;
        void (*test)(struct fixture *f, gconstpointer data);
    } tests[] = {
        { "/selection/takes-what-is-in-phases", takes_what_is_in_phases },
        { "/selection/looks-only-while-somebody-is-in-one", looks_only_while_somebody_is_in_one },
        { "/selection/takes-so-many", takes_so_many },
        { "/selection/takes-all-if-nothing-is-asked", takes_all_if_nothing_is_asked },
        { "/selection/keeps-within-the-batch", keeps_within_the_batch },
        { "/selection/is-in-a-phase-between-calls", is_in_a_phase_between_calls },
        { "/selection/is-in-a-phase-once", is_in_a_phase_once },
        { "/selection/is-in-a-phase-until-the-first-call", is_in_a_phase_until_the_first_call },
    };

    for (size_t i = 0; i < G_N_ELEMENTS(tests); i++) {
        g_test_add(tests[i].name, struct fixture, NULL, set_up, tests[i].test, tear_down);
    }
}
