/*
 * What is done to code as QEMU translates it: which instructions get which callbacks.
 *
 * Copyright (C) the memtracer authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MEMTRACER_TRANSLATION_H
#define MEMTRACER_TRANSLATION_H

#include "control.h"
#include "qemu-plugin-api.h"
#include "vcpu.h"

/**
 * translation_start() - do what a wish says from now on; only while no vCPU runs
 * @wish: the wish, armed
 * @control: what it says besides; told whether tasks and phases are told apart
 * @format: what the vCPUs stage: of tasks and phases only site records tell
 * @translate_anew: see selection_start()
 */
void translation_start(const struct control_wish *wish, struct control_page *control,
                       enum vcpu_format format, void (*translate_anew)(void));

/** translation_stop() - nothing is to be translated any more; only while no vCPU runs */
void translation_stop(void);

/** translation_register() - have a block's accesses recorded, and what is told besides watched */
void translation_register(struct qemu_plugin_tb *tb, struct vcpu *vcpu);

/** translation_look_for_task() - find out what a vCPU runs, on its thread, if that is to be told */
void translation_look_for_task(struct vcpu *vcpu);

#endif
