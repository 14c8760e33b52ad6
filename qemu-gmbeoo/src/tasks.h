/*
 * The guest's tasks, as far as vCPUs have come across them.
 *
 * A task is known by where the kernel keeps it and when it was born; each change of it is a row of
 * the task table. All is read from the guest's memory, which may hold anything: what is remembered
 * is bounded by the table, and nothing that was once handed out is freed.
 *
 * Any vCPU's thread may call, each for its own vCPU.
 *
 * Copyright (C) the memtracer authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MEMTRACER_TASKS_H
#define MEMTRACER_TASKS_H

#include "control.h"
#include "known-tasks.h"
#include "layouts.h"
#include "task-table.h"

/** struct tasks_change - what is to be told of a task: where its row is; 0 if nothing is */
struct tasks_change {
    uint32_t row;
    bool exec; /* it runs another program, and has not just another name */
};

/**
 * tasks_are_readable() - whether tasks can be told apart by what the host says of the kernel
 * @where: what it says
 */
bool tasks_are_readable(const struct control_tasks *where);

/** tasks_restart() - forget all; only while no vCPU runs */
void tasks_restart(const struct control_tasks *where);

/**
 * tasks_enter() - a vCPU runs a task from now on
 * @vcpu: which vCPU
 * @pointer: where the kernel keeps the task
 * @ended: set to the row of the task before, if that was its end, else to 0
 *
 * Return: the task's row; 0 if it can't be read.
 */
uint32_t tasks_enter(unsigned vcpu, uint64_t pointer, uint32_t *ended);

/** tasks_born() - a vCPU's task has made another one; returns its row, or 0 */
uint32_t tasks_born(unsigned vcpu, uint64_t pointer);

/** tasks_executes() - a vCPU's task is about to become a program; takes effect with its new name */
void tasks_executes(unsigned vcpu, const char *program);

/** tasks_named() - a task gets a name; it may be another one than the vCPU's */
struct tasks_change tasks_named(unsigned vcpu, uint64_t pointer, const char *name);

/** tasks_ending() - a vCPU's task will never come back once another is entered, or soon after */
void tasks_ending(unsigned vcpu);

/** tasks_memory() - where the kernel describes the memory of a vCPU's task; 0 if it isn't known */
uint64_t tasks_memory(unsigned vcpu);

/** Room for what a program is called in the mapping table: a path, and its layout. */
#define TASKS_IMAGE_BYTES (4096 + 32)

/**
 * tasks_map() - something comes into the memory of a vCPU's task, or is found there
 * @vcpu: which vCPU
 * @piece: what
 * @comes: whether it comes just now
 * @image: set to what is executed there, and where its layout isn't the first " (layout N)"; empty
 *   if that isn't known
 *
 * Return: as layouts_add(); if the layout has changed, the task has another row.
 */
unsigned tasks_map(unsigned vcpu, const struct layout_piece *piece, bool comes,
                   char image[TASKS_IMAGE_BYTES]);

/** tasks_each_piece() - visit all that lies in the memory of a vCPU's task, under a lock */
void tasks_each_piece(unsigned vcpu, layout_piece_visit visit, void *data);

/** tasks_gives_stack() - that of the thread which a vCPU's task makes next; an end of 0: none */
void tasks_gives_stack(unsigned vcpu, struct known_stack stack);

/**
 * tasks_stack() - the stack of a thread that isn't the first
 * @pointer: where the kernel keeps it
 * @image: set as tasks_map() does
 * @row: set to its row
 *
 * Return: where it is; its end is 0 if that isn't known, or something else was there before.
 */
struct known_stack tasks_stack(uint64_t pointer, char image[TASKS_IMAGE_BYTES],
                               struct task_row *row);

/** tasks_of_row() - the number of the task that a row is of, never used for another */
uint32_t tasks_of_row(uint32_t row);

/** tasks_current() - the row of what a vCPU runs */
uint32_t tasks_current(unsigned vcpu);

#endif
