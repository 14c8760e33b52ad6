/*
 * Sampling: which events are traced.
 *
 * Event i, counted from 0, is traced when bits [block_log2, block_log2 + ratio_log2)
 * of i are all zero: a block of 2^block_log2 events traced, 2^ratio_log2 - 1 blocks not.
 *
 * Copyright (C) the memtracer authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MEMTRACER_SAMPLE_H
#define MEMTRACER_SAMPLE_H

#include <stdbool.h>
#include <stdint.h>

/** sample_is_valid() - whether the two logarithms fit a 64 bit counter */
static inline bool sample_is_valid(uint32_t block_log2, uint32_t ratio_log2)
{
    return block_log2 <= 64 && ratio_log2 <= 64 && block_log2 + ratio_log2 <= 64;
}

/**
 * sample_mask() - the bits that are zero in the number of a traced event
 *
 * 0 means that every event is traced. The two must be valid.
 */
static inline uint64_t sample_mask(uint32_t block_log2, uint32_t ratio_log2)
{
    if (ratio_log2 == 0) {
        return 0; /* block_log2 may be 64, by which one must not shift */
    }
    return (UINT64_MAX >> (64 - ratio_log2)) << block_log2;
}

/** sample_is_traced() - whether event number @event is traced */
static inline bool sample_is_traced(uint64_t event, uint64_t mask)
{
    return (event & mask) == 0;
}

#endif
