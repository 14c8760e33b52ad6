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

struct fake_exec_cb {
    qemu_plugin_vcpu_udata_cb callback;
    void *userdata;
};

struct fake_inline {
    qemu_plugin_u64 entry;
    uint64_t added;
};

struct qemu_plugin_insn {
    uint64_t vaddr;
    uint8_t bytes[15];
    size_t length;
    struct fake_mem_cb on_load;
    struct fake_mem_cb on_store;
    struct fake_mem_cb on_store_with_registers;
    struct fake_exec_cb on_execution[2];
    struct fake_inline counted;
};

struct qemu_plugin_tb {
    size_t count;
    struct fake_inline counted;
    struct qemu_plugin_insn insns[FAKE_INSNS_MAX];
};

/** fake_qemu - what the plugin is to find */
extern struct fake_qemu {
    uint64_t cs;
    uint64_t cr0;
    uint64_t gs_base;
    uint64_t k_gs_base;
    uint64_t rdi;
    uint64_t rsi;
    uint64_t stored; /* by the store that is reported */
    uint64_t memory_begin;
    uint8_t *memory; /* of the guest; elsewhere there is none */
    size_t memory_bytes;
    unsigned decodes;
    uint64_t frame_of_0;    /* where the page of address 0 is; all others are behind it */
    uint64_t devices_begin; /* in virtual memory */
    bool knows_no_hwaddr;
    unsigned hwaddrs; /* how many were asked for */
} fake_qemu;

/** fake_vcpu_init() - call back as when a vCPU comes; on its thread, as the next three */
void fake_vcpu_init(unsigned vcpu);

/** fake_vcpu_idle() - call back as when it rests */
void fake_vcpu_idle(unsigned vcpu);

/** fake_vcpu_resume() - call back as when it goes on */
void fake_vcpu_resume(unsigned vcpu);

/** fake_vcpu_exit() - call back as when it goes */
void fake_vcpu_exit(unsigned vcpu);

/** fake_translate() - call back as when code is translated */
void fake_translate(struct qemu_plugin_tb *tb);

/** fake_exit() - call back as when QEMU ends */
void fake_exit(void);

/** fake_listens() - whether all callbacks but that for translating are registered */
bool fake_listens(void);

/** fake_translates() - whether the one for translating is */
bool fake_translates(void);

/** fake_reset_is_wanted() - whether the plugin asked for a reset that has not been done */
bool fake_reset_is_wanted(void);

/** fake_reset() - do the reset that was asked for: forget all callbacks, then call back */
void fake_reset(void);

/** fake_load() - let an instruction read */
void fake_load(const struct qemu_plugin_insn *insn, unsigned vcpu, uint32_t raw, uint64_t vaddr);

/** fake_store() - let an instruction write */
void fake_store(const struct qemu_plugin_insn *insn, unsigned vcpu, uint32_t raw, uint64_t vaddr);

/** fake_enter() - let a block be entered, as far as somebody counts that */
void fake_enter(const struct qemu_plugin_tb *tb, unsigned vcpu);

/** fake_execute() - let an instruction be executed, as far as somebody wants to know */
void fake_execute(const struct qemu_plugin_insn *insn, unsigned vcpu);

#endif
