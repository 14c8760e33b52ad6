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
#include "site-table.h"

/** No access has this: QEMU's value has at most 18 bits. */
#define SITE_RAW_NONE UINT32_MAX

/**
 * struct site - what an instruction's loads, or stores, have in common
 * @word0: word 0 of its records, without the vCPU
 * @raw: QEMU's description of the access that @word0 and @number are of; set once, after them
 * @number: its number in the site table, if there is one
 * @others: other kinds of access by the same instruction, if there is a site table
 *
 * Nearly every site only ever sees one kind of access. The others (fxsave, say, stores in several
 * sizes) take the slow path each time: without a site table that is a look-up of what QEMU's
 * description means, with one a search of the list.
 */
struct site {
    uint64_t word0;
    uint32_t raw;
    uint32_t number;
    struct site *others;
};

/** struct site_pair - the sites of an instruction, and what they are found by */
struct site_pair {
    gint64 key;
    struct site load;
    struct site store;
    uint32_t likeness; /* of the instruction that was first seen there, see replaced-code.h */
} __attribute__((aligned(64)));

_Static_assert(sizeof(struct site_pair) == 64, "an instruction's sites are in one cache line");

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

/** site_use_table() - number sites in @table from now on; before any site occurs */
void site_use_table(struct site_table *table);

/**
 * site_number_slow() - the number of a kind of access that the site has not met, or not kept
 * @site: the site
 * @raw: QEMU's description
 * @word0: set to word 0, but for the vCPU
 *
 * Return: the number, or SITE_RECORD_ESCAPE when the table has no room for it.
 */
uint32_t site_number_slow(struct site *site, qemu_plugin_meminfo_t raw, uint64_t *word0);

/** site_knows() - whether the site's word 0 and number are those of an access described as @raw */
static inline bool site_knows(const struct site *site, qemu_plugin_meminfo_t raw)
{
    return __atomic_load_n(&site->raw, __ATOMIC_ACQUIRE) == raw;
}

#endif
