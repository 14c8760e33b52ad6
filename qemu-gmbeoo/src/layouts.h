/*
 * What lies in the memory of programs, now and before, as far as names of it need to know.
 *
 * Names are by program and address. Where a program comes to have other code at an address than it,
 * or another process that executes it, had before, it goes on in another layout: one of a few, in
 * each of which an address of code means one thing. What can't be told apart is in the mapping table
 * twice, and so has no name.
 *
 * All but the declarations is guarded by the lock of tasks.c.
 *
 * Copyright (C) the memtracer authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MEMTRACER_LAYOUTS_H
#define MEMTRACER_LAYOUTS_H

#include "layout-piece.h"

#include <stdbool.h>
#include <stdint.h>

/** A program has no more; what would be in another one stays where it is. */
#define LAYOUTS_OF_PROGRAM_MAX 8

/** How a piece is added. */
#define LAYOUTS_COMES 1      /* it comes just now, and isn't just found to be there */
#define LAYOUTS_MAY_CHANGE 2 /* the memory may be in another layout from here on */

/** What has come of it. */
#define LAYOUTS_CHANGED 1    /* the memory is in another layout now */
#define LAYOUTS_OVER_STACK 2 /* it lies where a thread had its stack */

/** layouts_forget() - know of no memory and no program */
void layouts_forget(void);

/** layouts_of() - the layout an address space is in: 0 for the first, then 2, 3 and so on */
uint32_t layouts_of(uint32_t space);

/** layouts_fork() - an address space begins as a copy of another one */
void layouts_fork(uint32_t from, uint32_t to);

/**
 * layouts_add() - something comes into an address space
 * @space: which; not 0
 * @program: what is executed there, or ""
 * @piece: what comes; copied
 * @how: LAYOUTS_COMES and LAYOUTS_MAY_CHANGE, as far as they are so
 *
 * Return: LAYOUTS_CHANGED and LAYOUTS_OVER_STACK, as far as they are so.
 */
unsigned layouts_add(uint32_t space, const char *program, const struct layout_piece *piece,
                     unsigned how);

/**
 * layouts_each() - visit all that lies in an address space now
 * @space: which
 * @visit: called for each part, none of which overlap; what is gone may be among them
 * @data: passed on
 */
void layouts_each(uint32_t space, layout_piece_visit visit, void *data);

/**
 * layouts_add_stack() - a thread has its stack there
 *
 * Return: whether nothing but a stack has ever been there, as far as that is known.
 */
bool layouts_add_stack(uint32_t space, uint64_t start, uint64_t end);

#endif
