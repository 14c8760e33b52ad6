/*
 * In which phases the guest's threads are, as far as they have said.
 *
 * A phase is of the thread that began it, or of the whole run. What is begun later and not ended is
 * within what was begun before. An access is in the innermost phase of its thread, or else of the
 * run. All names come from the guest.
 *
 * Any vCPU's thread may call, each for its own vCPU.
 *
 * Copyright (C) the memtracer authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MEMTRACER_PHASES_H
#define MEMTRACER_PHASES_H

#include "phase-table.h"

/** How many may be within each other. */
#define PHASES_NESTED_MAX 64

/** struct phases_ended - the rows of phases that have ended, the innermost first */
struct phases_ended {
    unsigned count;
    uint32_t rows[PHASES_NESTED_MAX];
};

/** phases_use_table() - append rows there, as to an empty table; before all else */
void phases_use_table(struct phase_table *table);

/** phases_are_told() - whether there is a table, and the guest's memory can be read for names */
bool phases_are_told(void);

/** phases_restart() - nobody is in any; only while no vCPU runs */
void phases_restart(void);

/**
 * phases_enter() - a vCPU runs another thread from now on
 * @vcpu: which vCPU
 * @thread: the number of the task, never used for another; 0 if it isn't known: what that begins
 *          is of the run
 */
void phases_enter(unsigned vcpu, uint32_t thread);

/** phases_leave() - a thread is over, or another program: with that ends what it began */
void phases_leave(uint32_t thread, struct phases_ended *ended);

/** phases_begin() - what a vCPU runs begins a phase; returns its row, or 0 if there is no room */
uint32_t phases_begin(unsigned vcpu, bool of_run, const char *name);

/**
 * phases_end() - what a vCPU runs ends a phase, and what was begun within and is not ended
 * @vcpu: which vCPU
 * @of_run: whether it is one of the run's
 * @name: of the phase; NULL for the innermost
 * @ended: which that were; none if there is none of that name
 */
void phases_end(unsigned vcpu, bool of_run, const char *name, struct phases_ended *ended);

/** phases_current() - the row of the phase in which a vCPU is; 0 outside of all */
uint32_t phases_current(unsigned vcpu);

/** phases_are_open() - whether anybody, or the run, is in one */
bool phases_are_open(void);

/** phases_generation() - how often it has changed in which phase the run is */
uint32_t phases_generation(void);

#endif
