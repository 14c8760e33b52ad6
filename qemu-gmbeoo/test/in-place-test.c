/*
 * Tests of a vCPU that stages its records in the ring itself.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "tests.h"

#include "record.h"
#include "ring-reader.h"
#include "vcpu.h"

#include <stdlib.h>
#include <string.h>

#define RING_BYTES 65536
#define BATCH 4096
#define BATCH_RECORDS (BATCH / 8 - (SITE_RECORD_ESCAPED_WORDS - 1))

struct fixture {
    struct control_page *control;
    struct sink *sink;
    struct ring_reader reader;
    struct vcpu *vcpu;
    uint64_t next_in;
    uint64_t next_out;
};

static void set_up(struct fixture *f, gconstpointer data)
{
    g_autofree char *prefix = temp_path("in-place");
    const struct sink_ring_options options = {
        .path_prefix = prefix,
        .ring_bytes = RING_BYTES,
        .table_entries = SITE_TABLE_ENTRIES_MAX,
        .reader_wait_millis = 50,
    };
    struct site_table *table;

    (void)data;
    f->control = new_control();
    f->sink = sink_ring_new(&options, f->control, &table, NULL);
    g_assert_true(sink_attach(f->sink, 3, NULL));
    g_assert_cmpuint(site_table_add(table, RECORD_VALID), ==, 0);
    ring_reader_lock(&f->reader, prefix);
    ring_reader_attach(&f->reader, 3, RING_BYTES);
    g_assert_true(sink_open(f->sink, NULL));
    f->vcpu = aligned_alloc(128, sizeof(*f->vcpu)); /* g_test would not align it */
    memset(f->vcpu, 0, sizeof(*f->vcpu));
    vcpu_init(f->vcpu, 3, f->control, f->sink, VCPU_SITE_RECORDS, BATCH);
    vcpu_arm(f->vcpu, 0, CONTROL_ON_FULL_DROP);
}

static void tear_down(struct fixture *f, gconstpointer data)
{
    (void)data;
    vcpu_free(f->vcpu);
    free(f->vcpu);
    sink_free(f->sink);
    ring_reader_close(&f->reader);
    free(f->control);
}

static bool in_place(const struct fixture *f)
{
    return f->vcpu->start != f->vcpu->buffer;
}

static void stage(struct fixture *f, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        vcpu_stage_site(f->vcpu, 0, f->next_in++);
    }
}

/* Reads all there is: in order, each at most once. */
static size_t read_all(struct fixture *f)
{
    g_autoptr(GArray) records = ring_reader_records(&f->reader);

    for (guint i = 0; i < records->len; i++) {
        const struct trace_record *record = &g_array_index(records, struct trace_record, i);

        g_assert_cmphex(record->word0, ==, RECORD_VALID | record_vcpu_bits(3));
        g_assert_cmpuint(record->vaddr, >=, f->next_out);
        f->next_out = record->vaddr + 1;
    }
    return records->len;
}

static void shows_nothing_before_the_batch_is_complete(struct fixture *f, gconstpointer data)
{
    (void)data;
    g_assert_true(in_place(f));
    stage(f, BATCH_RECORDS - 1);
    g_assert_cmpuint(read_all(f), ==, 0);
    stage(f, 1);
    g_assert_cmpuint(read_all(f), ==, BATCH_RECORDS);
    g_assert_cmpuint(f->next_out, ==, f->next_in);
}

static void forgets_what_a_new_trace_finds_staged(struct fixture *f, gconstpointer data)
{
    (void)data;
    stage(f, 10);
    vcpu_arm(f->vcpu, 0, CONTROL_ON_FULL_DROP);
    f->next_out = f->next_in;
    stage(f, 3);
    vcpu_flush(f->vcpu);
    g_assert_cmpuint(read_all(f), ==, 3);
}

static void stages_elsewhere_while_the_ring_is_full(struct fixture *f, gconstpointer data)
{
    const struct control_slot *slot = &f->control->slots[3];

    (void)data;
    while (in_place(f)) {
        stage(f, 1);
    }
    g_assert_cmpuint(slot->dropped, ==, 0);
    /* All batches but the first begin with how many accesses are missing before them. */
    stage(f, 2 * BATCH_RECORDS - 1);
    g_assert_cmpuint(slot->dropped, ==, 2 * BATCH_RECORDS - 1);
    stage(f, 5); /* staged while it is full, and handed over when it isn't any more */
    g_assert_cmpuint(read_all(f), ==, slot->written);
    vcpu_flush(f->vcpu);
    g_assert_cmpuint(f->reader.missing, ==, 0);
    g_assert_true(in_place(f));
    g_assert_cmpuint(read_all(f), ==, 5);
    g_assert_cmpuint(f->reader.missing, ==, slot->dropped);
    g_assert_cmpuint(f->next_out, ==, f->next_in);
}

static void delivers_what_it_counts(struct fixture *f, gconstpointer data)
{
    const struct control_slot *slot = &f->control->slots[3];
    size_t delivered = 0;

    (void)data;
    for (int i = 0; i < 20000; i++) {
        stage(f, (size_t)g_test_rand_int_range(0, BATCH_RECORDS));
        if (g_test_rand_int_range(0, 4) == 0) {
            vcpu_stage_escape(f->vcpu, RECORD_VALID, f->next_in++);
        }
        if (g_test_rand_int_range(0, 10) == 0) {
            vcpu_flush(f->vcpu);
        }
        if (g_test_rand_int_range(0, 20) == 0) {
            delivered += read_all(f);
        }
    }
    vcpu_flush(f->vcpu);
    delivered += read_all(f);
    stage(f, 1); /* so that what is missing before it is told */
    vcpu_flush(f->vcpu);
    delivered += read_all(f);
    g_assert_cmpuint(f->reader.missing, ==, slot->dropped);
    g_assert_cmpuint(slot->traced, ==, f->next_in);
    g_assert_cmpuint(slot->written, ==, delivered);
    g_assert_cmpuint(slot->dropped, ==, f->next_in - delivered);
    g_assert_cmpuint(slot->dropped, >, 0);
    g_assert_cmpuint(delivered, >, slot->dropped);
}

void in_place_tests(void)
{
    static const struct {
        const char *name;
        void (*test)(struct fixture *f, gconstpointer data);
    } tests[] = {
        { "/in-place/shows-nothing-before-the-batch-is-complete",
          shows_nothing_before_the_batch_is_complete },
        { "/in-place/forgets-what-a-new-trace-finds-staged",
          forgets_what_a_new_trace_finds_staged },
        { "/in-place/stages-elsewhere-while-the-ring-is-full",
          stages_elsewhere_while_the_ring_is_full },
        { "/in-place/delivers-what-it-counts", delivers_what_it_counts },
    };

    for (size_t i = 0; i < G_N_ELEMENTS(tests); i++) {
        g_test_add(tests[i].name, struct fixture, NULL, set_up, tests[i].test, tear_down);
    }
}
