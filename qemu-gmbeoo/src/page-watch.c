/*
 * Looks for what may put other translations of addresses in force.
 *
 * That is each vCPU's own business: a kernel that has changed a page table has the other CPUs
 * interrupted, and each of them executes such an instruction before the old page is used for
 * anything else.
 *
 * Copyright (C) the memtracer authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "page-watch.h"

#include "access.h"
#include "insn.h"
#include "pages.h"

/* Before it is executed: none of them has accesses of its own that it could matter for. */
static void on_change(unsigned int vcpu_index, void *userdata)
{
    (void)userdata;
    pages_doubt(access_vcpus[vcpu_index].pages);
}

void page_watch_register(struct qemu_plugin_insn *insn)
{
    uint8_t bytes[INSN_BYTES_MAX];

    if (insn_changes_translations(bytes, qemu_plugin_insn_data(insn, bytes, sizeof(bytes)))) {
        qemu_plugin_register_vcpu_insn_exec_cb(insn, on_change, QEMU_PLUGIN_CB_NO_REGS, NULL);
    }
}
