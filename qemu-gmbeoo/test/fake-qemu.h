/*
 * QEMU's side of the plugin interface, for tests.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MEMTRACER_FAKE_QEMU_H
#define MEMTRACER_FAKE_QEMU_H

#include "qemu-plugin-api.h"

#define FAKE_INSNS_MAX 16

/* A fake description of an access has these bits, and any above them. */
#define FAKE_RAW_SIGN 8
#define FAKE_RAW_BIG 16

struct fake_mem_cb {
    qemu_plugin_vcpu_mem_cb_t callback;
    void *userdata;
};

struct qemu_plugin_insn {
    uint64_t vaddr;
    struct fake_mem_cb on_load;
    struct fake_mem_cb on_store;
};

struct qemu_plugin_tb {
    size_t count;
    struct qemu_plugin_insn insns[FAKE_INSNS_MAX];
};

/** fake_qemu - what the plugin registered, and what it is to find */
extern struct fake_qemu {
    qemu_plugin_vcpu_simple_cb_t init;
    qemu_plugin_vcpu_simple_cb_t exit;
    qemu_plugin_vcpu_simple_cb_t idle;
    qemu_plugin_vcpu_simple_cb_t resume;
    qemu_plugin_vcpu_tb_trans_cb_t tb_trans;
    qemu_plugin_udata_cb_t atexit;
    qemu_plugin_simple_cb_t reset; /* wanted, not yet done */
    uint64_t cs;
    uint64_t cr0;
    unsigned decodes;
} fake_qemu;

/** fake_reset() - do the reset that was asked for: forget all callbacks, then call back */
void fake_reset(void);

/** fake_load() - let an instruction read */
void fake_load(const struct qemu_plugin_insn *insn, unsigned vcpu, uint32_t raw, uint64_t vaddr);

/** fake_store() - let an instruction write */
void fake_store(const struct qemu_plugin_insn *insn, unsigned vcpu, uint32_t raw, uint64_t vaddr);

#endif
