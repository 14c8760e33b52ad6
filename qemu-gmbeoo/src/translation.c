/*
 * What is done to code as QEMU translates it.
 *
 * All here is written while no vCPU runs translated code or translates: who translates needs no lock
 * to read it.
 *
 * Copyright (C) the memtracer authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "translation.h"

#include "access.h"
#include "function-watch.h"
#include "instructions.h"
#include "mapping-watch.h"
#include "page-watch.h"
#include "phase-watch.h"
#include "registers.h"
#include "selection.h"
#include "task-watch.h"

static bool cpl3_only;
static bool counts_each_instruction;

/* Whether the wish is also to tell tasks apart, and that can be done. */
static bool tells_tasks;

/* The same of phases. */
static bool tells_phases;

/* And besides which files' code lies where. */
static bool tells_mappings;

/* Whether the wish is also to tell where pages are. */
static bool tells_pages;

void translation_start(const struct control_wish *wish, struct control_page *control,
                       enum vcpu_format format, void (*translate_anew)(void))
{
    cpl3_only = wish->cpl3_only;
    counts_each_instruction = control->exact_instructions != 0;
    tells_phases = format == VCPU_SITE_RECORDS && phase_watch_start();
    if (tells_phases) {
        function_watch_start(&control->functions);
    }
    selection_start(control, translate_anew);
    tells_pages = control->tells_pages != 0;
    tells_tasks = format == VCPU_SITE_RECORDS && task_watch_start(&control->tasks);
    tells_mappings = tells_tasks && mapping_watch_start(&control->mappings);
    control->tells_tasks = tells_tasks;
    control->tells_phases = tells_phases;
}

void translation_stop(void)
{
    tells_tasks = false;
    tells_phases = false;
    tells_mappings = false;
    tells_pages = false;
}

/*
 * QEMU keeps apart the translations for different CPLs, so it is enough to ask when translating.
 * In real mode, the low bits of cs are just part of a segment's number.
 */
static unsigned current_cpl(void)
{
    return registers_read(REGISTER_CR0) & 1 ? registers_read(REGISTER_CS) & 3 : 0;
}

static void watch_tasks(const struct qemu_plugin_tb *tb)
{
    const size_t count = qemu_plugin_tb_n_insns(tb);

    for (size_t i = 0; i < count; i++) {
        struct qemu_plugin_insn *insn = qemu_plugin_tb_get_insn(tb, i);

        task_watch_register(insn);
        if (tells_mappings) {
            mapping_watch_register(insn);
        }
    }
}

static void watch_pages(const struct qemu_plugin_tb *tb)
{
    const size_t count = qemu_plugin_tb_n_insns(tb);

    for (size_t i = 0; i < count; i++) {
        page_watch_register(qemu_plugin_tb_get_insn(tb, i));
    }
}

/* A function's call comes before what its first instruction says. */
static bool watch_phases(struct qemu_plugin_insn *insn)
{
    const bool is_called = function_watch_register(insn);

    return phase_watch_register(insn) || is_called;
}

/*
 * Where accesses aren't looked at, those behind what may begin a phase are: they come before the code
 * is translated anew.
 */
static void record(const struct qemu_plugin_tb *tb, unsigned cpl)
{
    const size_t count = qemu_plugin_tb_n_insns(tb);
    const bool watches = tells_phases && cpl == 3 && !selection_is_over();
    bool looks = selection_looks();

    for (size_t i = 0; i < count; i++) {
        struct qemu_plugin_insn *insn = qemu_plugin_tb_get_insn(tb, i);

        if (watches && watch_phases(insn)) {
            looks = true;
        }
        if (looks) {
            access_register(insn, cpl);
        }
    }
}

void translation_register(struct qemu_plugin_tb *tb, struct vcpu *vcpu)
{
    const unsigned cpl = current_cpl();

    if (!cpl3_only || cpl == 3) {
        if (!selection_is_any()) { /* of a part, a relation to all of them says nothing */
            instructions_register(tb, cpl, counts_each_instruction);
        }
        record(tb, cpl);
    }
    translation_look_for_task(vcpu);
    if (tells_tasks && cpl == 0) {
        watch_tasks(tb);
    }
    if (tells_pages && cpl == 0) {
        watch_pages(tb);
    }
}

void translation_look_for_task(struct vcpu *vcpu)
{
    if (tells_tasks) {
        task_watch_look(vcpu);
    }
}
