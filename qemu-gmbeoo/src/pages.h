/*
 * To which physical pages a vCPU's virtual ones lead, as far as readers have been told.
 *
 * Each vCPU has a cache of them, with one place for a page, as a CPU has a TLB. Who reads has the
 * same: what replaces what is told, and nothing else has to be remembered on either side.
 *
 * The cache holds what QEMU said when the page was accessed. It is not believed any more once the
 * vCPU has executed an instruction after which another translation may be in force: that is all that
 * QEMU itself, and a CPU, would go by. What was told stays, so that only what has changed is told.
 *
 * Copyright (C) the memtracer authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MEMTRACER_PAGES_H
#define MEMTRACER_PAGES_H

#include "qemu-plugin-api.h"
#include "site-record.h"

struct vcpu;

#define PAGES_PLACES 4096

/** struct page_cache - of one vCPU, used by its thread alone */
struct page_cache {
    uint64_t generation; /* at least 1; a number of PAGES_GENERATION_BITS */
    uint64_t known[PAGES_PLACES]; /* virtual pages' numbers, above them the generation */
    uint64_t told[PAGES_PLACES];  /* where a virtual page begins, and 1; 0 if none was told */
    uint64_t frames[PAGES_PLACES]; /* and what was told of it */
};

#define PAGES_GENERATION_BITS SITE_RECORD_PAGE_SHIFT

/** pages_can_be_told() - whether this QEMU knows physical addresses */
bool pages_can_be_told(void);

/** pages_arm() - nothing is known or told; makes the vCPU's cache, if it is wanted and there is none */
void pages_arm(struct vcpu *vcpu, bool wanted);

/** pages_free() - free the vCPU's cache, if there is one */
void pages_free(struct vcpu *vcpu);

/** pages_doubt() - other translations may be in force from now on */
void pages_doubt(struct page_cache *cache);

/** pages_tell_again() - what was told is lost */
void pages_tell_again(struct page_cache *cache);

/**
 * pages_look() - see where the page of an access is, and tell readers if they don't know
 * @vcpu: the vCPU, in the callback of the access
 * @raw: QEMU's description of it
 * @vaddr: its address
 *
 * There is room then for the access's record in the same batch.
 */
void pages_look(struct vcpu *vcpu, qemu_plugin_meminfo_t raw, uint64_t vaddr);

/** pages_know() - whether readers know where the page of an address is */
static inline bool pages_know(const struct page_cache *cache, uint64_t vaddr)
{
    return cache->known[site_record_page_place(vaddr)]
           == (vaddr >> SITE_RECORD_PAGE_SHIFT
               | cache->generation << (64 - PAGES_GENERATION_BITS));
}

#endif
