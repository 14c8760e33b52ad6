/*
 * Where other code of programs came in the place of code.
 *
 * Copyright (C) the memtracer authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "replaced-code.h"

#include "insn.h"
#include "mapped-file.h"

#include <string.h>
#include <unistd.h>

#define OPCODE_JUMP 0xe9

/* In the place of what was first seen at an address: it was told of. */
#define TOLD UINT32_MAX

static GMutex lock;
static struct replaced_code *table;
static GHashTable *rows;

bool replaced_code_create(const char *path, GError **error)
{
    int fd;

    table = mapped_file_create(path, sizeof(*table) + REPLACED_CODE_ROWS * sizeof(uint64_t), &fd,
                               error);
    if (table == NULL) {
        return false;
    }
    close(fd);
    table->version = REPLACED_CODE_VERSION;
    table->capacity = REPLACED_CODE_ROWS;
    memcpy(table->magic, REPLACED_CODE_MAGIC, sizeof(table->magic));
    g_clear_pointer(&rows, g_hash_table_unref);
    rows = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
    return true;
}

static void tell(uint64_t row)
{
    gint64 key = (gint64)row;

    g_mutex_lock(&lock);
    if (!g_hash_table_contains(rows, &key)) {
        if (table->used == table->capacity) {
            __atomic_store_n(&table->refused, 1, __ATOMIC_RELAXED);
        } else {
            g_hash_table_add(rows, g_memdup2(&key, sizeof(key)));
            table->rows[table->used] = row;
            __atomic_store_n(&table->used, table->used + 1, __ATOMIC_RELEASE);
        }
    }
    g_mutex_unlock(&lock);
}

void replaced_code_see(struct site_pair *sites, uint64_t vaddr, const uint8_t *bytes,
                       size_t length)
{
    const uint32_t now = insn_likeness(bytes, length);
    uint32_t before = 0;

    if (table == NULL || length == 0 || insn_opcode(now) == OPCODE_JUMP
        || __atomic_compare_exchange_n(&sites->likeness, &before, now, false, __ATOMIC_RELAXED,
                                       __ATOMIC_RELAXED)
        || before == now || before == TOLD) {
        return;
    }
    __atomic_store_n(&sites->likeness, TOLD, __ATOMIC_RELAXED);
    tell(vaddr >> REPLACED_CODE_SHIFT);
}
