/*
 * A vCPU's staging buffer and counters.
 *
 * Copyright (C) the memtracer authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "vcpu.h"

#include "instructions.h"
#include "pages.h"
#include "phases.h"
#include "record.h"
#include "vcpu-asides.h"

#include <stdlib.h>

static bool tells_gaps(const struct vcpu *vcpu)
{
    return vcpu->format != VCPU_TRACE_RECORDS;
}

/* In place if there is room behind the sink: what isn't copied costs nothing. */
static void start_batch(struct vcpu *vcpu)
{
    uint64_t *place = sink_reserve(vcpu->sink, vcpu->index, vcpu->batch_bytes);

    vcpu->start = place != NULL ? place : vcpu->buffer;
    vcpu->pos = vcpu->start;
    vcpu->limit = vcpu->start + vcpu->batch_bytes / sizeof(uint64_t);
    if (!vcpu_stages_trace_records(vcpu)) {
        vcpu->limit -= SITE_RECORD_ESCAPED_WORDS - 1;
    }
    vcpu->escapes = 0;
    vcpu->asides = 0;
    vcpu->events = 0;
    vcpu->missing = 0;
    vcpu_begin_asides(vcpu);
}

void vcpu_init(struct vcpu *vcpu, unsigned index, struct control_page *control,
               struct sink *sink, enum vcpu_format format, size_t batch_bytes)
{
    if (vcpu->buffer == NULL) {
        vcpu->buffer = aligned_alloc(MIN(batch_bytes, (size_t)4096), batch_bytes);
        g_assert(vcpu->buffer != NULL);
    }
    vcpu->batch_bytes = (uint32_t)batch_bytes;
    vcpu->format = format;
    vcpu->record_bits = record_vcpu_bits(index);
    vcpu->slot = &control->slots[index];
    vcpu->sink = sink;
    vcpu->control = control;
    vcpu->index = index;
    start_batch(vcpu);
}

void vcpu_free(struct vcpu *vcpu)
{
    free(vcpu->buffer);
    vcpu->buffer = NULL;
    pages_free(vcpu);
}

/* Of where pages are, a reader has to have got all that was told. */
static void forget_what_was_lost(struct vcpu *vcpu)
{
    if (vcpu->pages != NULL) {
        pages_tell_again(vcpu->pages);
    }
}

/* Forgets what is staged and what is missing: it is of no trace. */
static void discard(struct vcpu *vcpu)
{
    forget_what_was_lost(vcpu);
    vcpu->pos = vcpu->start;
    vcpu->escapes = 0;
    vcpu->asides = 0;
    vcpu->events = 0;
    vcpu->missing = 0;
    vcpu->skipped = 0;
    vcpu->outside = 0;
    vcpu->lost = 0;
    vcpu->task = 0;
    vcpu->phase = 0;
    vcpu->phase_generation = phases_generation();
}

void vcpu_arm(struct vcpu *vcpu, uint64_t sample_mask, enum control_on_full on_full)
{
    struct control_slot *slot = vcpu->slot;

    discard(vcpu);
    vcpu->sample_mask = sample_mask;
    vcpu->on_full = on_full;
    vcpu->seen = 0;
    vcpu->block_ends = 0;
    vcpu->traced = 0;
    vcpu->written = 0;
    vcpu->dropped = 0;
    control_publish(&slot->seen, 0);
    control_publish(&slot->traced, 0);
    control_publish(&slot->written, 0);
    control_publish(&slot->dropped, 0);
    control_publish(&slot->full_waits, 0);
    control_publish(&slot->full_wait_nanos, 0);
}

void vcpu_publish_seen(struct vcpu *vcpu)
{
    if (!control_wish_pending(vcpu->control)) {
        control_publish(&vcpu->slot->seen, vcpu->seen);
    }
}

bool vcpu_has_records(const struct vcpu *vcpu)
{
    return (size_t)(vcpu->pos - vcpu->start) > vcpu->asides;
}

void vcpu_stage_escape(struct vcpu *vcpu, uint64_t word0, uint64_t vaddr)
{
    uint64_t *pos = vcpu->pos;

    pos[0] = site_record(SITE_RECORD_ESCAPE, 0);
    pos[1] = word0 | vcpu->record_bits;
    pos[2] = vaddr;
    pos += SITE_RECORD_ESCAPED_WORDS;
    vcpu->pos = pos;
    vcpu->escapes++;
    if (pos >= vcpu->limit) {
        vcpu_flush(vcpu);
    }
}

static size_t records_staged(const struct vcpu *vcpu, size_t words)
{
    return vcpu_stages_trace_records(vcpu)
               ? words / 2 - vcpu->asides
               : words - vcpu->asides - vcpu->escapes * (SITE_RECORD_ESCAPED_WORDS - 1);
}

/* What of a batch was handed over: records, and accesses that gaps say are missing. */
struct told {
    size_t records;
    uint64_t missing;
};

/* A FIFO may have taken a part only, of records and gaps. */
static struct told told_by_fifo(const struct vcpu *vcpu, size_t taken)
{
    const struct trace_record *records = (const struct trace_record *)vcpu->start;
    struct told told = { 0 };

    for (size_t i = 0; i < taken; i++) {
        if (record_is_gap(&records[i])) {
            told.missing += records[i].vaddr;
        } else {
            told.records++;
        }
    }
    return told;
}

/* Of a batch of so many records and asides. */
static struct told told_of(const struct vcpu *vcpu, size_t all, size_t taken)
{
    if (vcpu_stages_trace_records(vcpu) && vcpu->asides > 0) {
        return told_by_fifo(vcpu, taken);
    }
    return (struct told){ .records = taken < vcpu->asides ? 0 : taken - vcpu->asides,
                          .missing = taken == all ? vcpu->missing : 0 };
}

static void hand_over(struct vcpu *vcpu, size_t words)
{
    const size_t records = records_staged(vcpu, words);
    const struct sink_batch batch = {
        .vcpu = vcpu->index,
        .data = vcpu->start,
        .bytes = words * sizeof(uint64_t),
        .records = records + vcpu->asides,
        .on_full = vcpu->on_full,
        .slot = vcpu->slot,
    };
    const size_t taken = sink_write(vcpu->sink, &batch);
    const struct told told = told_of(vcpu, batch.records, taken);
    const size_t lost = records - told.records;

    if (taken < batch.records) {
        forget_what_was_lost(vcpu);
    }

    vcpu->traced += records;
    vcpu->written += told.records;
    vcpu->dropped += lost;
    if (tells_gaps(vcpu)) {
        vcpu->lost = lost + (vcpu->missing - told.missing);
    }
    start_batch(vcpu);
}

void vcpu_flush(struct vcpu *vcpu)
{
    struct control_slot *slot = vcpu->slot;
    const size_t words = (size_t)(vcpu->pos - vcpu->start);

    if (control_wish_pending(vcpu->control)) {
        /* Between QMP `cont` and the wish in force: of neither the old trace nor the new. */
        discard(vcpu);
        return;
    }
    /* A gap at the end is told by the counters, and what is said of what comes means nothing there. */
    if (records_staged(vcpu, words) > 0 || vcpu->events > 0) {
        hand_over(vcpu, words);
    }
    control_publish(&slot->seen,
                    vcpu->sample_mask == 0 && !vcpu->selects ? vcpu->traced : vcpu->seen);
    control_publish(&slot->traced, vcpu->traced);
    control_publish(&slot->written, vcpu->written);
    control_publish(&slot->dropped, vcpu->dropped);
    instructions_publish(vcpu->index, slot);
}

/* Where no record comes between, a batch may fill up with asides. */
void vcpu_make_room(struct vcpu *vcpu, unsigned aside_words)
{
    const size_t words = (size_t)(vcpu->pos - vcpu->start);

    if (vcpu->pos + aside_words < vcpu->limit) {
        return;
    }
    if (control_wish_pending(vcpu->control)) {
        discard(vcpu);
    } else if (words > 0) {
        hand_over(vcpu, words);
    } else {
        start_batch(vcpu);
    }
}

static void await_room_for_block(struct vcpu *vcpu)
{
    const unsigned block_log2 = (unsigned)__builtin_ctzll(vcpu->sample_mask);
    const size_t block_bytes = sizeof(uint64_t) << MIN(block_log2, 32u);

    if (vcpu->on_full == CONTROL_ON_FULL_WAIT && !control_wish_pending(vcpu->control)) {
        sink_await_room(vcpu->sink, vcpu->index, block_bytes + vcpu->batch_bytes, vcpu->slot);
    }
}

/* Whether the next block is the one of 2^ratio_log2 that is waited for within it. */
static bool waits_within(const struct vcpu *vcpu)
{
    const uint64_t others = vcpu->sample_mask >> __builtin_ctzll(vcpu->sample_mask);

    return (vcpu->block_ends & others) == 0;
}

void vcpu_end_block(struct vcpu *vcpu)
{
    vcpu->block_ends++;
    if (!waits_within(vcpu)) {
        await_room_for_block(vcpu);
    }
}

void vcpu_begin_block(struct vcpu *vcpu)
{
    if (waits_within(vcpu)) {
        await_room_for_block(vcpu);
    }
    vcpu_stage_gap(vcpu);
}
