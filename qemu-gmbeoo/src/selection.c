/*
 * Which accesses are wanted.
 *
 * Copyright (C) the memtracer authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "selection.h"

#include "phases.h"
#include "vcpu-asides.h"

/* Written only while no vCPU runs, but for `over` and `taken`. */
static struct control_page *control;
static void (*translate_anew)(void);
static bool phases_only;
static bool looks = true;
static bool over; /* as many as are wanted were taken */
static uint64_t skip;
static uint64_t end; /* of what is wanted, counted from 0 */

/* Counts what phases let through, over all vCPUs. */
static uint64_t offered __attribute__((aligned(128)));

bool selection_is_any(void)
{
    return phases_only || skip > 0 || end != UINT64_MAX;
}

bool selection_looks(void)
{
    return looks;
}

bool selection_is_over(void)
{
    return __atomic_load_n(&over, __ATOMIC_RELAXED);
}

void selection_renew(void)
{
    looks = !over && (!phases_only || phases_are_open());
    if (!looks) {
        control->blind_times++;
    }
}

void selection_start(struct control_page *page, void (*again)(void))
{
    control = page;
    translate_anew = again;
    phases_only = page->phases_only != 0;
    skip = page->skip;
    end = page->most == 0 || page->most > UINT64_MAX - skip ? UINT64_MAX : skip + page->most;
    over = false;
    offered = 0;
    control->blind_times = 0;
    selection_renew();
}

void selection_phase_changed(void)
{
    if (!looks && !over && phases_are_open()) {
        translate_anew();
    }
}

/* Between phases that follow each other soon, it isn't worth it. */
static bool outside(struct vcpu *vcpu)
{
    if (++vcpu->outside >= SELECTION_PATIENCE && looks && !phases_are_open()) {
        vcpu->outside = 0;
        translate_anew();
    }
    return false;
}

static bool is_in_phase(struct vcpu *vcpu)
{
    if (vcpu->phase == 0 && vcpu->phase_generation != phases_generation()) {
        vcpu_renew_phase(vcpu);
    }
    return vcpu->phase != 0;
}

static bool is_in_window(void)
{
    const uint64_t event = __atomic_fetch_add(&offered, 1, __ATOMIC_RELAXED);

    if (event == end) { /* once */
        __atomic_store_n(&over, true, __ATOMIC_RELAXED);
        translate_anew();
    }
    return event >= skip && event < end;
}

static bool is_wanted(struct vcpu *vcpu)
{
    if (phases_only && !is_in_phase(vcpu)) {
        return outside(vcpu);
    }
    vcpu->outside = 0;
    return (skip == 0 && end == UINT64_MAX) || is_in_window();
}

bool selection_takes(struct vcpu *vcpu)
{
    if (++vcpu->seen % VCPU_SEEN_INTERVAL == 0) {
        vcpu_publish_seen(vcpu);
    }
    if (!is_wanted(vcpu)) {
        vcpu->skipped++;
        return false;
    }
    if (vcpu->skipped > 0) {
        vcpu_stage_gap(vcpu);
    }
    return true;
}
