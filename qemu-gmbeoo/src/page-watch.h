/*
 * Looks for what may put other translations of addresses in force.
 *
 * Copyright (C) the memtracer authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MEMTRACER_PAGE_WATCH_H
#define MEMTRACER_PAGE_WATCH_H

#include "qemu-plugin-api.h"

/** page_watch_register() - see whether an instruction of the kernel does; while it is translated */
void page_watch_register(struct qemu_plugin_insn *insn);

#endif
