/*
 * The mapping table.
 *
 * Copyright (C) the memtracer authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "mapping-table.h"

#include "mapped-file.h"

#include <stdbool.h>
#include <string.h>
#include <unistd.h>

/*
 * What finds rows and texts again. There is one table in a process; it is gone through by no program
 * but this one, so that nothing of it is in the file.
 */
static struct {
    GHashTable *texts; /* to their offsets + 1 */
    GHashTable *rows;  /* struct likeness, to the newest row of it + 1 */
    uint32_t before[MAPPING_TABLE_ROWS]; /* of the same likeness, the row before + 1 */
} index_of;

/* What rows have in common that can be one, if they touch. */
struct likeness {
    uint32_t program;
    uint32_t path;
    uint32_t flags;
    uint32_t reserved;
    uint64_t base; /* where the file's first byte would lie */
};

_Static_assert(sizeof(struct likeness) == 24, "hashed as bytes");

static char *texts(struct mapping_table *table)
{
    return (char *)&table->rows[table->capacity];
}

static guint hash(gconstpointer key)
{
    const struct likeness *like = key;

    return (guint)((like->base >> 12) * 31 + like->program * 17 + like->path * 7 + like->flags);
}

static gboolean is_alike(gconstpointer a, gconstpointer b)
{
    return memcmp(a, b, sizeof(struct likeness)) == 0;
}

struct mapping_table *mapping_table_create(const char *path, GError **error)
{
    const size_t bytes = sizeof(struct mapping_table)
                         + MAPPING_TABLE_ROWS * sizeof(struct mapping_row)
                         + MAPPING_TABLE_TEXT_BYTES;
    int fd;
    struct mapping_table *table = mapped_file_create(path, bytes, &fd, error);

    if (table != NULL) {
        close(fd);
        table->version = MAPPING_TABLE_VERSION;
        table->capacity = MAPPING_TABLE_ROWS;
        memcpy(table->magic, MAPPING_TABLE_MAGIC, sizeof(table->magic));
        g_clear_pointer(&index_of.texts, g_hash_table_unref);
        g_clear_pointer(&index_of.rows, g_hash_table_unref);
        index_of.texts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
        index_of.rows = g_hash_table_new_full(hash, is_alike, g_free, NULL);
    }
    return table;
}

static bool is_code(const struct mapping_row *row)
{
    return (row->flags & MAPPING_IS_CODE) != 0;
}

static void refuse(uint32_t *count)
{
    __atomic_store_n(count, *count + 1, __ATOMIC_RELAXED);
}

void mapping_table_refuse(struct mapping_table *table)
{
    refuse(&table->refused);
    refuse(&table->refused_data);
}

static bool add_text(struct mapping_table *table, const char *text, uint32_t room,
                     uint32_t *offset, uint32_t *length)
{
    const uint32_t known = GPOINTER_TO_UINT(g_hash_table_lookup(index_of.texts, text));

    *length = (uint32_t)strlen(text);
    if (known != 0) {
        *offset = known - 1;
        return true;
    }
    if (table->text_bytes > room || *length > room - table->text_bytes) {
        return false;
    }
    *offset = table->text_bytes;
    memcpy(texts(table) + *offset, text, *length);
    table->text_bytes += *length;
    g_hash_table_insert(index_of.texts, g_strdup(text), GUINT_TO_POINTER(*offset + 1));
    return true;
}

static bool is_of_file(const struct mapping_row *row)
{
    const uint32_t kind = row->flags >> MAPPING_KIND_SHIFT;

    return kind == MAPPING_FILE || kind == MAPPING_UNLINKED;
}

/* Texts are each there once: where they are says which they are. */
static struct likeness likeness(const struct mapping_row *row)
{
    return (struct likeness){
        .program = row->program_offset * 2 + (row->program_length != 0),
        .path = row->path_offset * 2 + (row->path_length != 0),
        .flags = row->flags,
        .base = is_of_file(row) ? row->start - row->file_offset : 0,
    };
}

static bool touch(const struct mapping_row *a, const struct mapping_row *b)
{
    return a->start <= b->end && b->start <= a->end;
}

/* Whether a row has something between two addresses, if there is anything. */
static bool overlaps(const struct mapping_row *row, uint64_t start, uint64_t end)
{
    return start < end && row->start < end && start < row->end;
}

/*
 * Whether something else of the program came where a row would grow to, after that row: what comes
 * there now comes after both. Rows say in which order things came by being in that order.
 */
static bool is_between(const struct mapping_table *table, uint32_t index,
                       const struct mapping_row *by)
{
    const struct mapping_row *row = &table->rows[index];

    for (uint32_t i = index + 1; i < table->used; i++) {
        const struct mapping_row *later = &table->rows[i];

        if (later->flags >> MAPPING_KIND_SHIFT != MAPPING_THREAD
            && later->program_offset == by->program_offset
            && later->program_length == by->program_length
            && (overlaps(later, by->start, MIN(by->end, row->start))
                || overlaps(later, MAX(by->start, row->end), by->end))) {
            return true;
        }
    }
    return false;
}

static bool is_within(const struct mapping_row *inner, const struct mapping_row *outer)
{
    return outer->start <= inner->start && inner->end <= outer->end;
}

static void grow(struct mapping_row *row, const struct mapping_row *by)
{
    if (by->start < row->start) {
        row->file_offset -= is_of_file(row) ? row->start - by->start : 0;
        row->start = by->start;
    }
    row->end = MAX(row->end, by->end);
}

static void append(struct mapping_table *table, const struct mapping_row *row,
                   const struct likeness *like, uint32_t newest)
{
    table->rows[table->used] = *row;
    index_of.before[table->used] = newest;
    g_hash_table_insert(index_of.rows, g_memdup2(like, sizeof(*like)),
                        GUINT_TO_POINTER(table->used + 1));
    __atomic_store_n(&table->used, table->used + 1, __ATOMIC_RELEASE);
}

void mapping_table_add(struct mapping_table *table, const struct mapping_row *row,
                       const char *path, const char *program)
{
    const uint32_t rows = is_code(row) ? table->capacity : MAPPING_TABLE_DATA_ROWS;
    const uint32_t room = is_code(row) ? MAPPING_TABLE_TEXT_BYTES : MAPPING_TABLE_DATA_TEXT_BYTES;
    struct mapping_row complete = *row;
    struct likeness like;
    uint32_t newest;

    if (!add_text(table, path, room, &complete.path_offset, &complete.path_length)
        || !add_text(table, program, room, &complete.program_offset, &complete.program_length)) {
        refuse(is_code(row) ? &table->refused : &table->refused_data);
        return;
    }
    like = likeness(&complete);
    newest = GPOINTER_TO_UINT(g_hash_table_lookup(index_of.rows, &like));
    for (uint32_t i = newest; i != 0; i = index_of.before[i - 1]) {
        if (touch(&table->rows[i - 1], &complete)
            && (is_within(&complete, &table->rows[i - 1])
                || !is_between(table, i - 1, &complete))) {
            grow(&table->rows[i - 1], &complete);
            return;
        }
    }
    if (table->used >= rows) {
        refuse(is_code(row) ? &table->refused : &table->refused_data);
        return;
    }
    append(table, &complete, &like, newest);
}
