/*
 * To which physical pages a vCPU's virtual ones lead, as far as readers have been told.
 *
 * Copyright (C) the memtracer authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "pages.h"

#include "vcpu-asides.h"

#include <string.h>

#define PAGE_MASK (~SITE_RECORD_PAGE_OFFSET)
#define IS_TOLD UINT64_C(1)
#define GENERATION_MOST ((UINT64_C(1) << PAGES_GENERATION_BITS) - 1)

_Static_assert((PAGES_PLACES & (PAGES_PLACES - 1)) == 0, "the hash is cut off");
_Static_assert(PAGES_PLACES == SITE_RECORD_PAGE_PLACES, "readers have as many");

bool pages_can_be_told(void)
{
    return qemu_plugin_get_hwaddr != NULL && qemu_plugin_hwaddr_phys_addr != NULL
           && qemu_plugin_hwaddr_is_io != NULL;
}

static void forget_known(struct page_cache *cache)
{
    memset(cache->known, 0, sizeof(cache->known));
    cache->generation = 1;
}

void pages_arm(struct vcpu *vcpu, bool wanted)
{
    if (wanted && vcpu->pages == NULL) {
        vcpu->pages = g_new0(struct page_cache, 1);
    }
    if (vcpu->pages != NULL) {
        forget_known(vcpu->pages);
        pages_tell_again(vcpu->pages);
    }
}

void pages_free(struct vcpu *vcpu)
{
    g_clear_pointer(&vcpu->pages, g_free);
}

void pages_doubt(struct page_cache *cache)
{
    if (cache->generation == GENERATION_MOST) {
        forget_known(cache);
    } else {
        cache->generation++;
    }
}

void pages_tell_again(struct page_cache *cache)
{
    pages_doubt(cache);
    memset(cache->told, 0, sizeof(cache->told));
}

static uint64_t frame_of(qemu_plugin_meminfo_t raw, uint64_t vaddr)
{
    const struct qemu_plugin_hwaddr *hwaddr = qemu_plugin_get_hwaddr(raw, vaddr);

    if (hwaddr == NULL) {
        return SITE_RECORD_PAGE_UNKNOWN;
    }
    return (qemu_plugin_hwaddr_phys_addr(hwaddr) & PAGE_MASK)
           | (qemu_plugin_hwaddr_is_io(hwaddr) ? SITE_RECORD_PAGE_OF_DEVICE : 0);
}

void pages_look(struct vcpu *vcpu, qemu_plugin_meminfo_t raw, uint64_t vaddr)
{
    struct page_cache *cache = vcpu->pages;
    const unsigned place = site_record_page_place(vaddr);
    const uint64_t page = vaddr & PAGE_MASK;
    const uint64_t frame = frame_of(raw, vaddr);

    if (cache->told[place] != (page | IS_TOLD) || cache->frames[place] != frame) {
        vcpu_tell_page(vcpu, page, frame); /* may find that all that was told is lost */
        cache->told[place] = page | IS_TOLD;
        cache->frames[place] = frame;
    }
    cache->known[place] = vaddr >> SITE_RECORD_PAGE_SHIFT
                          | cache->generation << (64 - PAGES_GENERATION_BITS);
}
