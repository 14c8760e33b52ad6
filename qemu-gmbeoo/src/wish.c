/*
 * What the host wishes.
 *
 * The first vCPU to resume sees the new wish and asks QEMU for a reset, which drops all translated
 * code; what is called after that puts it in force.
 *
 * Copyright (C) the memtracer authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "wish.h"

#include "access.h"
#include "instructions.h"
#include "pages.h"
#include "qemu-callbacks.h"
#include "sample.h"
#include "selection.h"
#include "translation.h"
#include "vcpu-asides.h"

#include <errno.h>

/* Set at installation. */
static struct control_page *control;
static struct outputs outputs;

/* Why is in the control page already, and stays there. */
static bool refuses_all;

/*
 * The wish that is being put in force. The vCPU that sees a new sequence first writes it, and on
 * the same thread, after the reset, it is read: the host makes no other wish before the answer.
 */
static uint32_t requested_sequence;
static struct control_wish pending;
static bool pending_failed;
static bool is_coming; /* the next reset is for it */

/*
 * The wish in force. It is written while no vCPU runs translated code or translates. A vCPU that
 * comes meanwhile isn't held up by that, and so takes the lock: either it comes in time to be armed
 * with all the others, or it sees the wish.
 */
static struct control_wish wish;
static GMutex lock;

void wish_init(struct control_page *page, const struct outputs *made)
{
    control = page;
    outputs = *made;
}

void wish_refuse_all(void)
{
    refuses_all = true;
}

/* With the lock, a vCPU that doesn't run. */
static void arm_vcpu(struct vcpu *vcpu)
{
    vcpu_arm(vcpu, sample_mask(wish.block_log2, wish.ratio_log2), wish.on_full);
    pages_arm(vcpu, control->tells_pages != 0);
    vcpu->selects = selection_is_any();
    vcpu_renew_phase(vcpu);
    instructions_arm(vcpu->index, vcpu->slot, wish.cpl3_only);
    if (vcpu->selects) {
        instructions_leave_uncounted(vcpu->slot);
    }
}

void wish_add_vcpu(struct vcpu *vcpu, unsigned index, size_t batch_bytes)
{
    bool is_new;

    g_mutex_lock(&lock);
    is_new = vcpu->buffer == NULL;
    vcpu_init(vcpu, index, control, outputs.sink, outputs.format, batch_bytes);
    if (is_new && wish.armed) { /* plugged in while tracing */
        arm_vcpu(vcpu);
    }
    g_mutex_unlock(&lock);
}

static void translate_anew(void);

/* With the lock. */
static void arm(void)
{
    translation_start(&wish, control, outputs.format, translate_anew);
    access_restart_sampling();
    access_choose(outputs.format, sample_mask(wish.block_log2, wish.ratio_log2) != 0,
                  control->tells_pages != 0);
    for (unsigned i = 0; i < CONTROL_VCPU_SLOTS; i++) {
        if (access_vcpus[i].buffer != NULL) {
            arm_vcpu(&access_vcpus[i]);
        }
    }
}

/* All vCPUs stand still here, but for those that are coming. */
static void put_in_force(void)
{
    const bool armed = pending.armed && !pending_failed;

    g_mutex_lock(&lock);
    wish = pending;
    wish.armed = armed;
    if (armed) {
        arm();
    } else {
        translation_stop();
    }
    g_mutex_unlock(&lock);
    qemu_callbacks_register(armed);
    if (!pending_failed) {
        control_set_state(control, armed ? CONTROL_ARMED : CONTROL_DISARMED);
    }
    control_acknowledge(control, wish.sequence);
}

/* A vCPU's accesses are missing that nobody has counted. */
static void tell_of_what_was_not_seen(void)
{
    for (unsigned i = 0; i < CONTROL_VCPU_SLOTS; i++) {
        if (access_vcpus[i].buffer != NULL && access_vcpus[i].skipped == 0) {
            access_vcpus[i].skipped = 1;
        }
    }
}

static void after_reset(void)
{
    const bool looked = selection_looks();

    if (__atomic_exchange_n(&is_coming, false, __ATOMIC_ACQ_REL)) {
        put_in_force();
        return;
    }
    selection_renew();
    if (!looked && selection_looks()) {
        tell_of_what_was_not_seen();
    }
    qemu_callbacks_register(true);
}

/*
 * The host makes a wish only while all vCPUs stand still, and what was asked for here has been done
 * by then: this never keeps a wish from coming in force.
 */
static void translate_anew(void)
{
    if (!control_wish_pending(control)) {
        qemu_callbacks_reset(after_reset);
    }
}

static bool prepare(void)
{
    g_autoptr(GError) error = NULL;

    if (refuses_all) {
        return false;
    }
    if (!pending.armed) {
        return true;
    }
    control_set_state(control, CONTROL_DISARMED); /* whatever failed before is history */
    if (!sample_is_valid(pending.block_log2, pending.ratio_log2)) {
        control_fail(control, EINVAL, "block_log2 %u + ratio_log2 %u is not in range [0, 64]",
                     pending.block_log2, pending.ratio_log2);
        return false;
    }
    if (pending.on_full > CONTROL_ON_FULL_DROP) {
        control_fail(control, EINVAL, "on_full is %u, but must be 0 or 1", pending.on_full);
        return false;
    }
    if (control->tells_pages && outputs.format != VCPU_SITE_RECORDS) {
        control_fail(control, EINVAL, "where pages are is told with a ring only");
        return false;
    }
    if (control->tells_pages && !pages_can_be_told()) {
        control_fail(control, ENOTSUP, "this QEMU's plugin interface knows no physical addresses");
        return false;
    }
    if (!sink_open(outputs.sink, &error)) {
        control_fail(control, errno, "%s", error->message);
        return false;
    }
    return true;
}

/* On a vCPU's thread, because only there does a reset drop the translated code. */
void wish_look(void)
{
    const uint32_t sequence = __atomic_load_n(&control->wish.sequence, __ATOMIC_ACQUIRE);
    uint32_t before = __atomic_load_n(&requested_sequence, __ATOMIC_RELAXED);

    if (sequence == before
        || !__atomic_compare_exchange_n(&requested_sequence, &before, sequence, false,
                                        __ATOMIC_ACQ_REL, __ATOMIC_RELAXED)) {
        return;
    }
    pending = control->wish;
    pending.sequence = sequence;
    pending_failed = !prepare();
    __atomic_store_n(&is_coming, true, __ATOMIC_RELEASE);
    qemu_callbacks_reset(after_reset);
}
