/*
 * Looks for what comes into the memory of the guest's programs: what it is, and where.
 *
 * Copyright (C) the memtracer authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MEMTRACER_MAPPING_WATCH_H
#define MEMTRACER_MAPPING_WATCH_H

#include "control.h"
#include "mapping-table.h"
#include "qemu-plugin-api.h"

/** mapping_watch_use_table() - append rows there; before all else, NULL for none */
void mapping_watch_use_table(struct mapping_table *table);

/**
 * mapping_watch_start() - begin; only while no vCPU runs
 * @where: what the host says of the kernel; copied
 *
 * Return: whether mappings can be seen. If not, nothing of this may be called.
 */
bool mapping_watch_start(const struct control_mappings *where);

/** mapping_watch_register() - have an instruction watched, as it is translated, if it is the one */
void mapping_watch_register(struct qemu_plugin_insn *insn);

/** mapping_watch_thread() - a task that the kernel keeps there is new, or has a new name */
void mapping_watch_thread(uint64_t pointer);

#endif
