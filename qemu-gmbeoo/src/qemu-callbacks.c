/*
 * QEMU's callbacks in one shape: all that differs between versions of its plugin interface.
 *
 * Copyright (C) the memtracer authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "qemu-callbacks.h"

#ifndef GMBEOO_PLUGIN_API
#error "GMBEOO_PLUGIN_API is the version of the plugin interface to build for: 3, 6 or 7"
#endif

int qemu_plugin_version = GMBEOO_PLUGIN_API;

static qemu_plugin_id_t plugin_id;
static const struct qemu_callbacks *callbacks;
static void (*after_reset)(void);

#if GMBEOO_PLUGIN_API < 7
#define EVENT_PARAMETERS qemu_plugin_id_t id, void *userdata
#define VCPU_PARAMETERS qemu_plugin_id_t id, unsigned int vcpu
#define TB_PARAMETERS qemu_plugin_id_t id, struct qemu_plugin_tb *tb
#define RESET_PARAMETERS qemu_plugin_id_t id
#define UNUSED (void)id
#define WITH(callback) callback
#else
#define EVENT_PARAMETERS void *userdata
#define VCPU_PARAMETERS unsigned int vcpu, void *userdata
#define TB_PARAMETERS struct qemu_plugin_tb *tb, void *userdata
#define RESET_PARAMETERS void *userdata
#define UNUSED (void)userdata
#define WITH(callback) callback, NULL
#endif

static void on_vcpu_init(VCPU_PARAMETERS)
{
    UNUSED;
    callbacks->vcpu_init(vcpu);
}

static void on_vcpu_exit(VCPU_PARAMETERS)
{
    UNUSED;
    callbacks->vcpu_exit(vcpu);
}

static void on_vcpu_idle(VCPU_PARAMETERS)
{
    UNUSED;
    callbacks->vcpu_idle(vcpu);
}

static void on_vcpu_resume(VCPU_PARAMETERS)
{
    UNUSED;
    callbacks->vcpu_resume(vcpu);
}

static void on_translation(TB_PARAMETERS)
{
    UNUSED;
    callbacks->translate(tb);
}

static void on_exit_of_qemu(EVENT_PARAMETERS)
{
    UNUSED;
    (void)userdata;
    callbacks->at_exit();
}

static void on_reset(RESET_PARAMETERS)
{
    UNUSED;
    after_reset();
}

void qemu_callbacks_use(qemu_plugin_id_t id, const struct qemu_callbacks *to_be_called)
{
    plugin_id = id;
    callbacks = to_be_called;
}

void qemu_callbacks_register(bool translating)
{
    qemu_plugin_register_vcpu_init_cb(plugin_id, WITH(on_vcpu_init));
    qemu_plugin_register_vcpu_exit_cb(plugin_id, WITH(on_vcpu_exit));
    qemu_plugin_register_vcpu_idle_cb(plugin_id, WITH(on_vcpu_idle));
    qemu_plugin_register_vcpu_resume_cb(plugin_id, WITH(on_vcpu_resume));
    qemu_plugin_register_atexit_cb(plugin_id, on_exit_of_qemu, NULL);
    if (translating) {
        qemu_plugin_register_vcpu_tb_trans_cb(plugin_id, WITH(on_translation));
    }
}

void qemu_callbacks_reset(void (*then)(void))
{
    /* Always the same one: two vCPUs that ask at a time write the same. */
    __atomic_store_n(&after_reset, then, __ATOMIC_RELAXED);
    qemu_plugin_reset(plugin_id, WITH(on_reset));
}
