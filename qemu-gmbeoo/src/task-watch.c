/*
 * Looks for what the guest's kernel does with tasks.
 *
 * A vCPU's task is what the kernel stores as its `current_task`, which it does in one place: found by
 * the encoding of a store of 64 bits, relative to GS, to where that variable is. That holds for kernels
 * in which the bounds of functions say nothing, as where they are inlined.
 *
 * Copyright (C) the memtracer authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "task-watch.h"

#include "access.h"
#include "guest-memory.h"
#include "insn.h"
#include "mapping-watch.h"
#include "phase-watch.h"
#include "registers.h"
#include "tasks.h"
#include "vcpu-asides.h"

#include <string.h>

#define PROGRAM_BYTES_MAX 1024

static struct control_tasks facts;

bool task_watch_start(const struct control_tasks *where)
{
    if (!registers_have(REGISTER_GS_BASE) || !registers_have(REGISTER_KERNEL_GS_BASE)
        || !registers_have(REGISTER_RDI) || !registers_have(REGISTER_RSI)
        || !tasks_are_readable(where)) {
        return false;
    }
    facts = *where;
    tasks_restart(&facts);
    return true;
}

static void enter(struct vcpu *vcpu, uint64_t task)
{
    uint32_t ended;
    const uint32_t row = tasks_enter(vcpu->index, task, &ended);

    if (ended != 0) {
        phase_watch_left(vcpu, tasks_of_row(ended));
        vcpu_tell_task(vcpu, ended, SITE_RECORD_TASK_ENDED);
    }
    vcpu_set_task(vcpu, row);
    phase_watch_switched(vcpu, tasks_of_row(row));
}

static void on_store_of_current(unsigned int vcpu_index, qemu_plugin_meminfo_t raw, uint64_t vaddr,
                                void *userdata)
{
    const qemu_plugin_mem_value value = qemu_plugin_mem_get_value(raw);

    (void)userdata;
    if (value.type == QEMU_PLUGIN_MEM_VALUE_U64
        && vaddr == registers_read(REGISTER_GS_BASE) + facts.current_task) {
        enter(&access_vcpus[vcpu_index], value.data.u64);
    }
}

static void on_wake_new(unsigned int vcpu_index, void *userdata)
{
    const uint64_t pointer = registers_read(REGISTER_RDI);
    const uint32_t row = tasks_born(vcpu_index, pointer);

    (void)userdata;
    if (row != 0) {
        vcpu_tell_task(&access_vcpus[vcpu_index], row, SITE_RECORD_TASK_BORN);
        mapping_watch_thread(pointer);
    }
}

static void on_exec(unsigned int vcpu_index, void *userdata)
{
    char program[PROGRAM_BYTES_MAX];
    uint64_t pointer;

    (void)userdata;
    if (guest_memory_read(registers_read(REGISTER_RDI) + facts.exec_filename, &pointer,
                          sizeof(pointer))
        && guest_memory_read_string(pointer, program, sizeof(program))) {
        tasks_executes(vcpu_index, program);
    }
}

static void on_set_comm(unsigned int vcpu_index, void *userdata)
{
    struct vcpu *vcpu = &access_vcpus[vcpu_index];
    const uint64_t pointer = registers_read(REGISTER_RDI);
    char name[TASK_NAME_BYTES];
    struct tasks_change change;

    (void)userdata;
    if (!guest_memory_read_string(registers_read(REGISTER_RSI), name, sizeof(name))) {
        return;
    }
    change = tasks_named(vcpu_index, pointer, name);
    if (change.row != 0) {
        if (change.exec) {
            phase_watch_left(vcpu, tasks_of_row(change.row));
        }
        vcpu_tell_task(vcpu, change.row,
                       change.exec ? SITE_RECORD_TASK_EXEC : SITE_RECORD_TASK_NAMED);
        vcpu_set_task(vcpu, tasks_current(vcpu_index));
        phase_watch_switched(vcpu, tasks_of_row(vcpu->task));
        mapping_watch_thread(pointer);
    }
}

static void on_do_exit(unsigned int vcpu_index, void *userdata)
{
    (void)userdata;
    tasks_ending(vcpu_index);
}

static void watch_function(struct qemu_plugin_insn *insn, uint64_t function,
                           qemu_plugin_vcpu_udata_cb callback)
{
    if (function != 0 && qemu_plugin_insn_vaddr(insn) == function) {
        qemu_plugin_register_vcpu_insn_exec_cb(insn, callback, QEMU_PLUGIN_CB_R_REGS, NULL);
    }
}

void task_watch_register(struct qemu_plugin_insn *insn)
{
    const uint64_t vaddr = qemu_plugin_insn_vaddr(insn);
    uint8_t bytes[INSN_BYTES_MAX];
    const size_t length = qemu_plugin_insn_data(insn, bytes, sizeof(bytes));
    uint64_t target;

    if (insn_stores_to_gs(bytes, length, vaddr, &target) && target == facts.current_task) {
        qemu_plugin_register_vcpu_mem_cb(insn, on_store_of_current, QEMU_PLUGIN_CB_R_REGS,
                                         QEMU_PLUGIN_MEM_W, NULL);
    }
    watch_function(insn, facts.wake_new, on_wake_new);
    watch_function(insn, facts.exec, on_exec);
    watch_function(insn, facts.set_comm, on_set_comm);
    watch_function(insn, facts.exit, on_do_exit);
}

/* In the kernel, but for its first and last instructions, GS is the kernel's. */
static uint64_t kernel_gs(void)
{
    const uint64_t gs = registers_read(REGISTER_GS_BASE);

    return (int64_t)gs < 0 ? gs : registers_read(REGISTER_KERNEL_GS_BASE);
}

void task_watch_look(struct vcpu *vcpu)
{
    uint64_t task;

    if (vcpu->task == 0
        && guest_memory_read(kernel_gs() + facts.current_task, &task, sizeof(task))) {
        enter(vcpu, task);
    }
}
