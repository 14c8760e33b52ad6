/*
 * Looks for what the guest's kernel does with tasks: where it enters, makes, names and ends them.
 *
 * Copyright (C) the memtracer authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MEMTRACER_TASK_WATCH_H
#define MEMTRACER_TASK_WATCH_H

#include "control.h"
#include "qemu-plugin-api.h"
#include "vcpu.h"

/**
 * task_watch_start() - begin, with nothing known; only while no vCPU runs
 * @where: what the host says of the kernel; copied
 *
 * Return: whether tasks can be told apart. If not, nothing of this may be called.
 */
bool task_watch_start(const struct control_tasks *where);

/**
 * task_watch_register() - have an instruction watched if it is one of those
 * @insn: the instruction, while it is translated; what records its accesses is registered already
 */
void task_watch_register(struct qemu_plugin_insn *insn);

/** task_watch_look() - find out what a vCPU runs, on its thread, if that isn't known yet */
void task_watch_look(struct vcpu *vcpu);

#endif
