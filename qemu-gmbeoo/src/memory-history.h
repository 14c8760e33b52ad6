/*
 * What came into the memory of a program, and what lies there now.
 *
 * A copy of it shares what both have. All is guarded by whoever has the histories.
 *
 * Copyright (C) the memtracer authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MEMTRACER_MEMORY_HISTORY_H
#define MEMTRACER_MEMORY_HISTORY_H

#include "layout-piece.h"

#include <glib.h>

struct memory_node;

/** struct memory_history - of one address space; zeroed, it has none */
struct memory_history {
    struct memory_node *newest;
    GArray *stacks; /* NULL: none */
    unsigned nodes;
    bool is_shared; /* its newest node is another history's, too */
    bool is_lost;   /* there was no room for all of it */
};

/** memory_history_forget() - know nothing of any memory; there is no history then */
void memory_history_forget(void);

/** memory_history_free() - what it has for itself */
void memory_history_free(struct memory_history *history);

/** memory_history_fork() - an address space begins as a copy of another one */
void memory_history_fork(struct memory_history *from, struct memory_history *to);

/**
 * memory_history_add() - something comes, or is found to be there
 * @history: of where it comes
 * @piece: what; its path becomes one that is at the same address whenever it is the same text
 * @comes: it comes just now
 *
 * Return: false if there was no room for its path.
 */
bool memory_history_add(struct memory_history *history, struct layout_piece *piece, bool comes);

/**
 * memory_history_each() - visit all that lies there now
 * @history: of where
 * @visit: called for each part, none of which overlap; what is gone may be among them
 * @data: passed on
 */
void memory_history_each(const struct memory_history *history, layout_piece_visit visit,
                         void *data);

/** memory_history_has_stack() - whether a thread had its stack where a piece is */
bool memory_history_has_stack(const struct memory_history *history,
                              const struct layout_piece *piece);

/**
 * memory_history_add_stack() - a thread has its stack there
 *
 * Return: whether nothing but a stack has ever been there, as far as that is known.
 */
bool memory_history_add_stack(struct memory_history *history, uint64_t start, uint64_t end);

#endif
