/*
 * QEMU's side of the plugin interface, for tests.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "fake-qemu.h"

struct fake_qemu fake_qemu;

void qemu_plugin_reset(qemu_plugin_id_t id, qemu_plugin_simple_cb_t cb)
{
    (void)id;
    if (fake_qemu.reset == NULL) { /* as QEMU does, ignore a second wish for one */
        fake_qemu.reset = cb;
    }
}

void fake_reset(void)
{
    qemu_plugin_simple_cb_t reset = fake_qemu.reset;

    g_assert_nonnull(reset);
    fake_qemu = (struct fake_qemu){
        .cs = fake_qemu.cs, .cr0 = fake_qemu.cr0, .decodes = fake_qemu.decodes
    };
    reset(1);
}

void qemu_plugin_register_vcpu_init_cb(qemu_plugin_id_t id, qemu_plugin_vcpu_simple_cb_t cb)
{
    (void)id;
    fake_qemu.init = cb;
}

void qemu_plugin_register_vcpu_exit_cb(qemu_plugin_id_t id, qemu_plugin_vcpu_simple_cb_t cb)
{
    (void)id;
    fake_qemu.exit = cb;
}

void qemu_plugin_register_vcpu_idle_cb(qemu_plugin_id_t id, qemu_plugin_vcpu_simple_cb_t cb)
{
    (void)id;
    fake_qemu.idle = cb;
}

void qemu_plugin_register_vcpu_resume_cb(qemu_plugin_id_t id, qemu_plugin_vcpu_simple_cb_t cb)
{
    (void)id;
    fake_qemu.resume = cb;
}

void qemu_plugin_register_vcpu_tb_trans_cb(qemu_plugin_id_t id, qemu_plugin_vcpu_tb_trans_cb_t cb)
{
    (void)id;
    fake_qemu.tb_trans = cb;
}

void qemu_plugin_register_atexit_cb(qemu_plugin_id_t id, qemu_plugin_udata_cb_t cb, void *userdata)
{
    (void)id;
    (void)userdata;
    fake_qemu.atexit = cb;
}

void qemu_plugin_register_vcpu_mem_cb(struct qemu_plugin_insn *insn, qemu_plugin_vcpu_mem_cb_t cb,
                                      enum qemu_plugin_cb_flags flags, enum qemu_plugin_mem_rw rw,
                                      void *userdata)
{
    struct fake_mem_cb *registered = rw == QEMU_PLUGIN_MEM_R ? &insn->on_load : &insn->on_store;

    g_assert_cmpint(flags, ==, QEMU_PLUGIN_CB_NO_REGS);
    g_assert_cmpint(rw, !=, QEMU_PLUGIN_MEM_RW);
    g_assert_null(registered->callback);
    *registered = (struct fake_mem_cb){ cb, userdata };
}

size_t qemu_plugin_tb_n_insns(const struct qemu_plugin_tb *tb)
{
    return tb->count;
}

struct qemu_plugin_insn *qemu_plugin_tb_get_insn(const struct qemu_plugin_tb *tb, size_t index)
{
    return (struct qemu_plugin_insn *)&tb->insns[index];
}

uint64_t qemu_plugin_insn_vaddr(const struct qemu_plugin_insn *insn)
{
    return insn->vaddr;
}

unsigned int qemu_plugin_mem_size_shift(qemu_plugin_meminfo_t info)
{
    __atomic_fetch_add(&fake_qemu.decodes, 1, __ATOMIC_RELAXED);
    return info & 7;
}

bool qemu_plugin_mem_is_sign_extended(qemu_plugin_meminfo_t info)
{
    return info & FAKE_RAW_SIGN;
}

bool qemu_plugin_mem_is_big_endian(qemu_plugin_meminfo_t info)
{
    return info & FAKE_RAW_BIG;
}

GArray *qemu_plugin_get_registers(void)
{
    static const char *const names[] = { "rax", "cs", "cr0", "cr3" };
    GArray *registers = g_array_new(FALSE, TRUE, sizeof(qemu_plugin_reg_descriptor));

    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        qemu_plugin_reg_descriptor reg = {
            .handle = (struct qemu_plugin_register *)(i + 1),
            .name = names[i],
        };

        g_array_append_val(registers, reg);
    }
    return registers;
}

int qemu_plugin_read_register(struct qemu_plugin_register *handle, GByteArray *buf)
{
    /* QEMU gives cs 4 bytes and cr0 8. */
    if (handle == (struct qemu_plugin_register *)2) {
        g_byte_array_append(buf, (const guint8 *)&fake_qemu.cs, 4);
        return 4;
    }
    g_assert_true(handle == (struct qemu_plugin_register *)3);
    g_byte_array_append(buf, (const guint8 *)&fake_qemu.cr0, 8);
    return 8;
}

void fake_load(const struct qemu_plugin_insn *insn, unsigned vcpu, uint32_t raw, uint64_t vaddr)
{
    insn->on_load.callback(vcpu, raw, vaddr, insn->on_load.userdata);
}

void fake_store(const struct qemu_plugin_insn *insn, unsigned vcpu, uint32_t raw, uint64_t vaddr)
{
    insn->on_store.callback(vcpu, raw, vaddr, insn->on_store.userdata);
}
