/*
 * gmbeoo: a TCG plugin that writes one record per guest memory access.
 *
 * Loaded, it costs nothing: no code is instrumented. The host arms it through the control page
 * while the VM is stopped. The first vCPU to resume sees the new wish and asks QEMU for a reset,
 * which drops all translated code; from then on code is translated with a callback after each
 * access. Records are staged per vCPU and handed to a sink in batches.
 *
 * Copyright (C) the memtracer authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "access.h"
#include "control.h"
#include "function-watch.h"
#include "instructions.h"
#include "lifeline.h"
#include "mapping-watch.h"
#include "options.h"
#include "phase-watch.h"
#include "phases.h"
#include "qemu-callbacks.h"
#include "record.h"
#include "registers.h"
#include "sample.h"
#include "selection.h"
#include "sink.h"
#include "site.h"
#include "task-watch.h"
#include "tasks.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Set at installation. */
static struct options options;
static struct control_page *control;
static struct sink *sink;
static enum vcpu_format format;

/* Why no wish can be fulfilled is in the control page already, and stays there. */
static bool unusable;

/*
 * The wish that is being put in force. The vCPU that sees a new sequence first writes it, and on
 * the same thread, after the reset, it is read: the host makes no other wish before the answer.
 */
static uint32_t requested_sequence;
static struct control_wish pending;
static bool pending_failed;
static bool wish_is_coming; /* the next reset is for it */

/*
 * The wish in force. It is written while no vCPU runs translated code or translates: who
 * translates needs no lock to read it. A vCPU that comes meanwhile isn't held up by that, and so
 * takes the lock: either it comes in time to be armed with all the others, or it sees the wish.
 */
static struct control_wish wish;
static GMutex wish_lock;

/* Whether the wish in force is also to tell tasks apart, and that can be done. */
static bool tells_tasks;

/* The same of phases. */
static bool tells_phases;

/* And besides which files' code lies where. */
static bool tells_mappings;

/*
 * Each vCPU has its thread (MTTCG); the translation callback isn't told which vCPU it is for. NULL
 * if it has none, or none that can be traced.
 */
static __thread struct vcpu *self;

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

        if (watches && (phase_watch_register(insn) || function_watch_register(insn))) {
            looks = true;
        }
        if (looks) {
            access_register(insn, cpl);
        }
    }
}

static void translate(struct qemu_plugin_tb *tb)
{
    unsigned cpl;

    if (self == NULL) {
        return; /* reported when the vCPU came up */
    }
    cpl = current_cpl();
    if (!wish.cpl3_only || cpl == 3) {
        if (!selection_is_any()) { /* of a part, a relation to all of them says nothing */
            instructions_register(tb, cpl, control->exact_instructions != 0);
        }
        record(tb, cpl);
    }
    if (tells_tasks) {
        task_watch_look(self);
    }
    if (tells_tasks && cpl == 0) {
        watch_tasks(tb);
    }
}

static void translate_anew(void);

/* What is told besides, and what is left out; without any of it where it can't be. */
static void start_watching(bool armed)
{
    tells_phases = armed && format == VCPU_SITE_RECORDS && phase_watch_start();
    if (tells_phases) {
        function_watch_start(&control->functions);
    }
    if (armed) {
        selection_start(control, translate_anew);
        control->tells_phases = tells_phases;
    }
}

/* With the lock, a vCPU that doesn't run. */
static void arm_vcpu(struct vcpu *vcpu)
{
    vcpu_arm(vcpu, sample_mask(wish.block_log2, wish.ratio_log2), wish.on_full);
    vcpu->selects = selection_is_any();
    vcpu_renew_phase(vcpu);
    instructions_arm(vcpu->index, vcpu->slot, wish.cpl3_only);
    if (vcpu->selects) {
        instructions_leave_uncounted(vcpu->slot);
    }
}

/* All vCPUs stand still here, but for those that are coming. */
static void wish_in_force(void)
{
    const bool armed = pending.armed && !pending_failed;

    g_mutex_lock(&wish_lock);
    wish = pending;
    wish.armed = armed;
    start_watching(armed);
    if (armed) {
        access_restart_sampling();
        access_choose(format, sample_mask(wish.block_log2, wish.ratio_log2) != 0);
        for (unsigned i = 0; i < CONTROL_VCPU_SLOTS; i++) {
            if (access_vcpus[i].buffer != NULL) {
                arm_vcpu(&access_vcpus[i]);
            }
        }
    }
    tells_tasks = armed && format == VCPU_SITE_RECORDS && task_watch_start(&control->tasks);
    tells_mappings = tells_tasks && mapping_watch_start(&control->mappings);
    if (armed) {
        control->tells_tasks = tells_tasks;
    }
    g_mutex_unlock(&wish_lock);
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

    if (__atomic_exchange_n(&wish_is_coming, false, __ATOMIC_ACQ_REL)) {
        wish_in_force();
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

static bool prepare_wish(void)
{
    g_autoptr(GError) error = NULL;

    if (unusable) {
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
    if (!sink_open(sink, &error)) {
        control_fail(control, errno, "%s", error->message);
        return false;
    }
    return true;
}

/* On a vCPU's thread, because only there does a reset drop the translated code. */
static void look_for_wish(void)
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
    pending_failed = !prepare_wish();
    __atomic_store_n(&wish_is_coming, true, __ATOMIC_RELEASE);
    qemu_callbacks_reset(after_reset);
}

static bool find_registers(void)
{
    registers_find();
    if (registers_have(REGISTER_CS) && registers_have(REGISTER_CR0)) {
        return true;
    }
    unusable = true;
    control_fail(control, ENOTSUP, "QEMU doesn't name the registers cs and cr0");
    return false;
}

static void vcpu_come(unsigned index)
{
    struct vcpu *vcpu = &access_vcpus[index];
    g_autoptr(GError) error = NULL;
    bool is_new;

    if (!sink_attach(sink, index, &error)) {
        unusable = true;
        control_fail(control, errno, "%s", error->message);
    }
    if (self != NULL && self != vcpu) {
        unusable = true;
        control_fail(control, ENOTSUP, "vCPUs share a thread: QEMU must run with"
                                       " -accel tcg,thread=multi and without -icount");
    }
    self = find_registers() ? vcpu : NULL;
    g_mutex_lock(&wish_lock);
    is_new = vcpu->buffer == NULL;
    vcpu_init(vcpu, index, control, sink, format, options.batch_bytes);
    if (is_new && wish.armed) { /* plugged in while tracing */
        arm_vcpu(vcpu);
    }
    g_mutex_unlock(&wish_lock);
    __atomic_fetch_add(&control->vcpus_seen, 1, __ATOMIC_ACQ_REL);
}

static void vcpu_idle(unsigned index)
{
    vcpu_flush(&access_vcpus[index]);
    control_set_idle(access_vcpus[index].slot, true);
}

static void vcpu_resume(unsigned index)
{
    control_set_idle(access_vcpus[index].slot, false);
    look_for_wish();
    if (tells_tasks && self != NULL) {
        task_watch_look(self);
    }
}

static void vcpu_go(unsigned index)
{
    vcpu_idle(index);
    if (self == &access_vcpus[index]) {
        self = NULL;
        registers_forget();
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

static const struct qemu_callbacks callbacks = {
    .vcpu_init = vcpu_come,
    .vcpu_exit = vcpu_go,
    .vcpu_idle = vcpu_idle,
    .vcpu_resume = vcpu_resume,
    .translate = translate,
    .at_exit = at_exit,
};

static bool check_qemu(const qemu_info_t *info)
{
    if (info->version.cur < qemu_plugin_version || info->version.min > qemu_plugin_version) {
        fprintf(stderr, "gmbeoo: this QEMU has plugin API version %d to %d, but this build of the"
                        " plugin is for %d\n",
                info->version.min, info->version.cur, qemu_plugin_version);
        return false;
    }
    if (!info->system_emulation) {
        fprintf(stderr, "gmbeoo: only whole machines can be traced (qemu-system-x86_64)\n");
        return false;
    }
    if (strcmp(info->target_name, "x86_64") != 0) {
        fprintf(stderr, "gmbeoo: only x86_64 guests can be traced, but this one is %s\n",
                info->target_name);
        return false;
    }
    if (info->system.max_vcpus > CONTROL_VCPU_SLOTS) {
        fprintf(stderr, "gmbeoo: at most %d vCPUs can be traced, but this machine may get %d\n",
                CONTROL_VCPU_SLOTS, info->system.max_vcpus);
        return false;
    }
    return true;
}

static bool make_task_tables(GError **error)
{
    g_autofree char *tasks_path = g_strconcat(options.ring, ".tasks", NULL);
    g_autofree char *mappings_path = g_strconcat(options.ring, ".mappings", NULL);
    struct task_table *tasks;
    struct mapping_table *mappings;

    if (options.task_rows == 0) {
        return true;
    }
    tasks = task_table_create(tasks_path, options.task_rows, error);
    tasks_use_table(tasks);
    mappings = tasks == NULL ? NULL : mapping_table_create(mappings_path, error);
    mapping_watch_use_table(mappings);
    return mappings != NULL;
}

static bool make_phase_table(GError **error)
{
    g_autofree char *path = g_strconcat(options.ring, ".phases", NULL);
    struct phase_table *phases;

    if (options.phase_rows == 0) {
        return true;
    }
    phases = phase_table_create(path, options.phase_rows, error);
    phases_use_table(phases);
    return phases != NULL;
}

static bool make_sink(GError **error)
{
    const struct sink_ring_options ring_options = {
        .path_prefix = options.ring,
        .ring_bytes = options.ring_bytes,
        .table_entries = options.table_entries,
        .reader_wait_millis = SINK_READER_WAIT_MILLIS,
    };
    struct site_table *table;

    if (options.fifo != NULL) {
        format = options.gaps ? VCPU_TRACE_RECORDS_AND_GAPS : VCPU_TRACE_RECORDS;
        sink = sink_fifo_new(options.fifo, control, SINK_READER_WAIT_MILLIS);
        return true;
    }
    format = VCPU_SITE_RECORDS;
    sink = sink_ring_new(&ring_options, control, &table, error);
    if (sink == NULL) {
        return false;
    }
    site_use_table(table);
    return make_task_tables(error) && make_phase_table(error);
}

int qemu_plugin_install(qemu_plugin_id_t id, const qemu_info_t *info, int argc, char **argv)
{
    g_autoptr(GError) error = NULL;

    if (!check_qemu(info)) {
        return -1;
    }
    if (!options_parse(&options, argc, argv, &error)) {
        fprintf(stderr, "gmbeoo: %s\n", error->message);
        return -1;
    }
    if (options.probe) {
        fprintf(stderr, "gmbeoo: plugin API %d to %d, build for %d\n", info->version.min,
                info->version.cur, qemu_plugin_version);
        return -1;
    }
    if ((control = control_map(options.control, &error)) == NULL || !make_sink(&error)
        || (options.lifeline && !lifeline_start(STDIN_FILENO, &error))) {
        fprintf(stderr, "gmbeoo: %s\n", error->message);
        return -1;
    }
    instructions_init();
    access_expect_vcpus((unsigned)info->system.max_vcpus);
    control->api_version = (uint32_t)info->version.cur;
    control->pid = (uint32_t)getpid();
    control->vcpus_seen = 0;
    control_set_state(control, CONTROL_LOADED);
    qemu_callbacks_use(id, &callbacks);
    qemu_callbacks_register(false);
    return 0;
}
