/*
 * What a batch has besides accesses.
 *
 * Copyright (C) the memtracer authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "vcpu-asides.h"

#include "phases.h"
#include "record.h"

static void tell_gap(struct vcpu *vcpu, uint64_t accesses, bool dropped)
{
    if (vcpu_stages_trace_records(vcpu)) {
        const struct trace_record gap = record_gap(accesses, dropped, vcpu->record_bits);

        *vcpu->pos++ = gap.word0;
        *vcpu->pos++ = gap.vaddr;
    } else {
        *vcpu->pos++ = site_record_gap(accesses, dropped);
    }
    vcpu->asides++;
    vcpu->missing += accesses;
}

static void aside(struct vcpu *vcpu, uint64_t word)
{
    *vcpu->pos++ = word;
    vcpu->asides++;
}

/*
 * If the run's has changed. Whoever changes it sets the limit to NULL after that: either that comes
 * after our limit, or we see the change.
 */
static void look_for_phase(struct vcpu *vcpu)
{
    __atomic_thread_fence(__ATOMIC_SEQ_CST);
    if (vcpu->phase_generation != phases_generation()) {
        vcpu->phase_generation = phases_generation();
        vcpu->phase = phases_current(vcpu->index);
    }
}

void vcpu_recheck_phase(struct vcpu *vcpu)
{
    __atomic_store_n(&vcpu->limit, NULL, __ATOMIC_SEQ_CST);
}

void vcpu_begin_asides(struct vcpu *vcpu)
{
    if (!vcpu_stages_trace_records(vcpu)) {
        look_for_phase(vcpu);
    }
    if (vcpu->lost > 0) {
        tell_gap(vcpu, vcpu->lost, true);
    }
    if (vcpu->task != 0) {
        aside(vcpu, site_record_task(vcpu->task, SITE_RECORD_TASK_RUNS));
    }
    if (vcpu->phase != 0) {
        aside(vcpu, site_record_phase(vcpu->phase, SITE_RECORD_PHASE_IS));
    }
}

static void say(struct vcpu *vcpu, uint64_t word)
{
    vcpu_make_room(vcpu, 1);
    aside(vcpu, word);
}

void vcpu_stage_gap(struct vcpu *vcpu)
{
    vcpu_make_room(vcpu, vcpu_stages_trace_records(vcpu) ? 2 : 1);
    tell_gap(vcpu, vcpu->skipped, false);
    vcpu->skipped = 0;
}

/* Tells of something, behind the records that are staged. */
static void tell(struct vcpu *vcpu, uint64_t word)
{
    if (vcpu_has_records(vcpu)) {
        vcpu_flush(vcpu);
    }
    say(vcpu, word);
    vcpu->events++;
}

/* The context of what comes is said by each batch anew. */
static void change_context(struct vcpu *vcpu, uint32_t *context, uint32_t row, uint64_t word)
{
    if (row == *context) {
        return;
    }
    *context = row;
    if (vcpu_has_records(vcpu)) {
        vcpu_flush(vcpu);
    } else {
        say(vcpu, word);
    }
}

void vcpu_set_task(struct vcpu *vcpu, uint32_t row)
{
    change_context(vcpu, &vcpu->task, row, site_record_task(row, SITE_RECORD_TASK_RUNS));
}

void vcpu_tell_task(struct vcpu *vcpu, uint32_t row, enum site_record_task what)
{
    tell(vcpu, site_record_task(row, what));
}

void vcpu_set_phase(struct vcpu *vcpu, uint32_t row)
{
    change_context(vcpu, &vcpu->phase, row, site_record_phase(row, SITE_RECORD_PHASE_IS));
}

void vcpu_tell_phase(struct vcpu *vcpu, uint32_t row, enum site_record_phase what)
{
    tell(vcpu, site_record_phase(row, what));
}

void vcpu_tell_page(struct vcpu *vcpu, uint64_t page, uint64_t frame)
{
    vcpu_make_room(vcpu, SITE_RECORD_PAGE_WORDS);
    aside(vcpu, site_record_about(0, SITE_RECORD_PAGE));
    aside(vcpu, page);
    aside(vcpu, frame);
}

void vcpu_renew_phase(struct vcpu *vcpu)
{
    vcpu->phase_generation = phases_generation();
    vcpu_set_phase(vcpu, phases_current(vcpu->index));
}
