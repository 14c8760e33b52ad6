/*
 * The memory callbacks: what runs for each access of the guest.
 *
 * Copyright (C) the memtracer authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MEMTRACER_ACCESS_H
#define MEMTRACER_ACCESS_H

#include "qemu-plugin-api.h"
#include "vcpu.h"

/** access_vcpus - of each vCPU; here, so that callbacks find them at an address that is known */
extern struct vcpu access_vcpus[CONTROL_VCPU_SLOTS];

/** access_expect_vcpus() - say how many vCPUs there may be; before all else */
void access_expect_vcpus(unsigned max_vcpus);

/** access_restart_sampling() - count accesses from 0 again; only while no vCPU runs */
void access_restart_sampling(void);

/**
 * access_choose() - choose the shortest callback that does what is needed; while no vCPU runs
 * @format: what the vCPUs stage
 * @sampling: whether accesses are counted, and some left out
 * @telling_pages: whether it is told where their pages are; with site records
 */
void access_choose(enum vcpu_format format, bool sampling, bool telling_pages);

/**
 * access_register() - have an instruction's accesses recorded, by the callback that was chosen
 * @insn: the instruction, while it is translated
 * @cpl: the privilege level it runs at
 */
void access_register(struct qemu_plugin_insn *insn, unsigned cpl);

#endif
