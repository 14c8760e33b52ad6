/*
 * Counting what the guest executes, by vCPU and privilege level.
 *
 * QEMU adds to a number of the vCPU's in translated code, without a call.
 *
 * Copyright (C) the memtracer authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "instructions.h"

#define USER_CPL 3

/*
 * QEMU moves this when a vCPU comes: it is found anew each time. QEMU has those of all vCPUs side by
 * side, and adds with each block: so far apart that no two are in one cache line.
 */
struct counts {
    uint64_t by_cpl[CONTROL_LEVELS];
    uint8_t apart[128 - CONTROL_LEVELS * sizeof(uint64_t)];
};

_Static_assert(sizeof(struct counts) == 128, "vCPUs' numbers, wherever the first one is");

static struct qemu_plugin_scoreboard *board;

void instructions_init(void)
{
    board = qemu_plugin_scoreboard_new(sizeof(struct counts));
}

static qemu_plugin_u64 counter(unsigned cpl)
{
    return (qemu_plugin_u64){
        .score = board,
        .offset = offsetof(struct counts, by_cpl) + cpl * sizeof(uint64_t),
    };
}

void instructions_register(struct qemu_plugin_tb *tb, unsigned cpl, bool each)
{
    const size_t count = qemu_plugin_tb_n_insns(tb);

    if (!each) {
        qemu_plugin_register_vcpu_tb_exec_inline_per_vcpu(tb, QEMU_PLUGIN_INLINE_ADD_U64,
                                                          counter(cpl), count);
        return;
    }
    for (size_t i = 0; i < count; i++) {
        qemu_plugin_register_vcpu_insn_exec_inline_per_vcpu(qemu_plugin_tb_get_insn(tb, i),
                                                            QEMU_PLUGIN_INLINE_ADD_U64,
                                                            counter(cpl), 1);
    }
}

void instructions_arm(unsigned vcpu, struct control_slot *slot, bool cpl3_only)
{
    struct counts *counts = qemu_plugin_scoreboard_find(board, vcpu);

    for (unsigned cpl = 0; cpl < CONTROL_LEVELS; cpl++) {
        counts->by_cpl[cpl] = 0;
        control_publish(&slot->instructions[cpl],
                        cpl3_only && cpl != USER_CPL ? CONTROL_NOT_COUNTED : 0);
    }
}

void instructions_leave_uncounted(struct control_slot *slot)
{
    for (unsigned cpl = 0; cpl < CONTROL_LEVELS; cpl++) {
        control_publish(&slot->instructions[cpl], CONTROL_NOT_COUNTED);
    }
}

void instructions_publish(unsigned vcpu, struct control_slot *slot)
{
    const struct counts *counts;

    if (board == NULL) {
        return; /* staging is tested without QEMU */
    }
    counts = qemu_plugin_scoreboard_find(board, vcpu);
    for (unsigned cpl = 0; cpl < CONTROL_LEVELS; cpl++) {
        if (slot->instructions[cpl] != CONTROL_NOT_COUNTED) {
            control_publish(&slot->instructions[cpl], counts->by_cpl[cpl]);
        }
    }
}
