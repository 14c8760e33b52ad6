/*
 * Sites: the constant part of an instruction's records.
 *
 * Copyright (C) the memtracer authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "site.h"

#include "record.h"
#include "site-record.h"

#include <stdlib.h>
#include <string.h>

#define PAIRS_PER_SLAB 1024

#define ACCESS_BITS (RECORD_SIZE_SHIFT_MASK | RECORD_SIGN_EXTENDED | RECORD_BIG_ENDIAN)

/* Descriptions below this are decoded once in the life of the process. */
#define DECODED_SIZE (1 << 18)
#define DECODED_VALID 0x80
_Static_assert(ACCESS_BITS < DECODED_VALID, "the bits fit beside the mark");

static GMutex lock;
static GHashTable *pairs;
static struct site_table *table;
static struct site_pair *slab;
static size_t slab_used = PAIRS_PER_SLAB;
static uint8_t decoded[DECODED_SIZE];

static struct site_pair *pair_new(gint64 key)
{
    struct site_pair *pair;

    if (slab_used == PAIRS_PER_SLAB) {
        slab = aligned_alloc(64, PAIRS_PER_SLAB * sizeof(*slab));
        g_assert(slab != NULL);
        memset(slab, 0, PAIRS_PER_SLAB * sizeof(*slab));
        slab_used = 0;
    }
    pair = &slab[slab_used++];
    pair->key = key;
    pair->load.word0 = (uint64_t)key;
    pair->load.raw = SITE_RAW_NONE;
    pair->store.word0 = (uint64_t)key | RECORD_STORE;
    pair->store.raw = SITE_RAW_NONE;
    g_hash_table_insert(pairs, &pair->key, pair);
    return pair;
}

struct site_pair *site_pair_get(uint64_t pc, unsigned cpl)
{
    /* All that a record tells of the instruction: what has it equal may share its sites. */
    const gint64 key = (gint64)record_site_bits(pc, cpl, false);
    struct site_pair *pair;

    g_mutex_lock(&lock);
    if (pairs == NULL) {
        pairs = g_hash_table_new(g_int64_hash, g_int64_equal);
    }
    pair = g_hash_table_lookup(pairs, &key);
    if (pair == NULL) {
        pair = pair_new(key);
    }
    g_mutex_unlock(&lock);
    return pair;
}

size_t site_count(void)
{
    size_t count;

    g_mutex_lock(&lock);
    count = pairs == NULL ? 0 : g_hash_table_size(pairs);
    g_mutex_unlock(&lock);
    return count;
}

static uint64_t decode(qemu_plugin_meminfo_t raw)
{
    return record_access_bits(qemu_plugin_mem_size_shift(raw),
                              qemu_plugin_mem_is_sign_extended(raw),
                              qemu_plugin_mem_is_big_endian(raw));
}

static uint64_t access_bits(qemu_plugin_meminfo_t raw)
{
    uint8_t known;

    if (raw >= DECODED_SIZE) {
        return decode(raw);
    }
    known = __atomic_load_n(&decoded[raw], __ATOMIC_RELAXED);
    if (known == 0) {
        known = (uint8_t)(decode(raw) | DECODED_VALID);
        __atomic_store_n(&decoded[raw], known, __ATOMIC_RELAXED);
    }
    return known & ACCESS_BITS;
}

uint64_t site_word0_slow(struct site *site, qemu_plugin_meminfo_t raw)
{
    const uint64_t word0 = (site->word0 & ~ACCESS_BITS) | access_bits(raw);

    if (__atomic_load_n(&site->raw, __ATOMIC_RELAXED) == SITE_RAW_NONE) {
        g_mutex_lock(&lock);
        if (site->raw == SITE_RAW_NONE) {
            __atomic_store_n(&site->word0, word0, __ATOMIC_RELAXED);
            __atomic_store_n(&site->raw, raw, __ATOMIC_RELEASE);
        }
        g_mutex_unlock(&lock);
    }
    return word0;
}

void site_use_table(struct site_table *new_table)
{
    table = new_table;
}

static struct site *find_kind(struct site *site, qemu_plugin_meminfo_t raw)
{
    while (site != NULL && !site_knows(site, raw)) {
        site = __atomic_load_n(&site->others, __ATOMIC_ACQUIRE);
    }
    return site;
}

/* Descriptions may differ in what a record doesn't tell: those share a number. */
static uint32_t number_of(const struct site *site, uint64_t word0)
{
    for (; site != NULL; site = site->others) {
        if (site->raw != SITE_RAW_NONE && site->word0 == word0) {
            return site->number;
        }
    }
    return site_table_add(table, word0);
}

static void add_kind(struct site *site, qemu_plugin_meminfo_t raw)
{
    const uint64_t word0 = (site->word0 & ~ACCESS_BITS) | access_bits(raw);
    const uint32_t number = number_of(site, word0);

    if (site->raw == SITE_RAW_NONE && number != SITE_RECORD_ESCAPE) {
        site->number = number;
        site->word0 = word0;
        __atomic_store_n(&site->raw, raw, __ATOMIC_RELEASE);
    } else { /* what has no number must stay off the fast path, and so off the site itself */
        struct site *other = g_new0(struct site, 1);

        *other = (struct site){ .word0 = word0, .raw = raw, .number = number,
                                .others = site->others };
        __atomic_store_n(&site->others, other, __ATOMIC_RELEASE);
    }
}

uint32_t site_number_slow(struct site *site, qemu_plugin_meminfo_t raw, uint64_t *word0)
{
    const struct site *kind = find_kind(site, raw);

    if (kind == NULL) {
        g_mutex_lock(&lock);
        if (find_kind(site, raw) == NULL) {
            add_kind(site, raw);
        }
        g_mutex_unlock(&lock);
        kind = find_kind(site, raw);
    }
    *word0 = kind->word0;
    return kind->number;
}
