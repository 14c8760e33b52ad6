/*
 * Looks for what the guest's programs say of the phases they are in: instructions that do nothing
 * else, see memtracer.h.
 *
 * Copyright (C) the memtracer authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MEMTRACER_PHASE_WATCH_H
#define MEMTRACER_PHASE_WATCH_H

#include "qemu-plugin-api.h"
#include "vcpu.h"

/**
 * phase_watch_start() - begin, outside of all; only while no vCPU runs
 *
 * Return: whether phases can be told. If not, phase_watch_register() may not be called.
 */
bool phase_watch_start(void);

/**
 * phase_watch_register() - have an instruction watched if it is one of those
 * @insn: the instruction, while it is translated
 *
 * Return: whether it is.
 */
bool phase_watch_register(struct qemu_plugin_insn *insn);

/** phase_watch_begin_run() - what a vCPU runs begins a phase of the run; on its thread */
void phase_watch_begin_run(struct vcpu *vcpu, const char *name);

/** phase_watch_end_run() - ends it */
void phase_watch_end_run(struct vcpu *vcpu, const char *name);

/** phase_watch_switched() - a vCPU runs a task from now on; on its thread, after vcpu_set_task() */
void phase_watch_switched(struct vcpu *vcpu, uint32_t task);

/** phase_watch_left() - a task is over, or another program; on the thread of a vCPU that saw it */
void phase_watch_left(struct vcpu *vcpu, uint32_t task);

#endif
