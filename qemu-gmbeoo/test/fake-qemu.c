/*
 * QEMU's side of the plugin interface, for tests.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "fake-qemu.h"

#include <string.h>

#if GMBEOO_PLUGIN_API < 7
#define VCPU_CB qemu_plugin_vcpu_simple_cb_t
#define RESET_CB qemu_plugin_simple_cb_t
#define USERDATA
#define CHECK_USERDATA (void)0
#define ID 1
#define CALL_VCPU(callback, vcpu) callback(ID, vcpu)
#define CALL_TB(callback, tb) callback(ID, tb)
#define CALL_EXIT(callback) callback(ID, NULL)
#define CALL_RESET(callback) callback(ID)
#else
#define VCPU_CB qemu_plugin_vcpu_udata_cb_t
#define RESET_CB qemu_plugin_udata_cb_t
#define USERDATA , void *userdata
#define CHECK_USERDATA g_assert_null(userdata)
#define ID 1
#define CALL_VCPU(callback, vcpu) callback(vcpu, NULL)
#define CALL_TB(callback, tb) callback(tb, NULL)
#define CALL_EXIT(callback) callback(NULL)
#define CALL_RESET(callback) callback(NULL)
#endif

struct fake_qemu fake_qemu;

static struct {
    VCPU_CB init;
    VCPU_CB exit;
    VCPU_CB idle;
    VCPU_CB resume;
    qemu_plugin_vcpu_tb_trans_cb_t tb_trans;
    qemu_plugin_udata_cb_t atexit;
    RESET_CB reset; /* wanted, not yet done */
} callbacks;

void qemu_plugin_reset(qemu_plugin_id_t id, RESET_CB cb USERDATA)
{
    CHECK_USERDATA;
    g_assert_cmpuint(id, ==, ID);
    if (callbacks.reset == NULL) { /* as QEMU does, ignore a second wish for one */
        callbacks.reset = cb;
    }
}

bool fake_reset_is_wanted(void)
{
    return callbacks.reset != NULL;
}

void fake_reset(void)
{
    const RESET_CB reset = callbacks.reset;

    g_assert_nonnull(reset);
    memset(&callbacks, 0, sizeof(callbacks));
    CALL_RESET(reset);
}

void qemu_plugin_register_vcpu_init_cb(qemu_plugin_id_t id, VCPU_CB cb USERDATA)
{
    CHECK_USERDATA;
    g_assert_cmpuint(id, ==, ID);
    callbacks.init = cb;
}

void qemu_plugin_register_vcpu_exit_cb(qemu_plugin_id_t id, VCPU_CB cb USERDATA)
{
    CHECK_USERDATA;
    g_assert_cmpuint(id, ==, ID);
    callbacks.exit = cb;
}

void qemu_plugin_register_vcpu_idle_cb(qemu_plugin_id_t id, VCPU_CB cb USERDATA)
{
    CHECK_USERDATA;
    g_assert_cmpuint(id, ==, ID);
    callbacks.idle = cb;
}

void qemu_plugin_register_vcpu_resume_cb(qemu_plugin_id_t id, VCPU_CB cb USERDATA)
{
    CHECK_USERDATA;
    g_assert_cmpuint(id, ==, ID);
    callbacks.resume = cb;
}

void qemu_plugin_register_vcpu_tb_trans_cb(qemu_plugin_id_t id,
                                           qemu_plugin_vcpu_tb_trans_cb_t cb USERDATA)
{
    CHECK_USERDATA;
    g_assert_cmpuint(id, ==, ID);
    callbacks.tb_trans = cb;
}

void qemu_plugin_register_atexit_cb(qemu_plugin_id_t id, qemu_plugin_udata_cb_t cb, void *userdata)
{
    g_assert_null(userdata);
    g_assert_cmpuint(id, ==, ID);
    callbacks.atexit = cb;
}

void fake_vcpu_init(unsigned vcpu)
{
    CALL_VCPU(callbacks.init, vcpu);
}

void fake_vcpu_idle(unsigned vcpu)
{
    CALL_VCPU(callbacks.idle, vcpu);
}

void fake_vcpu_resume(unsigned vcpu)
{
    CALL_VCPU(callbacks.resume, vcpu);
}

void fake_vcpu_exit(unsigned vcpu)
{
    CALL_VCPU(callbacks.exit, vcpu);
}

void fake_translate(struct qemu_plugin_tb *tb)
{
    CALL_TB(callbacks.tb_trans, tb);
}

void fake_exit(void)
{
    CALL_EXIT(callbacks.atexit);
}

bool fake_listens(void)
{
    return callbacks.init != NULL && callbacks.exit != NULL && callbacks.idle != NULL
           && callbacks.resume != NULL && callbacks.atexit != NULL;
}

bool fake_translates(void)
{
    return callbacks.tb_trans != NULL;
}

void qemu_plugin_register_vcpu_mem_cb(struct qemu_plugin_insn *insn, qemu_plugin_vcpu_mem_cb_t cb,
                                      enum qemu_plugin_cb_flags flags, enum qemu_plugin_mem_rw rw,
                                      void *userdata)
{
    struct fake_mem_cb *registered = rw == QEMU_PLUGIN_MEM_R ? &insn->on_load
                                     : flags == QEMU_PLUGIN_CB_NO_REGS
                                         ? &insn->on_store
                                         : &insn->on_store_with_registers;

    g_assert_true(flags == QEMU_PLUGIN_CB_NO_REGS || rw == QEMU_PLUGIN_MEM_W);
    g_assert_cmpint(rw, !=, QEMU_PLUGIN_MEM_RW);
    g_assert_null(registered->callback);
    *registered = (struct fake_mem_cb){ cb, userdata };
}

void qemu_plugin_register_vcpu_insn_exec_cb(struct qemu_plugin_insn *insn,
                                            qemu_plugin_vcpu_udata_cb cb,
                                            enum qemu_plugin_cb_flags flags, void *userdata)
{
    struct fake_exec_cb *next = insn->on_execution;

    g_assert_cmpint(flags, !=, QEMU_PLUGIN_CB_RW_REGS);
    while (next->callback != NULL) {
        next++;
        g_assert_true(next < insn->on_execution + G_N_ELEMENTS(insn->on_execution));
    }
    *next = (struct fake_exec_cb){ cb, userdata };
}

/* As much as the only one needs, for a few vCPUs. */
struct qemu_plugin_scoreboard {
    uint64_t values[4][16];
};

struct qemu_plugin_scoreboard *qemu_plugin_scoreboard_new(size_t element_size)
{
    static struct qemu_plugin_scoreboard only;

    g_assert_cmpuint(element_size, <=, sizeof(only.values[0]));
    return &only;
}

void *qemu_plugin_scoreboard_find(struct qemu_plugin_scoreboard *score, unsigned int vcpu_index)
{
    g_assert_cmpuint(vcpu_index, <, G_N_ELEMENTS(score->values));
    return score->values[vcpu_index];
}

void qemu_plugin_register_vcpu_tb_exec_inline_per_vcpu(struct qemu_plugin_tb *tb,
                                                       enum qemu_plugin_op op,
                                                       qemu_plugin_u64 entry, uint64_t imm)
{
    g_assert_cmpint(op, ==, QEMU_PLUGIN_INLINE_ADD_U64);
    tb->counted = (struct fake_inline){ entry, imm };
}

void qemu_plugin_register_vcpu_insn_exec_inline_per_vcpu(struct qemu_plugin_insn *insn,
                                                         enum qemu_plugin_op op,
                                                         qemu_plugin_u64 entry, uint64_t imm)
{
    g_assert_cmpint(op, ==, QEMU_PLUGIN_INLINE_ADD_U64);
    insn->counted = (struct fake_inline){ entry, imm };
}

qemu_plugin_mem_value qemu_plugin_mem_get_value(qemu_plugin_meminfo_t info)
{
    qemu_plugin_mem_value value = { .type = (enum qemu_plugin_mem_value_type)(info & 7) };

    value.data.u64 = fake_qemu.stored;
    return value;
}

bool qemu_plugin_read_memory_vaddr(uint64_t addr, GByteArray *data, size_t len)
{
    const uint64_t offset = addr - fake_qemu.memory_begin;

    if (offset > fake_qemu.memory_bytes || len > fake_qemu.memory_bytes - offset) {
        return false;
    }
    g_byte_array_set_size(data, 0);
    g_byte_array_append(data, fake_qemu.memory + offset, (guint)len);
    return true;
}

struct qemu_plugin_hwaddr {
    uint64_t physical;
    bool is_io;
};

struct qemu_plugin_hwaddr *qemu_plugin_get_hwaddr(qemu_plugin_meminfo_t info, uint64_t vaddr)
{
    static struct qemu_plugin_hwaddr last;

    (void)info;
    fake_qemu.hwaddrs++;
    last.physical = fake_qemu.frame_of_0 + vaddr;
    last.is_io = vaddr >= fake_qemu.devices_begin;
    return fake_qemu.knows_no_hwaddr ? NULL : &last;
}

bool qemu_plugin_hwaddr_is_io(const struct qemu_plugin_hwaddr *haddr)
{
    return haddr->is_io;
}

uint64_t qemu_plugin_hwaddr_phys_addr(const struct qemu_plugin_hwaddr *haddr)
{
    return haddr->physical;
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

size_t qemu_plugin_insn_data(const struct qemu_plugin_insn *insn, void *dest, size_t len)
{
    const size_t count = MIN(len, insn->length);

    memcpy(dest, insn->bytes, count);
    return count;
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

/* Descriptors have grown: only their array knows how long they are. */
struct descriptor {
    qemu_plugin_reg_descriptor known;
#if GMBEOO_PLUGIN_API >= 6
    bool is_readonly;
#endif
};

/* Their names, how many bytes QEMU gives of them, and what is in them. */
static const struct {
    const char *name;
    guint bytes;
    const uint64_t *value;
} known_registers[] = {
    { "rax", 8, NULL },
    { "rsi", 8, &fake_qemu.rsi },
    { "rdi", 8, &fake_qemu.rdi },
    { "cs", 4, &fake_qemu.cs },
    { "gs_base", 8, &fake_qemu.gs_base },
    { "k_gs_base", 8, &fake_qemu.k_gs_base },
    { "cr0", 8, &fake_qemu.cr0 },
    { "cr3", 8, NULL },
};

GArray *qemu_plugin_get_registers(void)
{
    GArray *registers = g_array_new(FALSE, TRUE, sizeof(struct descriptor));

    for (size_t i = 0; i < G_N_ELEMENTS(known_registers); i++) {
        struct descriptor reg = {
            .known = { .handle = (struct qemu_plugin_register *)(i + 1),
                       .name = known_registers[i].name },
        };

        g_array_append_val(registers, reg);
    }
    return registers;
}

int qemu_plugin_read_register(struct qemu_plugin_register *handle, GByteArray *buf)
{
    const size_t i = (size_t)handle - 1;

    g_assert_cmpuint(i, <, G_N_ELEMENTS(known_registers));
    g_assert_nonnull(known_registers[i].value);
    g_byte_array_append(buf, (const guint8 *)known_registers[i].value, known_registers[i].bytes);
    return (int)known_registers[i].bytes;
}

void fake_load(const struct qemu_plugin_insn *insn, unsigned vcpu, uint32_t raw, uint64_t vaddr)
{
    insn->on_load.callback(vcpu, raw, vaddr, insn->on_load.userdata);
}

void fake_store(const struct qemu_plugin_insn *insn, unsigned vcpu, uint32_t raw, uint64_t vaddr)
{
    insn->on_store.callback(vcpu, raw, vaddr, insn->on_store.userdata);
    if (insn->on_store_with_registers.callback != NULL) {
        insn->on_store_with_registers.callback(vcpu, raw, vaddr,
                                               insn->on_store_with_registers.userdata);
    }
}

static void count(const struct fake_inline *counted, unsigned vcpu)
{
    uint8_t *value;

    if (counted->added > 0) {
        value = qemu_plugin_scoreboard_find(counted->entry.score, vcpu);
        *(uint64_t *)(value + counted->entry.offset) += counted->added;
    }
}

void fake_enter(const struct qemu_plugin_tb *tb, unsigned vcpu)
{
    count(&tb->counted, vcpu);
}

void fake_execute(const struct qemu_plugin_insn *insn, unsigned vcpu)
{
    count(&insn->counted, vcpu);
    for (size_t i = 0; i < G_N_ELEMENTS(insn->on_execution); i++) {
        if (insn->on_execution[i].callback != NULL) {
            insn->on_execution[i].callback(vcpu, insn->on_execution[i].userdata);
        }
    }
}
