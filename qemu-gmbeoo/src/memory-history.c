/*
 * What came into the memory of programs, the newest first.
 *
 * All is bounded, since the guest says it.
 *
 * Copyright (C) the memtracer authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "memory-history.h"

#include <string.h>

#define NODES_MAX (1 << 20)
#define NODES_OF_HISTORY_MAX 1024
#define STACKS_OF_HISTORY_MAX 1024
#define TEXT_BYTES_MAX (4 << 20)

struct memory_node {
    struct layout_piece what;
    struct memory_node *before;
    bool came_again;
};

struct stack {
    uint64_t start;
    uint64_t end;
};

static GPtrArray *nodes; /* all of them */
static GHashTable *texts;
static size_t text_bytes;

void memory_history_forget(void)
{
    g_clear_pointer(&nodes, g_ptr_array_unref);
    g_clear_pointer(&texts, g_hash_table_unref);
    nodes = g_ptr_array_new_with_free_func(g_free);
    texts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    text_bytes = 0;
}

void memory_history_free(struct memory_history *history)
{
    g_clear_pointer(&history->stacks, g_array_unref);
}

void memory_history_fork(struct memory_history *from, struct memory_history *to)
{
    from->is_shared = true;
    *to = *from;
    to->stacks = from->stacks == NULL ? NULL : g_array_copy(from->stacks);
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

static struct memory_node *find_newest(const struct memory_history *history, uint64_t start,
                                       uint64_t end)
{
    struct memory_node *node = history->newest;

    while (node != NULL && !layout_piece_overlaps(&node->what, start, end)) {
        node = node->before;
    }
    return node;
}

/* Once for what comes again, as what came last to where it is. */
static void remember(struct memory_history *history, const struct layout_piece *piece, bool comes)
{
    struct memory_node *known = find_newest(history, piece->start, piece->end);
    struct memory_node *node = history->newest;

    if (known != NULL && layout_piece_holds(&known->what, piece)) {
        known->came_again |= comes;
    } else if (node != NULL && !history->is_shared && layout_piece_holds(piece, &node->what)) {
        node->what = *piece; /* it has grown */
        node->came_again = true;
    } else if (history->nodes == NODES_OF_HISTORY_MAX || nodes->len == NODES_MAX) {
        history->is_lost = true;
    } else {
        node = g_new(struct memory_node, 1);
        *node = (struct memory_node){ .what = *piece, .before = history->newest };
        g_ptr_array_add(nodes, node);
        history->newest = node;
        history->is_shared = false;
        history->nodes++;
    }
}

/* What of a piece is between two addresses, without what came there later. */
static void visit_parts(const struct memory_node *newer, const struct memory_node *node,
                        uint64_t start, uint64_t end, layout_piece_visit visit, void *data)
{
    struct layout_piece part = node->what;

    for (; newer != node; newer = newer->before) {
        if (layout_piece_overlaps(&newer->what, start, end)) {
            if (start < newer->what.start) {
                visit_parts(newer->before, node, start, newer->what.start, visit, data);
            }
            if (newer->what.end < end) {
                visit_parts(newer->before, node, newer->what.end, end, visit, data);
            }
            return;
        }
    }
    part.file_offset += layout_piece_is_of_file(&part) ? start - part.start : 0;
    part.start = start;
    part.end = end;
    visit(&part, data);
}

void memory_history_each(const struct memory_history *history, layout_piece_visit visit, void *data)
{
    for (const struct memory_node *node = history->newest; node != NULL; node = node->before) {
        visit_parts(history->newest, node, node->what.start, node->what.end, visit, data);
    }
}

bool memory_history_add(struct memory_history *history, struct layout_piece *piece, bool comes)
{
    piece->path = intern(piece->path);
    if (piece->path == NULL) {
        history->is_lost = true;
        return false;
    }
    remember(history, piece, comes);
    return true;
}

bool memory_history_has_stack(const struct memory_history *history,
                              const struct layout_piece *piece)
{
    for (guint i = 0; history->stacks != NULL && i < history->stacks->len; i++) {
        const struct stack *stack = &g_array_index(history->stacks, struct stack, i);

        if (layout_piece_overlaps(piece, stack->start, stack->end)) {
            return true;
        }
    }
    return false;
}

/* Below it there may be pages that can't be accessed; then memory begins with it. */
static bool was_never_else(const struct memory_history *history, uint64_t start, uint64_t end)
{
    const struct memory_node *last = find_newest(history, start, end);

    if (history->is_lost || last == NULL || last->came_again || last->what.start < start
        || last->what.end < end || layout_piece_kind(&last->what) != MAPPING_ANONYMOUS) {
        return false;
    }
    for (const struct memory_node *node = last->before; node != NULL; node = node->before) {
        if (layout_piece_overlaps(&node->what, start, end)) {
            return false;
        }
    }
    return true;
}

bool memory_history_add_stack(struct memory_history *history, uint64_t start, uint64_t end)
{
    const struct stack stack = { start, end };

    if (!was_never_else(history, start, end)) {
        return false;
    }
    if (history->stacks == NULL) {
        history->stacks = g_array_new(FALSE, FALSE, sizeof(struct stack));
    }
    if (history->stacks->len == STACKS_OF_HISTORY_MAX) {
        return false;
    }
    g_array_append_val(history->stacks, stack);
    return true;
}
