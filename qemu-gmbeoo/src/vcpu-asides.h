/*
 * What a batch has besides accesses: how many are missing, what makes them, and what has happened.
 *
 * Copyright (C) the memtracer authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MEMTRACER_VCPU_ASIDES_H
#define MEMTRACER_VCPU_ASIDES_H

#include "vcpu.h"

/** vcpu_begin_asides() - say what each batch begins with; its limit is set already */
void vcpu_begin_asides(struct vcpu *vcpu);

/** vcpu_stage_gap() - tell what sampling has skipped, where gaps are told */
void vcpu_stage_gap(struct vcpu *vcpu);

/**
 * vcpu_set_task() - say what makes the accesses from here on, where site records are staged
 * @vcpu: the vCPU, on its thread
 * @row: in the task table; 0 if it isn't known
 *
 * Each batch begins with it, so that it isn't lost with one that is.
 */
void vcpu_set_task(struct vcpu *vcpu, uint32_t row);

/** vcpu_tell_task() - tell of a task, not 0, where site records are staged */
void vcpu_tell_task(struct vcpu *vcpu, uint32_t row, enum site_record_task what);

/**
 * vcpu_set_phase() - say in which phase the accesses from here on are, where site records are staged
 * @vcpu: the vCPU, on its thread
 * @row: in the phase table; 0 outside of all
 *
 * Each batch begins with it, too.
 */
void vcpu_set_phase(struct vcpu *vcpu, uint32_t row);

/** vcpu_tell_phase() - tell of a phase, where site records are staged */
void vcpu_tell_phase(struct vcpu *vcpu, uint32_t row, enum site_record_phase what);

/**
 * vcpu_tell_page() - say where a virtual page is, where site records are staged
 * @vcpu: the vCPU, on its thread
 * @page: where it begins
 * @frame: where the physical one does, or SITE_RECORD_PAGE_UNKNOWN; with SITE_RECORD_PAGE_OF_DEVICE
 *
 * There is room for a record behind it in the same batch.
 */
void vcpu_tell_page(struct vcpu *vcpu, uint64_t page, uint64_t frame);

/**
 * vcpu_recheck_phase() - let a vCPU look for its phase anew behind its next record; any thread
 *
 * What it has looked for before is what phases_current() said before.
 */
void vcpu_recheck_phase(struct vcpu *vcpu);

/** vcpu_renew_phase() - look for a vCPU's phase anew, on its thread */
void vcpu_renew_phase(struct vcpu *vcpu);

#endif
