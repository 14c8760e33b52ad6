/*
 * Which accesses are wanted: only those in phases, only so many. What isn't wanted for long isn't
 * looked at.
 *
 * Copyright (C) the memtracer authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MEMTRACER_SELECTION_H
#define MEMTRACER_SELECTION_H

#include "control.h"
#include "vcpu.h"

/**
 * So many accesses outside of all phases, and code is translated anew without callbacks: that takes
 * about as long as so many callbacks for nothing.
 */
#define SELECTION_PATIENCE 16777216

/**
 * selection_start() - choose from now on; only while no vCPU runs, nobody being in a phase
 * @control: what the host wishes, and where it is told that accesses aren't looked at
 * @translate_anew: called on a vCPU's thread, when what selection_looks() says may change
 */
void selection_start(struct control_page *control, void (*translate_anew)(void));

/** selection_is_any() - whether anything is left out */
bool selection_is_any(void);

/** selection_looks() - whether accesses are looked at at all; while translating */
bool selection_looks(void);

/** selection_is_over() - whether no access will be taken any more; while translating */
bool selection_is_over(void);

/** selection_renew() - decide about that anew; only while no vCPU runs */
void selection_renew(void);

/** selection_phase_changed() - somebody is in another phase; on the vCPU's thread */
void selection_phase_changed(void);

/** selection_takes() - whether an access is to be recorded; counts it */
bool selection_takes(struct vcpu *vcpu);

#endif
