/*
 * Sites: the constant part of an instruction's records.
 *
 * Copyright (C) the memtracer authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "site.h"

#include "record.h"

#define PAIRS_PER_SLAB 1024

#define ACCESS_BITS (RECORD_SIZE_SHIFT_MASK | RECORD_SIGN_EXTENDED | RECORD_BIG_ENDIAN)

/* Descriptions below this are decoded once in the life of the process. */
#define DECODED_SIZE (1 << 18)
#define DECODED_VALID 0x80
_Static_assert(ACCESS_BITS < DECODED_VALID, "the bits fit beside the mark");

static GMutex lock;
static GHashTable *pairs;
static struct site_pair *slab;
static size_t slab_used = PAIRS_PER_SLAB;
static uint8_t decoded[DECODED_SIZE];

static struct site_pair *pair_new(gint64 key)
{
    struct site_pair *pair;

    if (slab_used == PAIRS_PER_SLAB) {
        slab = g_new0(struct site_pair, PAIRS_PER_SLAB);
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
