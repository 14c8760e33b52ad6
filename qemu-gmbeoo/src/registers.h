/*
 * Registers of the vCPU whose thread this is.
 *
 * Copyright (C) the memtracer authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MEMTRACER_REGISTERS_H
#define MEMTRACER_REGISTERS_H

#include <stdbool.h>
#include <stdint.h>

/** enum register_name - those that are used */
enum register_name {
    REGISTER_CS,
    REGISTER_CR0,
    REGISTER_GS_BASE,
    REGISTER_KERNEL_GS_BASE,
    REGISTER_RDI,
    REGISTER_RSI,
    REGISTER_RDX,
    REGISTER_RCX,
    REGISTERS,
};

/** registers_find() - look them up, on the vCPU's thread; before all else there */
void registers_find(void);

/** registers_forget() - the vCPU of this thread goes */
void registers_forget(void);

/** registers_have() - whether QEMU names it */
bool registers_have(enum register_name name);

/**
 * registers_read() - its value now
 * @name: one that there is
 *
 * In a callback that asked for registers, or while code is translated or the vCPU rests.
 */
uint64_t registers_read(enum register_name name);

#endif
