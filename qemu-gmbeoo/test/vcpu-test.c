/*
 * Tests of staging and counting.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "tests.h"

#include "record.h"
#include "sample.h"
#include "vcpu-asides.h"
#include "vcpu.h"

#include <stdlib.h>
#include <string.h>

#define BATCH 4096
#define RECORDS_PER_BATCH (BATCH / sizeof(struct trace_record))

/* Keeps what it is given, up to a number of records; as a FIFO does, it takes gaps for some. */
struct fake_sink {
    struct sink base;
    GByteArray *bytes;
    size_t room;
    unsigned batches;
    unsigned waits;
    size_t awaited_bytes;
    enum vcpu_format format;
};

static size_t fake_write(struct sink *sink, const struct sink_batch *batch)
{
    struct fake_sink *fake = (struct fake_sink *)sink;
    const size_t records = fake->format == VCPU_TRACE_RECORDS_AND_GAPS
                               ? batch->bytes / sizeof(struct trace_record)
                               : batch->records;
    const size_t taken = MIN(records, fake->room);

    if (fake->format == VCPU_TRACE_RECORDS) {
        g_assert_cmpuint(batch->bytes, ==, batch->records * sizeof(struct trace_record));
    }
    g_byte_array_append(fake->bytes, batch->data,
                        (guint)(taken == records
                                    ? batch->bytes
                                    : taken * sizeof(struct trace_record)));
    fake->room -= taken;
    fake->batches++;
    return taken;
}

static void fake_await_room(struct sink *sink, unsigned vcpu, size_t bytes,
                            struct control_slot *slot)
{
    struct fake_sink *fake = (struct fake_sink *)sink;

    (void)vcpu;
    (void)slot;
    fake->waits++;
    fake->awaited_bytes = bytes;
}

static const struct sink_class fake_class = { .write = fake_write,
                                              .await_room = fake_await_room };

struct fixture {
    struct control_page *control;
    struct fake_sink sink;
    struct vcpu *vcpu;
};

static void set_up(struct fixture *f, gconstpointer data)
{
    (void)data;
    f->control = new_control();
    f->sink = (struct fake_sink){ .base = { &fake_class, f->control },
                                  .bytes = g_byte_array_new(),
                                  .room = SIZE_MAX };
    f->vcpu = aligned_alloc(128, sizeof(*f->vcpu)); /* g_test would not align it */
    memset(f->vcpu, 0, sizeof(*f->vcpu));
    vcpu_init(f->vcpu, 5, f->control, &f->sink.base, VCPU_TRACE_RECORDS, BATCH);
    vcpu_arm(f->vcpu, 0, CONTROL_ON_FULL_WAIT);
}

static void tear_down(struct fixture *f, gconstpointer data)
{
    (void)data;
    vcpu_free(f->vcpu);
    free(f->vcpu);
    g_byte_array_unref(f->sink.bytes);
    free(f->control);
}

static void stage(struct fixture *f, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        vcpu_stage(f->vcpu, RECORD_VALID, i);
    }
}

static void hands_over_whole_batches(struct fixture *f, gconstpointer data)
{
    (void)data;
    g_assert_cmpuint((uintptr_t)f->vcpu->buffer % 64, ==, 0);
    stage(f, RECORDS_PER_BATCH - 1);
    g_assert_cmpuint(f->sink.batches, ==, 0);
    stage(f, 1);
    g_assert_cmpuint(f->sink.batches, ==, 1);
    g_assert_cmpuint(f->control->slots[5].written, ==, RECORDS_PER_BATCH);
    stage(f, 2 * RECORDS_PER_BATCH + 7);
    g_assert_cmpuint(f->sink.batches, ==, 3);
    g_assert_cmpuint(f->sink.bytes->len, ==, 3 * BATCH);
}

static void flush_hands_over_the_rest(struct fixture *f, gconstpointer data)
{
    const struct trace_record *records;

    (void)data;
    stage(f, 3);
    vcpu_flush(f->vcpu);
    g_assert_cmpuint(f->sink.bytes->len, ==, 3 * sizeof(struct trace_record));
    records = (const struct trace_record *)f->sink.bytes->data;
    for (size_t i = 0; i < 3; i++) {
        g_assert_cmphex(records[i].word0, ==, RECORD_VALID | 5 << 8);
        g_assert_cmphex(records[i].vaddr, ==, i);
    }
    vcpu_flush(f->vcpu);
    g_assert_cmpuint(f->sink.batches, ==, 1); /* of nothing, nothing */
}

static void counts_what_was_not_taken(struct fixture *f, gconstpointer data)
{
    const struct control_slot *slot = &f->control->slots[5];

    (void)data;
    f->sink.room = RECORDS_PER_BATCH + 10;
    stage(f, 3 * RECORDS_PER_BATCH);
    vcpu_flush(f->vcpu);
    g_assert_cmpuint(slot->seen, ==, 3 * RECORDS_PER_BATCH);
    g_assert_cmpuint(slot->traced, ==, 3 * RECORDS_PER_BATCH);
    g_assert_cmpuint(slot->written, ==, RECORDS_PER_BATCH + 10);
    g_assert_cmpuint(slot->dropped, ==, 2 * RECORDS_PER_BATCH - 10);
}

static void starts_at_0_when_armed_again(struct fixture *f, gconstpointer data)
{
    static const struct control_slot zero;

    (void)data;
    stage(f, 1000);
    f->control->slots[5].full_waits = 3;
    f->control->slots[5].full_wait_nanos = 4;
    vcpu_arm(f->vcpu, 0, CONTROL_ON_FULL_DROP);
    g_assert_cmpmem(&f->control->slots[5], sizeof(zero), &zero, sizeof(zero));
    vcpu_flush(f->vcpu);
    g_assert_cmpmem(&f->control->slots[5], sizeof(zero), &zero, sizeof(zero));
}

/* After QMP `cont` and until the reset, code of the old wish still runs. */
static void belongs_to_no_trace_while_a_wish_is_pending(struct fixture *f, gconstpointer data)
{
    const struct control_slot *slot = &f->control->slots[5];

    (void)data;
    stage(f, 10);
    vcpu_flush(f->vcpu);
    f->control->wish.sequence = 1;
    stage(f, RECORDS_PER_BATCH + 10);
    vcpu_flush(f->vcpu);
    vcpu_publish_seen(f->vcpu);
    g_assert_cmpuint(f->sink.batches, ==, 1);
    g_assert_cmpuint(slot->seen, ==, 10);
    g_assert_cmpuint(slot->traced, ==, 10);
    control_acknowledge(f->control, 1);
    vcpu_flush(f->vcpu);
    g_assert_cmpuint(slot->traced, ==, 10);
}

static uint64_t word(const struct fixture *f, size_t index)
{
    return ((const uint64_t *)f->sink.bytes->data)[index];
}

static void stage_as(struct fixture *f, enum vcpu_format format)
{
    f->sink.format = format;
    vcpu_init(f->vcpu, 5, f->control, &f->sink.base, format, BATCH);
    vcpu_arm(f->vcpu, 0, CONTROL_ON_FULL_DROP);
}

static void to_site_records(struct fixture *f)
{
    stage_as(f, VCPU_SITE_RECORDS);
}

static void tells_what_sampling_skipped(struct fixture *f, gconstpointer data)
{
    (void)data;
    to_site_records(f);
    vcpu_stage_site(f->vcpu, 1, 0);
    f->vcpu->skipped = 7;
    vcpu_stage_gap(f->vcpu);
    vcpu_stage_site(f->vcpu, 2, 0);
    vcpu_flush(f->vcpu);
    g_assert_cmpuint(f->sink.bytes->len, ==, 3 * sizeof(uint64_t));
    g_assert_cmphex(word(f, 0), ==, 1);
    g_assert_cmphex(word(f, 1), ==, SITE_RECORD_GAP | 7 << 16 | 0xffff);
    g_assert_cmphex(word(f, 2), ==, 2);
    g_assert_cmpuint(f->control->slots[5].written, ==, 2);
}

/* The batch that was dropped tells of 5 skipped ones itself; those are missing, too. */
static void tells_what_was_dropped_before_what_comes_next(struct fixture *f, gconstpointer data)
{
    (void)data;
    to_site_records(f);
    f->sink.room = 0;
    vcpu_stage_site(f->vcpu, 1, 0);
    f->vcpu->skipped = 5;
    vcpu_stage_gap(f->vcpu);
    vcpu_stage_site(f->vcpu, 1, 0);
    vcpu_flush(f->vcpu);
    vcpu_flush(f->vcpu); /* nothing but the gap */
    vcpu_stage_site(f->vcpu, 1, 0);
    vcpu_flush(f->vcpu);
    g_assert_cmpuint(f->control->slots[5].dropped, ==, 3);
    f->sink.room = SIZE_MAX;
    vcpu_stage_site(f->vcpu, 2, 0);
    vcpu_flush(f->vcpu);
    vcpu_stage_site(f->vcpu, 3, 0);
    vcpu_flush(f->vcpu);
    g_assert_cmpuint(f->sink.bytes->len, ==, 3 * sizeof(uint64_t));
    g_assert_cmphex(word(f, 0), ==,
                    SITE_RECORD_GAP | SITE_RECORD_GAP_DROPPED | 8 << 16 | 0xffff);
    g_assert_cmphex(word(f, 1), ==, 2);
    g_assert_cmphex(word(f, 2), ==, 3);
}

static void a_gap_leaves_room_for_the_longest_record(struct fixture *f, gconstpointer data)
{
    (void)data;
    to_site_records(f);
    for (size_t i = 0; i < 3 * BATCH / sizeof(uint64_t); i++) {
        f->vcpu->skipped = 1;
        vcpu_stage_gap(f->vcpu);
        g_assert_cmpuint((size_t)(f->vcpu->pos - f->vcpu->start), <=,
                         BATCH / sizeof(uint64_t) - SITE_RECORD_ESCAPED_WORDS);
        vcpu_stage_escape(f->vcpu, RECORD_VALID, i);
    }
    vcpu_flush(f->vcpu);
    g_assert_cmpuint(f->control->slots[5].written, ==, 3 * BATCH / sizeof(uint64_t));
}

static void skip_and_stage(struct fixture *f, uint64_t skipped, uint64_t vaddr)
{
    f->vcpu->skipped = skipped;
    if (skipped > 0) {
        vcpu_stage_gap(f->vcpu);
    }
    vcpu_stage(f->vcpu, RECORD_VALID, vaddr);
}

static void assert_gap(const struct fixture *f, size_t record, bool dropped, uint64_t accesses)
{
    g_assert_cmphex(word(f, 2 * record), ==, 5 << 8 | (dropped ? 1 : 0));
    g_assert_cmpuint(word(f, 2 * record + 1), ==, accesses);
}

static void tells_a_fifo_what_sampling_skipped(struct fixture *f, gconstpointer data)
{
    const size_t records = 3 * RECORDS_PER_BATCH;

    (void)data;
    stage_as(f, VCPU_TRACE_RECORDS_AND_GAPS);
    for (size_t i = 0; i < records; i++) {
        skip_and_stage(f, 7, i);
        g_assert_true(f->vcpu->pos < f->vcpu->limit);
    }
    vcpu_flush(f->vcpu);
    g_assert_cmpuint(f->sink.bytes->len, ==, 2 * records * sizeof(struct trace_record));
    for (size_t i = 0; i < records; i++) {
        assert_gap(f, 2 * i, false, 7);
        g_assert_cmphex(word(f, 4 * i + 2), ==, RECORD_VALID | 5 << 8);
        g_assert_cmpuint(word(f, 4 * i + 3), ==, i);
    }
    g_assert_cmpuint(f->control->slots[5].written, ==, records);
}

/* Of two records, a gap of 5, and two records, it takes so many; the others are lost. */
static void take_a_part(struct fixture *f, size_t taken, uint64_t records, uint64_t lost)
{
    const struct control_slot *slot = &f->control->slots[5];
    const size_t before = f->sink.bytes->len / sizeof(struct trace_record);

    vcpu_arm(f->vcpu, 0, CONTROL_ON_FULL_DROP);
    skip_and_stage(f, 0, 1);
    skip_and_stage(f, 0, 2);
    skip_and_stage(f, 5, 3);
    skip_and_stage(f, 0, 4);
    f->sink.room = taken;
    vcpu_flush(f->vcpu);
    g_assert_cmpuint(slot->written, ==, records);
    g_assert_cmpuint(slot->dropped, ==, 4 - records);
    f->sink.room = SIZE_MAX;
    skip_and_stage(f, 0, 5);
    vcpu_flush(f->vcpu);
    g_assert_cmpuint(slot->written, ==, records + 1);
    if (lost > 0) {
        assert_gap(f, before + taken, true, lost);
    } else {
        g_assert_cmpuint(word(f, 2 * (before + taken) + 1), ==, 5);
    }
}

static void tells_a_fifo_what_it_did_not_take(struct fixture *f, gconstpointer data)
{
    (void)data;
    stage_as(f, VCPU_TRACE_RECORDS_AND_GAPS);
    take_a_part(f, 0, 0, 9);
    take_a_part(f, 1, 1, 8);
    take_a_part(f, 2, 2, 7);
    take_a_part(f, 3, 2, 2);
    take_a_part(f, 4, 3, 1);
    take_a_part(f, 5, 4, 0);
}

/* Between blocks, and within them. */
static void assert_waits(struct fixture *f, enum control_on_full on_full, unsigned between,
                         unsigned within)
{
    unsigned at_ends = 0;

    vcpu_arm(f->vcpu, sample_mask(5, 2), on_full);
    f->sink.waits = 0;
    for (int i = 0; i < 8; i++) {
        const unsigned before = f->sink.waits;

        vcpu_end_block(f->vcpu);
        at_ends += f->sink.waits - before;
        vcpu_begin_block(f->vcpu);
    }
    g_assert_cmpuint(at_ends, ==, between);
    g_assert_cmpuint(f->sink.waits - at_ends, ==, within);
}

/* One of four blocks is traced, and so one of four waits is within one. */
static void waits_as_often_in_what_it_skips(struct fixture *f, gconstpointer data)
{
    (void)data;
    vcpu_init(f->vcpu, 5, f->control, &f->sink.base, VCPU_SITE_RECORDS, BATCH);
    assert_waits(f, CONTROL_ON_FULL_WAIT, 6, 2);
    g_assert_cmpuint(f->sink.awaited_bytes, ==, 32 * sizeof(uint64_t) + BATCH);
    assert_waits(f, CONTROL_ON_FULL_DROP, 0, 0);
    f->control->wish.sequence++;
    assert_waits(f, CONTROL_ON_FULL_WAIT, 0, 0);
}

void vcpu_tests(void)
{
    static const struct {
        const char *name;
        void (*test)(struct fixture *f, gconstpointer data);
    } tests[] = {
        { "/vcpu/hands-over-whole-batches", hands_over_whole_batches },
        { "/vcpu/flush-hands-over-the-rest", flush_hands_over_the_rest },
        { "/vcpu/counts-what-was-not-taken", counts_what_was_not_taken },
        { "/vcpu/starts-at-0-when-armed-again", starts_at_0_when_armed_again },
        { "/vcpu/belongs-to-no-trace-while-a-wish-is-pending",
          belongs_to_no_trace_while_a_wish_is_pending },
        { "/vcpu/waits-as-often-in-what-it-skips", waits_as_often_in_what_it_skips },
        { "/vcpu/tells-what-sampling-skipped", tells_what_sampling_skipped },
        { "/vcpu/tells-what-was-dropped-before-what-comes-next",
          tells_what_was_dropped_before_what_comes_next },
        { "/vcpu/tells-a-fifo-what-sampling-skipped", tells_a_fifo_what_sampling_skipped },
        { "/vcpu/tells-a-fifo-what-it-did-not-take", tells_a_fifo_what_it_did_not_take },
        { "/vcpu/a-gap-leaves-room-for-the-longest-record",
          a_gap_leaves_room_for_the_longest_record },
    };

    for (size_t i = 0; i < G_N_ELEMENTS(tests); i++) {
        g_test_add(tests[i].name, struct fixture, NULL, set_up, tests[i].test, tear_down);
    }
}
