/*
 * The part of QEMU's TCG plugin interface that memtracer uses.
 *
 * Distributions ship QEMU without a plugin header, so the few types and
 * functions needed are declared here. Most are the same in all versions. What
 * changed is only there for who defines GMBEOO_PLUGIN_API, the version that is
 * built for, and that is qemu-callbacks.c alone:
 *
 *     3 (QEMU 9.1) to 5 (10.1, 10.2)  one shape
 *     6 (QEMU 11.0)  the same shape here, but QEMU takes no plugin that says 5 or less
 *     7 (QEMU 11.1)  callbacks get user data, and the plugin's id no more; nor any that says 6
 *
 * What QEMU before 9.0 lacks is declared weak: such a QEMU can then load the
 * library, look at qemu_plugin_version and say which version it would need,
 * instead of dying of an undefined symbol. So is what QEMU 9.1 lacks, and who
 * uses that looks whether it is there.
 *
 * Copyright (C) the memtracer authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MEMTRACER_QEMU_PLUGIN_API_H
#define MEMTRACER_QEMU_PLUGIN_API_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define QEMU_PLUGIN_EXPORT __attribute__((visibility("default")))
#define QEMU_PLUGIN_WEAK __attribute__((weak))

typedef uint64_t qemu_plugin_id_t;

/** struct qemu_info_t - what QEMU tells a plugin about itself at installation */
typedef struct qemu_info_t {
    const char *target_name;
    struct {
        int min;
        int cur;
    } version;
    bool system_emulation;
    struct {
        int smp_vcpus;
        int max_vcpus;
    } system;
} qemu_info_t;

/** An access as QEMU describes it; opaque, but equal for equal kinds of access. */
typedef uint32_t qemu_plugin_meminfo_t;

struct qemu_plugin_tb;
struct qemu_plugin_insn;
struct qemu_plugin_register;

/**
 * struct qemu_plugin_reg_descriptor - a register of the guest: its name and its handle
 *
 * Later versions have more behind this: an array of them steps by its element's size.
 */
typedef struct {
    struct qemu_plugin_register *handle;
    const char *name;
    const char *feature;
} qemu_plugin_reg_descriptor;

enum qemu_plugin_cb_flags {
    QEMU_PLUGIN_CB_NO_REGS,
    QEMU_PLUGIN_CB_R_REGS,
    QEMU_PLUGIN_CB_RW_REGS,
};

enum qemu_plugin_mem_rw {
    QEMU_PLUGIN_MEM_R = 1,
    QEMU_PLUGIN_MEM_W,
    QEMU_PLUGIN_MEM_RW,
};

typedef void (*qemu_plugin_vcpu_mem_cb_t)(unsigned int vcpu_index, qemu_plugin_meminfo_t info,
                                          uint64_t vaddr, void *userdata);

/** enum qemu_plugin_mem_value_type - how long what was loaded or stored is */
enum qemu_plugin_mem_value_type {
    QEMU_PLUGIN_MEM_VALUE_U8,
    QEMU_PLUGIN_MEM_VALUE_U16,
    QEMU_PLUGIN_MEM_VALUE_U32,
    QEMU_PLUGIN_MEM_VALUE_U64,
    QEMU_PLUGIN_MEM_VALUE_U128,
};

/** struct qemu_plugin_mem_value - what was loaded or stored */
typedef struct {
    enum qemu_plugin_mem_value_type type;
    union {
        uint8_t u8;
        uint16_t u16;
        uint32_t u32;
        uint64_t u64;
        struct {
            uint64_t low;
            uint64_t high;
        } u128;
    } data;
} qemu_plugin_mem_value;

typedef void (*qemu_plugin_vcpu_udata_cb)(unsigned int vcpu_index, void *userdata);

/* What the plugin exports. */
extern QEMU_PLUGIN_EXPORT int qemu_plugin_version;
QEMU_PLUGIN_EXPORT int qemu_plugin_install(qemu_plugin_id_t id, const qemu_info_t *info,
                                           int argc, char **argv);

/**
 * qemu_plugin_register_vcpu_mem_cb() - call @cb after each access of an instruction
 * @insn: the instruction, valid during the translation callback
 * @cb: the callback
 * @flags: whether it touches registers
 * @rw: which accesses; one that reads and writes is reported to either kind
 * @userdata: passed to @cb
 */
void qemu_plugin_register_vcpu_mem_cb(struct qemu_plugin_insn *insn,
                                      qemu_plugin_vcpu_mem_cb_t cb,
                                      enum qemu_plugin_cb_flags flags,
                                      enum qemu_plugin_mem_rw rw, void *userdata);

/**
 * qemu_plugin_register_vcpu_insn_exec_cb() - call @cb before an instruction is executed
 * @insn: the instruction, valid during the translation callback
 * @cb: the callback
 * @flags: whether it touches registers
 * @userdata: passed to @cb
 */
void qemu_plugin_register_vcpu_insn_exec_cb(struct qemu_plugin_insn *insn,
                                            qemu_plugin_vcpu_udata_cb cb,
                                            enum qemu_plugin_cb_flags flags, void *userdata);

/** struct qemu_plugin_scoreboard - a value for each vCPU, of QEMU's */
struct qemu_plugin_scoreboard;

/** struct qemu_plugin_u64 - a number in each value of a scoreboard */
typedef struct {
    struct qemu_plugin_scoreboard *score;
    size_t offset;
} qemu_plugin_u64;

enum qemu_plugin_op {
    QEMU_PLUGIN_INLINE_ADD_U64,
    QEMU_PLUGIN_INLINE_STORE_U64,
};

/** qemu_plugin_scoreboard_new() - a scoreboard of zeros */
QEMU_PLUGIN_WEAK struct qemu_plugin_scoreboard *qemu_plugin_scoreboard_new(size_t element_size);

/** qemu_plugin_scoreboard_find() - a vCPU's value; where it is changes when a vCPU comes */
QEMU_PLUGIN_WEAK void *qemu_plugin_scoreboard_find(struct qemu_plugin_scoreboard *score,
                                                   unsigned int vcpu_index);

/** qemu_plugin_register_vcpu_tb_exec_inline_per_vcpu() - when a block begins, do it in its code */
QEMU_PLUGIN_WEAK void qemu_plugin_register_vcpu_tb_exec_inline_per_vcpu(struct qemu_plugin_tb *tb,
                                                                        enum qemu_plugin_op op,
                                                                        qemu_plugin_u64 entry,
                                                                        uint64_t imm);

/** qemu_plugin_register_vcpu_insn_exec_inline_per_vcpu() - the same when an instruction begins */
QEMU_PLUGIN_WEAK void
qemu_plugin_register_vcpu_insn_exec_inline_per_vcpu(struct qemu_plugin_insn *insn,
                                                    enum qemu_plugin_op op, qemu_plugin_u64 entry,
                                                    uint64_t imm);

/** qemu_plugin_mem_get_value() - what was loaded or stored, in its callback; from version 4 on */
QEMU_PLUGIN_WEAK qemu_plugin_mem_value qemu_plugin_mem_get_value(qemu_plugin_meminfo_t info);

/**
 * qemu_plugin_read_memory_vaddr() - read the guest's memory as the current vCPU sees it
 * @addr: where it begins
 * @data: set to what is there
 * @len: how many bytes
 *
 * From version 4 on.
 *
 * Return: false if there is nothing.
 */
QEMU_PLUGIN_WEAK bool qemu_plugin_read_memory_vaddr(uint64_t addr, GByteArray *data, size_t len);

/** struct qemu_plugin_hwaddr - a physical address, of the access at hand */
struct qemu_plugin_hwaddr;

/**
 * qemu_plugin_get_hwaddr() - where an access went, in its callback
 *
 * Return: valid until it is called again on the thread; NULL if QEMU doesn't know any more.
 */
QEMU_PLUGIN_WEAK struct qemu_plugin_hwaddr *qemu_plugin_get_hwaddr(qemu_plugin_meminfo_t info,
                                                                   uint64_t vaddr);

/** qemu_plugin_hwaddr_is_io() - whether there is a device, and no memory */
QEMU_PLUGIN_WEAK bool qemu_plugin_hwaddr_is_io(const struct qemu_plugin_hwaddr *haddr);

/** qemu_plugin_hwaddr_phys_addr() - the address as a number */
QEMU_PLUGIN_WEAK uint64_t qemu_plugin_hwaddr_phys_addr(const struct qemu_plugin_hwaddr *haddr);

size_t qemu_plugin_tb_n_insns(const struct qemu_plugin_tb *tb);
struct qemu_plugin_insn *qemu_plugin_tb_get_insn(const struct qemu_plugin_tb *tb, size_t index);
uint64_t qemu_plugin_insn_vaddr(const struct qemu_plugin_insn *insn);

/**
 * qemu_plugin_insn_data() - copy an instruction's bytes
 * @insn: the instruction
 * @dest: where to
 * @len: how many at most
 *
 * Return: how many.
 */
size_t qemu_plugin_insn_data(const struct qemu_plugin_insn *insn, void *dest, size_t len);

unsigned int qemu_plugin_mem_size_shift(qemu_plugin_meminfo_t info);
bool qemu_plugin_mem_is_sign_extended(qemu_plugin_meminfo_t info);
bool qemu_plugin_mem_is_big_endian(qemu_plugin_meminfo_t info);

/**
 * qemu_plugin_get_registers() - list the current vCPU's registers
 *
 * Return: a GArray of qemu_plugin_reg_descriptor, the caller's to free; the handles stay valid.
 */
QEMU_PLUGIN_WEAK GArray *qemu_plugin_get_registers(void);

/**
 * qemu_plugin_read_register() - append a register of the current vCPU to @buf
 *
 * The type of the result differs between versions of QEMU: look at what @buf got instead.
 */
QEMU_PLUGIN_WEAK int qemu_plugin_read_register(struct qemu_plugin_register *handle,
                                               GByteArray *buf);

#ifdef GMBEOO_PLUGIN_API
#if GMBEOO_PLUGIN_API < 7
typedef void (*qemu_plugin_simple_cb_t)(qemu_plugin_id_t id);
typedef void (*qemu_plugin_udata_cb_t)(qemu_plugin_id_t id, void *userdata);
typedef void (*qemu_plugin_vcpu_simple_cb_t)(qemu_plugin_id_t id, unsigned int vcpu_index);
typedef void (*qemu_plugin_vcpu_tb_trans_cb_t)(qemu_plugin_id_t id, struct qemu_plugin_tb *tb);

/**
 * qemu_plugin_reset() - drop all callbacks and all translated code
 * @id: the plugin
 * @cb: called when that is done, while no vCPU runs; registers what is needed from now on
 *
 * Only from a vCPU's thread: from any other, QEMU 10.0 keeps the translated code.
 */
void qemu_plugin_reset(qemu_plugin_id_t id, qemu_plugin_simple_cb_t cb);

void qemu_plugin_register_vcpu_init_cb(qemu_plugin_id_t id, qemu_plugin_vcpu_simple_cb_t cb);
void qemu_plugin_register_vcpu_exit_cb(qemu_plugin_id_t id, qemu_plugin_vcpu_simple_cb_t cb);
void qemu_plugin_register_vcpu_idle_cb(qemu_plugin_id_t id, qemu_plugin_vcpu_simple_cb_t cb);
void qemu_plugin_register_vcpu_resume_cb(qemu_plugin_id_t id, qemu_plugin_vcpu_simple_cb_t cb);
void qemu_plugin_register_vcpu_tb_trans_cb(qemu_plugin_id_t id,
                                           qemu_plugin_vcpu_tb_trans_cb_t cb);
#else
typedef void (*qemu_plugin_udata_cb_t)(void *userdata);
typedef void (*qemu_plugin_vcpu_udata_cb_t)(unsigned int vcpu_index, void *userdata);
typedef void (*qemu_plugin_vcpu_tb_trans_cb_t)(struct qemu_plugin_tb *tb, void *userdata);

/** qemu_plugin_reset() - as above; @userdata is passed to @cb */
void qemu_plugin_reset(qemu_plugin_id_t id, qemu_plugin_udata_cb_t cb, void *userdata);

void qemu_plugin_register_vcpu_init_cb(qemu_plugin_id_t id, qemu_plugin_vcpu_udata_cb_t cb,
                                       void *userdata);
void qemu_plugin_register_vcpu_exit_cb(qemu_plugin_id_t id, qemu_plugin_vcpu_udata_cb_t cb,
                                       void *userdata);
void qemu_plugin_register_vcpu_idle_cb(qemu_plugin_id_t id, qemu_plugin_vcpu_udata_cb_t cb,
                                       void *userdata);
void qemu_plugin_register_vcpu_resume_cb(qemu_plugin_id_t id, qemu_plugin_vcpu_udata_cb_t cb,
                                         void *userdata);
void qemu_plugin_register_vcpu_tb_trans_cb(qemu_plugin_id_t id,
                                           qemu_plugin_vcpu_tb_trans_cb_t cb, void *userdata);
#endif
void qemu_plugin_register_atexit_cb(qemu_plugin_id_t id, qemu_plugin_udata_cb_t cb,
                                    void *userdata);
#endif

#endif
