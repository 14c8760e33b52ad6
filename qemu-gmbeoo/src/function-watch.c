/*
 * Looks for calls of two functions of the traced program.
 *
 * A function is known by its first bytes and where in a page they are, wherever the program lies.
 * The host has seen to it that the program has these bytes there only once.
 *
 * Copyright (C) the memtracer authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "function-watch.h"

#include "access.h"
#include "guest-memory.h"
#include "phase-watch.h"
#include "phases.h"

#include <string.h>

#define PAGE_BYTES 4096

static struct control_functions watched;

/* Where the run is with the phase between them. */
enum {
    OUTSIDE,
    WITHIN,
    BEHIND, /* and it doesn't begin again */
};

static int state;

static bool moves(int from, int to)
{
    return __atomic_compare_exchange_n(&state, &from, to, false, __ATOMIC_ACQ_REL,
                                       __ATOMIC_RELAXED);
}

void function_watch_start(const struct control_functions *functions)
{
    watched = *functions;
    watched.phase[sizeof(watched.phase) - 1] = '\0';
    state = watched.from.bytes == 0 && watched.until.bytes != 0 ? WITHIN : OUTSIDE;
    if (state == WITHIN) {
        phases_begin(0, true, watched.phase);
    }
}

static void on_from(unsigned int vcpu_index, void *userdata)
{
    (void)userdata;
    if (moves(OUTSIDE, WITHIN)) {
        phase_watch_begin_run(&access_vcpus[vcpu_index], watched.phase);
    }
}

static void on_until(unsigned int vcpu_index, void *userdata)
{
    (void)userdata;
    if (moves(WITHIN, watched.once != 0 ? BEHIND : OUTSIDE)) {
        phase_watch_end_run(&access_vcpus[vcpu_index], watched.phase);
    }
}

static bool begins_at(const struct control_function *function, uint64_t vaddr)
{
    uint8_t code[CONTROL_FUNCTION_BYTES];

    return function->bytes > 0 && function->bytes <= sizeof(code)
           && (vaddr & (PAGE_BYTES - 1)) == function->page_offset
           && guest_memory_read(vaddr, code, function->bytes)
           && memcmp(code, function->code, function->bytes) == 0;
}

bool function_watch_register(struct qemu_plugin_insn *insn)
{
    const uint64_t vaddr = qemu_plugin_insn_vaddr(insn);

    if (begins_at(&watched.from, vaddr)) {
        qemu_plugin_register_vcpu_insn_exec_cb(insn, on_from, QEMU_PLUGIN_CB_R_REGS, NULL);
        return true;
    }
    if (begins_at(&watched.until, vaddr)) {
        qemu_plugin_register_vcpu_insn_exec_cb(insn, on_until, QEMU_PLUGIN_CB_R_REGS, NULL);
        return true;
    }
    return false;
}
