/*
 * Counting what the guest executes, by vCPU and privilege level.
 *
 * Copyright (C) the memtracer authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MEMTRACER_INSTRUCTIONS_H
#define MEMTRACER_INSTRUCTIONS_H

#include "control.h"
#include "qemu-plugin-api.h"

/** instructions_init() - make room to count in; once, before any vCPU comes */
void instructions_init(void);

/**
 * instructions_register() - count the instructions of a block whenever it is executed
 * @tb: the block that is translated
 * @cpl: the privilege level it runs at
 * @each: count each as it begins, which costs time. Otherwise all are counted where the block
 *        begins: too many are, where it is left early for a fault or an interrupt
 */
void instructions_register(struct qemu_plugin_tb *tb, unsigned cpl, bool each);

/**
 * instructions_arm() - start at 0; only while the vCPU doesn't run
 * @vcpu: its number
 * @slot: its counters
 * @cpl3_only: whether the others are not counted
 */
void instructions_arm(unsigned vcpu, struct control_slot *slot, bool cpl3_only);

/** instructions_leave_uncounted() - tell the host that nobody counts, until the next arming */
void instructions_leave_uncounted(struct control_slot *slot);

/** instructions_publish() - tell the host how many there were; on the vCPU's thread */
void instructions_publish(unsigned vcpu, struct control_slot *slot);

#endif
