/*
 * QEMU's callbacks in the one shape that the rest of the plugin knows, whatever the version.
 *
 * Copyright (C) the memtracer authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MEMTRACER_QEMU_CALLBACKS_H
#define MEMTRACER_QEMU_CALLBACKS_H

#include "qemu-plugin-api.h"

/** struct qemu_callbacks - what QEMU calls; those of a vCPU on its thread */
struct qemu_callbacks {
    /** @vcpu_init: a vCPU has come */
    void (*vcpu_init)(unsigned vcpu);

    /** @vcpu_exit: it goes */
    void (*vcpu_exit)(unsigned vcpu);

    /** @vcpu_idle: it rests, as it has nothing to do or the VM stops */
    void (*vcpu_idle)(unsigned vcpu);

    /** @vcpu_resume: it goes on */
    void (*vcpu_resume)(unsigned vcpu);

    /** @translate: code is translated; @tb and what is in it are valid until this returns */
    void (*translate)(struct qemu_plugin_tb *tb);

    /** @at_exit: QEMU ends */
    void (*at_exit)(void);
};

/**
 * qemu_callbacks_use() - say what is to be called; before all else
 * @id: the plugin
 * @callbacks: live as long as the plugin
 */
void qemu_callbacks_use(qemu_plugin_id_t id, const struct qemu_callbacks *callbacks);

/**
 * qemu_callbacks_register() - ask QEMU to call; at installation, or in what a reset calls
 * @translating: whether also when it translates, which costs time
 */
void qemu_callbacks_register(bool translating);

/**
 * qemu_callbacks_reset() - drop all callbacks and all translated code, on a vCPU's thread
 * @then: called on the same thread when that is done, while no vCPU runs translated code
 */
void qemu_callbacks_reset(void (*then)(void));

#endif
