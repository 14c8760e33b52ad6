/*
 * Looks for calls of two functions of the traced program: from the one to the other, the run is in a
 * phase.
 *
 * Copyright (C) the memtracer authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MEMTRACER_FUNCTION_WATCH_H
#define MEMTRACER_FUNCTION_WATCH_H

#include "control.h"
#include "qemu-plugin-api.h"

/**
 * function_watch_start() - begin; only while no vCPU runs, when phases are told
 * @functions: what the host says of them; copied
 *
 * Without a first one, the run is in the phase at once.
 */
void function_watch_start(const struct control_functions *functions);

/**
 * function_watch_register() - have an instruction watched if one of them begins with it
 * @insn: the instruction, while it is translated on a vCPU's thread
 *
 * Return: whether it is.
 */
bool function_watch_register(struct qemu_plugin_insn *insn);

#endif
