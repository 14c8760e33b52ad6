/*
 * What lies in the memory of programs, now and before, as far as names of it need to know.
 *
 * Of each address space there is a list of what came into it, the newest first, which a copy of it
 * shares. All is bounded, since the guest says it: what isn't remembered costs names.
 *
 * Copyright (C) the memtracer authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "layouts.h"

#include "mapping-table.h"

#include <string.h>

#define NODES_MAX (1 << 20)
#define NODES_OF_SPACE_MAX 1024
#define PIECES_OF_LAYOUT_MAX 1024
#define STACKS_OF_SPACE_MAX 1024
#define SPACES_MAX (1 << 20)
#define PROGRAMS_MAX 4096
#define TEXT_BYTES_MAX (4 << 20)

struct node {
    struct layout_piece what;
    struct node *before;
    bool came_again;
};

struct stack {
    uint64_t start;
    uint64_t end;
};

struct space {
    struct node *newest;
    GArray *stacks; /* NULL: none */
    unsigned nodes;
    unsigned layout; /* of the program's, counting from 0 */
    bool is_shared;  /* its newest node is another space's, too */
    bool is_lost;    /* there was no room for all of it */
};

struct program {
    GArray *layouts[LAYOUTS_OF_PROGRAM_MAX]; /* the pieces of code of each */
    unsigned count;
};

static GPtrArray *spaces; /* by their numbers; NULL where nothing is known */
static GPtrArray *nodes;  /* all of them */
static GHashTable *programs;
static GHashTable *texts;
static size_t text_bytes;

static void free_space(void *data)
{
    struct space *space = data;

    if (space != NULL && space->stacks != NULL) {
        g_array_unref(space->stacks);
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
    g_clear_pointer(&spaces, g_ptr_array_unref);
    g_clear_pointer(&nodes, g_ptr_array_unref);
    g_clear_pointer(&programs, g_hash_table_unref);
    g_clear_pointer(&texts, g_hash_table_unref);
    spaces = g_ptr_array_new_with_free_func(free_space);
    nodes = g_ptr_array_new_with_free_func(g_free);
    programs = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_program);
    texts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    text_bytes = 0;
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
        parent->is_shared = true;
        *child = *parent;
        child->stacks = parent->stacks == NULL ? NULL : g_array_copy(parent->stacks);
    }
}

/* The same text is at the same address. */
static const char *intern(const char *text)
{
    char *known = g_hash_table_lookup(texts, text);

    if (known == NULL && text_bytes + strlen(text) <= TEXT_BYTES_MAX) {
        known = g_strdup(text);
        text_bytes += strlen(text);
        g_hash_table_add(texts, known);
    }
    return known;
}

static bool is_of_file(const struct layout_piece *piece)
{
    const uint32_t kind = piece->flags >> MAPPING_KIND_SHIFT;

    return kind == MAPPING_FILE || kind == MAPPING_UNLINKED;
}

static bool is_code(const struct layout_piece *piece)
{
    return (piece->flags & MAPPING_IS_CODE) != 0;
}

/* Whether an address that is in both means the same in both. */
static bool is_alike(const struct layout_piece *a, const struct layout_piece *b)
{
    return a->flags == b->flags && a->path == b->path
           && (!is_of_file(a) || a->start - a->file_offset == b->start - b->file_offset);
}

static bool overlaps(const struct layout_piece *piece, uint64_t start, uint64_t end)
{
    return piece->start < end && start < piece->end;
}

static bool holds(const struct layout_piece *outer, const struct layout_piece *inner)
{
    return outer->start <= inner->start && inner->end <= outer->end && is_alike(outer, inner);
}

static struct node *find_newest(const struct space *space, uint64_t start, uint64_t end)
{
    struct node *node = space->newest;

    while (node != NULL && !overlaps(&node->what, start, end)) {
        node = node->before;
    }
    return node;
}

/* Once for what comes again, as what came last to where it is. */
static void remember(struct space *space, const struct layout_piece *piece, bool comes)
{
    struct node *known = find_newest(space, piece->start, piece->end);
    struct node *node = space->newest;

    if (known != NULL && holds(&known->what, piece)) {
        known->came_again |= comes;
    } else if (node != NULL && !space->is_shared && holds(piece, &node->what)) {
        node->what = *piece; /* it has grown */
        node->came_again = true;
    } else if (space->nodes == NODES_OF_SPACE_MAX || nodes->len == NODES_MAX) {
        space->is_lost = true;
    } else {
        node = g_new(struct node, 1);
        *node = (struct node){ .what = *piece, .before = space->newest };
        g_ptr_array_add(nodes, node);
        space->newest = node;
        space->is_shared = false;
        space->nodes++;
    }
}

/* What of a piece is between two addresses, without what came there later. */
static void visit_parts(const struct node *newer, const struct node *node, uint64_t start,
                        uint64_t end, layouts_visit visit, void *data)
{
    struct layout_piece part = node->what;

    for (; newer != node; newer = newer->before) {
        if (overlaps(&newer->what, start, end)) {
            if (start < newer->what.start) {
                visit_parts(newer->before, node, start, newer->what.start, visit, data);
            }
            if (newer->what.end < end) {
                visit_parts(newer->before, node, newer->what.end, end, visit, data);
            }
            return;
        }
    }
    part.file_offset += is_of_file(&part) ? start - part.start : 0;
    part.start = start;
    part.end = end;
    visit(&part, data);
}

void layouts_each(uint32_t number, layouts_visit visit, void *data)
{
    const struct space *space = find_space(number);

    for (const struct node *node = space == NULL ? NULL : space->newest; node != NULL;
         node = node->before) {
        visit_parts(space->newest, node, node->what.start, node->what.end, visit, data);
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

    for (guint i = 0; is_code(piece) && i < comparison->layout->len; i++) {
        const struct layout_piece *other =
            &g_array_index(comparison->layout, struct layout_piece, i);

        comparison->contradicts |=
            overlaps(other, piece->start, piece->end) && !is_alike(other, piece);
    }
}

/* The same. */
static void add_code(const struct layout_piece *piece, void *data)
{
    GArray *layout = data;
    bool is_there = !is_code(piece) || layout->len == PIECES_OF_LAYOUT_MAX;

    for (guint i = 0; i < layout->len && !is_there; i++) {
        is_there = holds(&g_array_index(layout, struct layout_piece, i), piece);
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
    if (may_change && !space->is_lost && contradicts(program->layouts[before], piece)) {
        space->layout = find_layout(program, number, before);
    }
    if (space->layout == before) {
        add_code(piece, program->layouts[before]);
        return false;
    }
    layouts_each(number, add_code, program->layouts[space->layout]);
    return true;
}

static bool is_over_stack(const struct space *space, const struct layout_piece *piece)
{
    for (guint i = 0; space->stacks != NULL && i < space->stacks->len; i++) {
        const struct stack *stack = &g_array_index(space->stacks, struct stack, i);

        if (overlaps(piece, stack->start, stack->end)) {
            return true;
        }
    }
    return false;
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
    if (comes && is_over_stack(space, piece)) {
        result |= LAYOUTS_OVER_STACK;
    }
    own.path = intern(piece->path);
    if (own.path == NULL) {
        space->is_lost = true;
        return result;
    }
    remember(space, &own, comes);
    if (is_code(&own)
        && add_to_layout(number, space, program, &own, (how & LAYOUTS_MAY_CHANGE) != 0)) {
        result |= LAYOUTS_CHANGED;
    }
    return result;
}

/* Below it there may be pages that can't be accessed; then memory begins with it. */
static bool was_never_else(const struct space *space, uint64_t start, uint64_t end)
{
    const struct node *last = find_newest(space, start, end);

    if (space->is_lost || last == NULL || last->came_again || last->what.start < start
        || last->what.end < end
        || last->what.flags >> MAPPING_KIND_SHIFT != MAPPING_ANONYMOUS) {
        return false;
    }
    for (const struct node *node = last->before; node != NULL; node = node->before) {
        if (overlaps(&node->what, start, end)) {
            return false;
        }
    }
    return true;
}

bool layouts_add_stack(uint32_t number, uint64_t start, uint64_t end)
{
    struct space *space = find_space(number);
    const struct stack stack = { start, end };

    if (space == NULL || !was_never_else(space, start, end)) {
        return false;
    }
    if (space->stacks == NULL) {
        space->stacks = g_array_new(FALSE, FALSE, sizeof(struct stack));
    }
    if (space->stacks->len == STACKS_OF_SPACE_MAX) {
        return false;
    }
    g_array_append_val(space->stacks, stack);
    return true;
}
