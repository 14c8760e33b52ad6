/*
 * The memory callbacks: what runs for each access of the guest.
 *
 * Copyright (C) the memtracer authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "access.h"

#include "insn.h"
#include "pages.h"
#include "replaced-code.h"
#include "sample.h"
#include "selection.h"
#include "site.h"

struct vcpu access_vcpus[CONTROL_VCPU_SLOTS];

/* Sampling counts over the whole VM: one vCPU counts for itself, several share this. */
static uint64_t shared_events __attribute__((aligned(128)));

static bool several_vcpus;

static qemu_plugin_vcpu_mem_cb_t chosen;

/* The callbacks are leaves: what is rare is called last, so that they need no stack frame. */
static __attribute__((noinline)) void on_access_slow(unsigned int vcpu_index,
                                                     qemu_plugin_meminfo_t raw, uint64_t vaddr,
                                                     struct site *site)
{
    vcpu_stage(&access_vcpus[vcpu_index], site_word0_slow(site, raw), vaddr);
}

static void on_access(unsigned int vcpu_index, qemu_plugin_meminfo_t raw, uint64_t vaddr,
                      void *userdata)
{
    struct site *site = userdata;

    if (__builtin_expect(!site_knows(site, raw), 0)) {
        on_access_slow(vcpu_index, raw, vaddr, site);
        return;
    }
    vcpu_stage(&access_vcpus[vcpu_index], site->word0, vaddr);
}

static __attribute__((noinline)) void on_site_access_slow(unsigned int vcpu_index,
                                                          qemu_plugin_meminfo_t raw,
                                                          uint64_t vaddr, struct site *site)
{
    struct vcpu *vcpu = &access_vcpus[vcpu_index];
    uint64_t word0;
    const uint32_t number = site_number_slow(site, raw, &word0);

    if (number == SITE_RECORD_ESCAPE || !site_record_holds(vaddr)) {
        vcpu_stage_escape(vcpu, word0, vaddr);
    } else {
        vcpu_stage_site(vcpu, number, vaddr);
    }
}

static inline __attribute__((always_inline)) void
stage_site_access(struct vcpu *vcpu, unsigned int vcpu_index, qemu_plugin_meminfo_t raw,
                  uint64_t vaddr, struct site *site)
{
    if (__builtin_expect(!site_knows(site, raw) || !site_record_holds(vaddr), 0)) {
        on_site_access_slow(vcpu_index, raw, vaddr, site);
        return;
    }
    vcpu_stage_site(vcpu, site->number, vaddr);
}

static void on_site_access(unsigned int vcpu_index, qemu_plugin_meminfo_t raw, uint64_t vaddr,
                           void *userdata)
{
    stage_site_access(&access_vcpus[vcpu_index], vcpu_index, raw, vaddr, userdata);
}

/* A single vCPU's is at an address that is known when this is compiled. */
static void on_site_access_alone(unsigned int vcpu_index, qemu_plugin_meminfo_t raw,
                                 uint64_t vaddr, void *userdata)
{
    stage_site_access(&access_vcpus[0], vcpu_index, raw, vaddr, userdata);
}

/* Where its page is has to be known before it. */
static void on_site_access_telling_pages(unsigned int vcpu_index, qemu_plugin_meminfo_t raw,
                                         uint64_t vaddr, void *userdata)
{
    struct vcpu *vcpu = &access_vcpus[vcpu_index];

    if (__builtin_expect(!pages_know(vcpu->pages, vaddr), 0)) {
        pages_look(vcpu, raw, vaddr);
    }
    stage_site_access(vcpu, vcpu_index, raw, vaddr, userdata);
}

/* Counts an access, and tells whether it is one to be traced. */
static inline bool sample_access(struct vcpu *vcpu)
{
    uint64_t event = vcpu->seen++;

    if (__builtin_expect(vcpu->seen % VCPU_SEEN_INTERVAL == 0, 0)) {
        vcpu_publish_seen(vcpu);
    }
    if (several_vcpus) {
        event = __atomic_fetch_add(&shared_events, 1, __ATOMIC_RELAXED);
    }
    return sample_is_traced(event, vcpu->sample_mask);
}

/* The same where gaps are told: what was skipped before one that is to be traced. */
static inline bool sample_access_telling_gaps(struct vcpu *vcpu)
{
    if (!sample_access(vcpu)) {
        if (__builtin_expect(vcpu->skipped++ == 0, 0)) {
            vcpu_end_block(vcpu);
        }
        return false;
    }
    if (vcpu->skipped > 0) {
        vcpu_begin_block(vcpu);
    }
    return true;
}

static void on_access_sampling(unsigned int vcpu_index, qemu_plugin_meminfo_t raw,
                               uint64_t vaddr, void *userdata)
{
    if (sample_access(&access_vcpus[vcpu_index])) {
        on_access(vcpu_index, raw, vaddr, userdata);
    }
}

static void on_access_sampling_telling_gaps(unsigned int vcpu_index, qemu_plugin_meminfo_t raw,
                                            uint64_t vaddr, void *userdata)
{
    if (sample_access_telling_gaps(&access_vcpus[vcpu_index])) {
        on_access(vcpu_index, raw, vaddr, userdata);
    }
}

static void on_site_access_sampling(unsigned int vcpu_index, qemu_plugin_meminfo_t raw,
                                    uint64_t vaddr, void *userdata)
{
    if (sample_access_telling_gaps(&access_vcpus[vcpu_index])) {
        on_site_access(vcpu_index, raw, vaddr, userdata);
    }
}

static void on_site_access_selecting(unsigned int vcpu_index, qemu_plugin_meminfo_t raw,
                                     uint64_t vaddr, void *userdata)
{
    if (selection_takes(&access_vcpus[vcpu_index])) {
        on_site_access(vcpu_index, raw, vaddr, userdata);
    }
}

static void on_site_access_telling_pages_sampling(unsigned int vcpu_index,
                                                  qemu_plugin_meminfo_t raw, uint64_t vaddr,
                                                  void *userdata)
{
    if (sample_access_telling_gaps(&access_vcpus[vcpu_index])) {
        on_site_access_telling_pages(vcpu_index, raw, vaddr, userdata);
    }
}

static void on_site_access_telling_pages_selecting(unsigned int vcpu_index,
                                                   qemu_plugin_meminfo_t raw, uint64_t vaddr,
                                                   void *userdata)
{
    if (selection_takes(&access_vcpus[vcpu_index])) {
        on_site_access_telling_pages(vcpu_index, raw, vaddr, userdata);
    }
}

static qemu_plugin_vcpu_mem_cb_t choice_telling_pages(bool sampling)
{
    if (selection_is_any()) {
        return on_site_access_telling_pages_selecting;
    }
    return sampling ? on_site_access_telling_pages_sampling : on_site_access_telling_pages;
}

static qemu_plugin_vcpu_mem_cb_t choice(enum vcpu_format format, bool sampling)
{
    if (format == VCPU_TRACE_RECORDS_AND_GAPS && sampling) {
        return on_access_sampling_telling_gaps;
    }
    if (format != VCPU_SITE_RECORDS) {
        return sampling ? on_access_sampling : on_access;
    }
    if (selection_is_any()) {
        return on_site_access_selecting;
    }
    if (sampling) {
        return on_site_access_sampling;
    }
    return several_vcpus ? on_site_access : on_site_access_alone;
}

void access_choose(enum vcpu_format format, bool sampling, bool telling_pages)
{
    chosen = telling_pages ? choice_telling_pages(sampling) : choice(format, sampling);
}

/*
 * For instructions of user code for which the CPU looks into tables of the kernel. Those are in the
 * upper half of the addresses, where user code can't have its operands.
 */
static void on_access_below_the_kernel(unsigned int vcpu_index, qemu_plugin_meminfo_t raw,
                                       uint64_t vaddr, void *userdata)
{
    if ((int64_t)vaddr >= 0) {
        chosen(vcpu_index, raw, vaddr, userdata);
    }
}

/*
 * For the store of an instruction whose loads are not looked at, as QEMU makes one too many: what it
 * stores to, it has loaded.
 */
static void on_update(unsigned int vcpu_index, qemu_plugin_meminfo_t raw, uint64_t vaddr,
                      void *userdata)
{
    struct site_pair *sites = userdata;

    chosen(vcpu_index, raw, vaddr, &sites->load);
    chosen(vcpu_index, raw, vaddr, &sites->store);
}

void access_register(struct qemu_plugin_insn *insn, unsigned cpl)
{
    const uint64_t vaddr = qemu_plugin_insn_vaddr(insn);
    struct site_pair *sites = site_pair_get(vaddr, cpl);
    uint8_t bytes[INSN_BYTES_MAX];
    const size_t length = qemu_plugin_insn_data(insn, bytes, sizeof(bytes));
    const enum insn_kind kind = insn_kind_of(bytes, length);
    const qemu_plugin_vcpu_mem_cb_t callback =
        kind == INSN_READS_SYSTEM_TABLES && cpl == 3 ? on_access_below_the_kernel : chosen;

    if (cpl == 3) {
        replaced_code_see(sites, vaddr, bytes, length);
    }
    if (kind == INSN_LOCKED_NEG) {
        qemu_plugin_register_vcpu_mem_cb(insn, on_update, QEMU_PLUGIN_CB_NO_REGS,
                                         QEMU_PLUGIN_MEM_W, sites);
        return;
    }
    /* Loads first: an access that reads and writes becomes a load and then a store. */
    qemu_plugin_register_vcpu_mem_cb(insn, callback, QEMU_PLUGIN_CB_NO_REGS, QEMU_PLUGIN_MEM_R,
                                     &sites->load);
    qemu_plugin_register_vcpu_mem_cb(insn, callback, QEMU_PLUGIN_CB_NO_REGS, QEMU_PLUGIN_MEM_W,
                                     &sites->store);
}

void access_expect_vcpus(unsigned max_vcpus)
{
    several_vcpus = max_vcpus > 1;
}

void access_restart_sampling(void)
{
    shared_events = 0;
}
