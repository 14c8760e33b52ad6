/*
 * In which phases the guest's threads are, as far as they have said.
 *
 * Copyright (C) the memtracer authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "phases.h"

#include "control.h"
#include "guest-memory.h"

#include <string.h>

/* What one thread, or the run, has begun and not ended. Row 0 is one for which there was no row. */
struct stack {
    unsigned depth;
    unsigned beyond; /* that were begun when it was full */
    uint32_t rows[PHASES_NESTED_MAX];
};

static GMutex lock;
static struct phase_table *table;
static GHashTable *of_threads; /* those that are in any, by number */
static struct stack of_run;

/* Read without the lock. */
static uint32_t threads; /* that are in any */
static uint32_t run_row;
static uint32_t generation;

/* Each its vCPU's. */
static uint32_t running[CONTROL_VCPU_SLOTS];

void phases_use_table(struct phase_table *new_table)
{
    g_clear_pointer(&of_threads, g_hash_table_unref);
    table = new_table;
    if (table != NULL) {
        of_threads = g_hash_table_new_full(g_direct_hash, g_direct_equal, NULL, g_free);
    }
}

bool phases_are_told(void)
{
    return table != NULL && guest_memory_is_readable();
}

void phases_restart(void)
{
    g_mutex_lock(&lock);
    g_hash_table_remove_all(of_threads);
    memset(&of_run, 0, sizeof(of_run));
    memset(running, 0, sizeof(running));
    threads = 0;
    run_row = 0;
    generation++;
    g_mutex_unlock(&lock);
}

void phases_enter(unsigned vcpu, uint32_t thread)
{
    running[vcpu] = thread;
}

/* Of those that have a row. */
static uint32_t innermost(const struct stack *stack)
{
    unsigned depth = stack == NULL ? 0 : stack->depth;

    while (depth > 0 && stack->rows[depth - 1] == 0) {
        depth--;
    }
    return depth == 0 ? 0 : stack->rows[depth - 1];
}

static struct stack *find(uint32_t thread)
{
    return thread == 0 ? &of_run
                       : g_hash_table_lookup(of_threads, GUINT_TO_POINTER(thread));
}

static struct stack *find_or_add(uint32_t thread)
{
    struct stack *stack = find(thread);

    if (stack == NULL) {
        stack = g_new0(struct stack, 1);
        g_hash_table_insert(of_threads, GUINT_TO_POINTER(thread), stack);
    }
    return stack;
}

/* Says to those who don't take the lock what has changed. */
static void publish(uint32_t thread, const struct stack *stack)
{
    if (thread == 0) {
        __atomic_store_n(&run_row, innermost(stack), __ATOMIC_RELAXED);
        __atomic_store_n(&generation, generation + 1, __ATOMIC_SEQ_CST);
        return;
    }
    if (stack->depth == 0) {
        g_hash_table_remove(of_threads, GUINT_TO_POINTER(thread));
    }
    __atomic_store_n(&threads, g_hash_table_size(of_threads), __ATOMIC_RELAXED);
}

static void push(struct stack *stack, uint32_t row)
{
    if (row == 0) {
        phase_table_count(&table->refused);
    } else {
        phase_table_count(&table->rows[row].begun);
    }
    if (stack->depth == PHASES_NESTED_MAX) {
        stack->beyond++;
    } else {
        stack->rows[stack->depth++] = row;
    }
}

uint32_t phases_begin(unsigned vcpu, bool run, const char *name)
{
    const uint32_t thread = run ? 0 : running[vcpu];
    struct stack *stack;
    uint32_t parent;
    uint32_t row;

    g_mutex_lock(&lock);
    stack = find_or_add(thread);
    parent = stack->depth == 0 ? innermost(&of_run) : innermost(stack);
    row = stack->depth == PHASES_NESTED_MAX
              ? 0
              : phase_table_find(table, parent, thread == 0 ? PHASE_IS_OF_RUN : 0, name);
    push(stack, row);
    publish(thread, stack);
    g_mutex_unlock(&lock);
    return row;
}

static void pop(struct stack *stack, struct phases_ended *ended)
{
    const uint32_t row = stack->rows[--stack->depth];

    if (row != 0) {
        phase_table_count(&table->rows[row].ended);
        ended->rows[ended->count++] = row;
    }
}

static bool is_called(uint32_t row, const char *name)
{
    const char *called = table->rows[row].name;
    const size_t length = strlen(called);

    /* What is longer was cut off. */
    return row != 0 && strncmp(called, name, length) == 0
           && (name[length] == '\0' || length == PHASE_NAME_BYTES - 1);
}

/* How deep the innermost one of that name is, counted from 1; 0 if there is none. */
static unsigned depth_of(const struct stack *stack, const char *name)
{
    unsigned depth = stack == NULL ? 0 : stack->depth;

    if (depth > 0 && stack->rows[depth - 1] == 0) {
        return depth; /* most likely: of one without a row the name isn't known */
    }
    while (name != NULL && depth > 0 && !is_called(stack->rows[depth - 1], name)) {
        depth--;
    }
    return depth;
}

void phases_end(unsigned vcpu, bool run, const char *name, struct phases_ended *ended)
{
    const uint32_t thread = run ? 0 : running[vcpu];
    struct stack *stack;
    unsigned depth;

    ended->count = 0;
    g_mutex_lock(&lock);
    stack = find(thread);
    depth = depth_of(stack, name);
    if (stack != NULL && stack->beyond > 0) {
        stack->beyond--; /* most likely: whoever goes that deep comes back step by step */
    } else if (depth == 0) {
        phase_table_count(&table->unmatched);
    } else {
        while (stack->depth >= depth) {
            pop(stack, ended);
        }
        publish(thread, stack);
    }
    g_mutex_unlock(&lock);
}

void phases_leave(uint32_t thread, struct phases_ended *ended)
{
    struct stack *stack;

    ended->count = 0;
    if (thread == 0 || __atomic_load_n(&threads, __ATOMIC_RELAXED) == 0) {
        return;
    }
    g_mutex_lock(&lock);
    stack = find(thread);
    if (stack != NULL) {
        while (stack->depth > 0) {
            pop(stack, ended);
        }
        publish(thread, stack);
    }
    g_mutex_unlock(&lock);
}

static uint32_t of_thread(uint32_t thread)
{
    uint32_t row;

    if (thread == 0 || __atomic_load_n(&threads, __ATOMIC_RELAXED) == 0) {
        return 0;
    }
    g_mutex_lock(&lock);
    row = innermost(find(thread));
    g_mutex_unlock(&lock);
    return row;
}

uint32_t phases_current(unsigned vcpu)
{
    const uint32_t row = of_thread(running[vcpu]);

    return row != 0 ? row : __atomic_load_n(&run_row, __ATOMIC_RELAXED);
}

bool phases_are_open(void)
{
    return __atomic_load_n(&threads, __ATOMIC_RELAXED) > 0
           || __atomic_load_n(&run_row, __ATOMIC_RELAXED) != 0;
}

uint32_t phases_generation(void)
{
    return __atomic_load_n(&generation, __ATOMIC_SEQ_CST);
}
