/*
 * Sites: the constant part of an instruction's records.
 *
 * An instruction has a site for its loads and one for its stores. A site is the user data of a
 * memory callback; it lives as long as the process, and translating the same code again finds it
 * again, so that translation flushes don't leak.
 *
 * Copyright (C) the memtracer authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MEMTRACER_SITE_H
#define MEMTRACER_SITE_H

#include "qemu-plugin-api.h"

/** No access has this: QEMU's value has at most 18 bits. */
#define SITE_RAW_NONE UINT32_MAX

/**
 * struct site - what an instruction's loads, or stores, have in common
 * @word0: word 0 of its records, without the vCPU
 * @raw: QEMU's description of the access that @word0 is of; set once, after @word0
 *
 * Nearly every site only ever sees one kind of access. The others (fxsave, say, stores in several
 * sizes) take the slow path each time, which is a table look-up.
 */
struct site {
    uint64_t word0;
    uint32_t raw;
    uint32_t reserved;
};

/** struct site_pair - the sites of an instruction, and what they are found by */
struct site_pair {
    gint64 key;
    struct site load;
    struct site store;
};

/**
 * site_pair_get() - find or make the sites of an instruction; any thread
 * @pc: its address
 * @cpl: the privilege level it runs at
 */
struct site_pair *site_pair_get(uint64_t pc, unsigned cpl);

/** site_count() - how many instructions have sites */
size_t site_count(void);

/** site_word0_slow() - word 0 for an access that the site has not met, or not kept */
uint64_t site_word0_slow(struct site *site, qemu_plugin_meminfo_t raw);

/** site_knows() - whether the site's word 0 is the right one for an access described as @raw */
static inline bool site_knows(const struct site *site, qemu_plugin_meminfo_t raw)
{
    return __atomic_load_n(&site->raw, __ATOMIC_ACQUIRE) == raw;
}

#endif
