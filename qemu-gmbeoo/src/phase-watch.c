/*
 * Looks for what the guest's programs say of the phases they are in.
 *
 * What begins or ends a phase is an instruction that does nothing, with a number that no compiler
 * puts there, and the address of the phase's name in a register. All that came before it is in the
 * phase before.
 *
 * Copyright (C) the memtracer authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "phase-watch.h"

#include "access.h"
#include "guest-memory.h"
#include "insn.h"
#include "phases.h"
#include "registers.h"
#include "selection.h"
#include "vcpu-asides.h"

#include <string.h>

/* What stands for a name that can't be read. */
#define UNREADABLE "(unreadable)"

static bool is_on;

bool phase_watch_start(void)
{
    is_on = registers_have(REGISTER_RDI) && phases_are_told();
    if (is_on) {
        phases_restart();
    }
    return is_on;
}

/* Not what moves a terminal's cursor: names end up in reports. */
static bool read_name(char name[PHASE_NAME_BYTES])
{
    if (!guest_memory_read_string(registers_read(REGISTER_RDI), name, PHASE_NAME_BYTES)
        || name[0] == '\0') {
        return false;
    }
    for (char *c = name; *c != '\0'; c++) {
        if ((unsigned char)*c < ' ' || *c == 0x7f) {
            *c = '?';
        }
    }
    return true;
}

/* What other vCPUs run may be in another phase as well; they find out with their next access. */
static void changed(struct vcpu *vcpu, bool of_run)
{
    vcpu_set_phase(vcpu, phases_current(vcpu->index));
    for (unsigned i = 0; of_run && i < CONTROL_VCPU_SLOTS; i++) {
        if (access_vcpus[i].buffer != NULL && &access_vcpus[i] != vcpu) {
            vcpu_recheck_phase(&access_vcpus[i]);
        }
    }
    selection_phase_changed();
}

static void tell_ended(struct vcpu *vcpu, const struct phases_ended *ended)
{
    for (unsigned i = 0; i < ended->count; i++) {
        vcpu_tell_phase(vcpu, ended->rows[i], SITE_RECORD_PHASE_ENDED);
    }
}

static void begin_named(struct vcpu *vcpu, bool of_run, const char *name)
{
    const uint32_t row = phases_begin(vcpu->index, of_run, name);

    if (row != 0) {
        vcpu_tell_phase(vcpu, row, SITE_RECORD_PHASE_BEGUN);
    }
    changed(vcpu, of_run);
}

static void end_named(struct vcpu *vcpu, bool of_run, const char *name)
{
    struct phases_ended ended;

    phases_end(vcpu->index, of_run, name, &ended);
    tell_ended(vcpu, &ended);
    changed(vcpu, of_run);
}

static void begin(struct vcpu *vcpu, bool of_run)
{
    char name[PHASE_NAME_BYTES];

    begin_named(vcpu, of_run, read_name(name) ? name : UNREADABLE);
}

/* A name that can't be read is most likely in memory that nobody has touched yet. */
static void end(struct vcpu *vcpu, bool of_run)
{
    char name[PHASE_NAME_BYTES];

    end_named(vcpu, of_run, read_name(name) ? name : NULL);
}

void phase_watch_begin_run(struct vcpu *vcpu, const char *name)
{
    begin_named(vcpu, true, name);
}

void phase_watch_end_run(struct vcpu *vcpu, const char *name)
{
    end_named(vcpu, true, name);
}

static void on_marker(unsigned int vcpu_index, void *userdata)
{
    struct vcpu *vcpu = &access_vcpus[vcpu_index];

    switch (GPOINTER_TO_UINT(userdata)) {
    case INSN_MARKER_BEGIN:
    case INSN_MARKER_BEGIN_RUN:
        begin(vcpu, GPOINTER_TO_UINT(userdata) == INSN_MARKER_BEGIN_RUN);
        break;
    case INSN_MARKER_END:
    case INSN_MARKER_END_RUN:
        end(vcpu, GPOINTER_TO_UINT(userdata) == INSN_MARKER_END_RUN);
        break;
    }
}

bool phase_watch_register(struct qemu_plugin_insn *insn)
{
    uint8_t bytes[INSN_BYTES_MAX];
    const size_t length = qemu_plugin_insn_data(insn, bytes, sizeof(bytes));
    const enum insn_marker marker = insn_marker_of(bytes, length);

    if (marker != INSN_MARKER_NONE) {
        qemu_plugin_register_vcpu_insn_exec_cb(insn, on_marker, QEMU_PLUGIN_CB_R_REGS,
                                               GUINT_TO_POINTER(marker));
    }
    return marker != INSN_MARKER_NONE;
}

void phase_watch_switched(struct vcpu *vcpu, uint32_t task)
{
    if (is_on) {
        phases_enter(vcpu->index, task);
        vcpu_set_phase(vcpu, phases_current(vcpu->index));
    }
}

void phase_watch_left(struct vcpu *vcpu, uint32_t task)
{
    struct phases_ended ended;

    if (is_on) {
        phases_leave(task, &ended);
        tell_ended(vcpu, &ended);
    }
}
