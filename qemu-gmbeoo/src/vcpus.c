/*
 * vCPUs that come, rest, go on and go.
 *
 * Copyright (C) the memtracer authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "vcpus.h"

#include "access.h"
#include "registers.h"
#include "translation.h"
#include "wish.h"

#include <errno.h>

/* Set at installation. */
static struct control_page *control;
static struct sink *sink;
static size_t batch_bytes;

/*
 * Each vCPU has its thread (MTTCG); the translation callback isn't told which vCPU it is for. NULL
 * if it has none, or none that can be traced.
 */
static __thread struct vcpu *self;

void vcpus_init(struct control_page *page, struct sink *way_out, size_t bytes)
{
    control = page;
    sink = way_out;
    batch_bytes = bytes;
}

static bool find_registers(void)
{
    registers_find();
    if (registers_have(REGISTER_CS) && registers_have(REGISTER_CR0)) {
        return true;
    }
    wish_refuse_all();
    control_fail(control, ENOTSUP, "QEMU doesn't name the registers cs and cr0");
    return false;
}

static void come(unsigned index)
{
    struct vcpu *vcpu = &access_vcpus[index];
    g_autoptr(GError) error = NULL;

    if (!sink_attach(sink, index, &error)) {
        wish_refuse_all();
        control_fail(control, errno, "%s", error->message);
    }
    if (self != NULL && self != vcpu) {
        wish_refuse_all();
        control_fail(control, ENOTSUP, "vCPUs share a thread: QEMU must run with"
                                       " -accel tcg,thread=multi and without -icount");
    }
    self = find_registers() ? vcpu : NULL;
    wish_add_vcpu(vcpu, index, batch_bytes);
    __atomic_fetch_add(&control->vcpus_seen, 1, __ATOMIC_ACQ_REL);
}

static void rest(unsigned index)
{
    vcpu_flush(&access_vcpus[index]);
    control_set_idle(access_vcpus[index].slot, true);
}

static void go_on(unsigned index)
{
    control_set_idle(access_vcpus[index].slot, false);
    wish_look();
    if (self != NULL) {
        translation_look_for_task(self);
    }
}

static void go(unsigned index)
{
    rest(index);
    if (self == &access_vcpus[index]) {
        self = NULL;
        registers_forget();
    }
}

static void translate(struct qemu_plugin_tb *tb)
{
    if (self != NULL) { /* otherwise it was reported when the vCPU came up */
        translation_register(tb, self);
    }
}

/*
 * Of vCPUs that were stopped nothing is left to flush. A vCPU whose thread ends the process
 * itself (isa-debug-exit does) has its last batch; that of another which is running all the while
 * must not be touched.
 */
static void at_exit(void)
{
    if (self != NULL) {
        vcpu_flush(self);
    }
}

const struct qemu_callbacks vcpus_callbacks = {
    .vcpu_init = come,
    .vcpu_exit = go,
    .vcpu_idle = rest,
    .vcpu_resume = go_on,
    .translate = translate,
    .at_exit = at_exit,
};
