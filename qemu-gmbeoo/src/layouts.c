/*
 * Which code programs have had where.
 *
 * All is bounded, since the guest says it: what isn't remembered costs names.
 *
 * Copyright (C) the memtracer authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "layouts.h"

#include "memory-history.h"

#include <glib.h>

#define PIECES_OF_LAYOUT_MAX 1024
#define SPACES_MAX (1 << 20)
#define PROGRAMS_MAX 4096

struct space {
    struct memory_history history;
    unsigned layout; /* of the program's, counting from 0 */
};

struct program {
    GArray *layouts[LAYOUTS_OF_PROGRAM_MAX]; /* the pieces of code of each */
    unsigned count;
};

static GPtrArray *spaces; /* by their numbers; NULL where nothing is known */
static GHashTable *programs;

static void free_space(void *data)
{
    struct space *space = data;

    if (space != NULL) {
        memory_history_free(&space->history);
    }
    g_free(space);
}

static void free_program(void *data)
{
    struct program *program = data;

    for (unsigned i = 0; i < program->count; i++) {
        g_array_unref(program->layouts[i]);
    }
    g_free(program);
}

void layouts_forget(void)
{
    memory_history_forget();
    g_clear_pointer(&spaces, g_ptr_array_unref);
    g_clear_pointer(&programs, g_hash_table_unref);
    spaces = g_ptr_array_new_with_free_func(free_space);
    programs = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_program);
}

static struct space *find_space(uint32_t number)
{
    return spaces == NULL || number >= spaces->len ? NULL : g_ptr_array_index(spaces, number);
}

/* NULL if there is no room. */
static struct space *get_space(uint32_t number)
{
    if (spaces == NULL || number >= SPACES_MAX) {
        return NULL;
    }
    if (number >= spaces->len) {
        g_ptr_array_set_size(spaces, (gint)number + 1);
    }
    if (g_ptr_array_index(spaces, number) == NULL) {
        g_ptr_array_index(spaces, number) = g_new0(struct space, 1);
    }
    return g_ptr_array_index(spaces, number);
}

uint32_t layouts_of(uint32_t number)
{
    const struct space *space = find_space(number);

    return space == NULL || space->layout == 0 ? 0 : space->layout + 1;
}

void layouts_fork(uint32_t from, uint32_t to)
{
    struct space *parent = find_space(from);
    struct space *child = parent == NULL ? NULL : get_space(to);

    if (child != NULL) {
        memory_history_fork(&parent->history, &child->history);
        child->layout = parent->layout;
    }
}

void layouts_each(uint32_t number, layout_piece_visit visit, void *data)
{
    const struct space *space = find_space(number);

    if (space != NULL) {
        memory_history_each(&space->history, visit, data);
    }
}

struct comparison {
    const GArray *layout;
    bool contradicts;
};

/* Called with pieces of a space. */
static void compare(const struct layout_piece *piece, void *data)
{
    struct comparison *comparison = data;

    for (guint i = 0; layout_piece_is_code(piece) && i < comparison->layout->len; i++) {
        const struct layout_piece *other =
            &g_array_index(comparison->layout, struct layout_piece, i);

        comparison->contradicts |=
            layout_piece_overlaps(other, piece->start, piece->end)
            && !layout_piece_is_alike(other, piece);
    }
}

/* The same. */
static void add_code(const struct layout_piece *piece, void *data)
{
    GArray *layout = data;
    bool is_there = !layout_piece_is_code(piece) || layout->len == PIECES_OF_LAYOUT_MAX;

    for (guint i = 0; i < layout->len && !is_there; i++) {
        is_there = layout_piece_holds(&g_array_index(layout, struct layout_piece, i), piece);
    }
    if (!is_there) {
        g_array_append_val(layout, *piece);
    }
}

static bool contradicts(const GArray *layout, const struct layout_piece *piece)
{
    struct comparison comparison = { layout, false };

    compare(piece, &comparison);
    return comparison.contradicts;
}

static void begin_layout(struct program *program)
{
    program->layouts[program->count++] = g_array_new(FALSE, FALSE, sizeof(struct layout_piece));
}

/* NULL if there is no room. */
static struct program *get_program(const char *name)
{
    struct program *program = g_hash_table_lookup(programs, name);

    if (program == NULL && g_hash_table_size(programs) < PROGRAMS_MAX) {
        program = g_new0(struct program, 1);
        begin_layout(program);
        g_hash_table_insert(programs, g_strdup(name), program);
    }
    return program;
}

/* The one in which all that a space has may be; that it is in if there is none. */
static unsigned find_layout(struct program *program, uint32_t number, unsigned current)
{
    for (unsigned i = 0; i < program->count; i++) {
        struct comparison comparison = { program->layouts[i], false };

        layouts_each(number, compare, &comparison);
        if (!comparison.contradicts) {
            return i;
        }
    }
    if (program->count == LAYOUTS_OF_PROGRAM_MAX) {
        return current;
    }
    begin_layout(program);
    return program->count - 1;
}

static bool add_to_layout(uint32_t number, struct space *space, struct program *program,
                          const struct layout_piece *piece, bool may_change)
{
    const unsigned before = MIN(space->layout, program->count - 1);

    space->layout = before;
    if (may_change && !space->history.is_lost && contradicts(program->layouts[before], piece)) {
        space->layout = find_layout(program, number, before);
    }
    if (space->layout == before) {
        add_code(piece, program->layouts[before]);
        return false;
    }
    layouts_each(number, add_code, program->layouts[space->layout]);
    return true;
}

unsigned layouts_add(uint32_t number, const char *program_name, const struct layout_piece *piece,
                     unsigned how)
{
    const bool comes = (how & LAYOUTS_COMES) != 0;
    struct space *space = get_space(number);
    struct program *program = space == NULL ? NULL : get_program(program_name);
    struct layout_piece own = *piece;
    unsigned result = 0;

    if (program == NULL) {
        return 0;
    }
    if (comes && memory_history_has_stack(&space->history, piece)) {
        result |= LAYOUTS_OVER_STACK;
    }
    if (memory_history_add(&space->history, &own, comes) && layout_piece_is_code(&own)
        && add_to_layout(number, space, program, &own, (how & LAYOUTS_MAY_CHANGE) != 0)) {
        result |= LAYOUTS_CHANGED;
    }
    return result;
}

bool layouts_add_stack(uint32_t number, uint64_t start, uint64_t end)
{
    struct space *space = find_space(number);

    return space != NULL && memory_history_add_stack(&space->history, start, end);
}
