/*
 * The trace record, see docs/wire-formats.md.
 *
 * Copyright (C) the memtracer authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MEMTRACER_RECORD_H
#define MEMTRACER_RECORD_H

#include <stdbool.h>
#include <stdint.h>

#define RECORD_SIZE_SHIFT_MASK UINT64_C(7)
#define RECORD_SIGN_EXTENDED (UINT64_C(1) << 3)
#define RECORD_BIG_ENDIAN (UINT64_C(1) << 4)
#define RECORD_STORE (UINT64_C(1) << 5)
#define RECORD_CPL_SHIFT 6
#define RECORD_VCPU_SHIFT 8
#define RECORD_PC_SHIFT 16
#define RECORD_PC_MASK ((UINT64_C(1) << 47) - 1)
#define RECORD_VALID (UINT64_C(1) << 63)

/** With a gap, which is no valid record: there was no room. Otherwise sampling left them out. */
#define RECORD_GAP_DROPPED UINT64_C(1)

#if __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "Records are little endian and stored as they are: a host of the other kind needs swaps."
#endif

/** struct trace_record - one memory access, as analyzers read it */
struct trace_record {
    uint64_t word0;
    uint64_t vaddr;
};

_Static_assert(sizeof(struct trace_record) == 16, "a record has 16 bytes");
_Static_assert(RECORD_PC_SHIFT + 47 == 63, "the PC ends below the valid bit");

/**
 * record_site_bits() - the part of word 0 that is known when code is translated
 * @pc: address of the accessing instruction
 * @cpl: privilege level it runs at
 * @store: whether it is its stores that are meant, or its loads
 */
static inline uint64_t record_site_bits(uint64_t pc, unsigned cpl, bool store)
{
    return RECORD_VALID | (pc & RECORD_PC_MASK) << RECORD_PC_SHIFT
           | (uint64_t)(cpl & 3) << RECORD_CPL_SHIFT | (store ? RECORD_STORE : 0);
}

/** record_access_bits() - the part of word 0 that QEMU tells with the access */
static inline uint64_t record_access_bits(unsigned size_shift, bool sign_extended, bool big_endian)
{
    return (size_shift & RECORD_SIZE_SHIFT_MASK) | (sign_extended ? RECORD_SIGN_EXTENDED : 0)
           | (big_endian ? RECORD_BIG_ENDIAN : 0);
}

/** record_vcpu_bits() - the part of word 0 that names the vCPU */
static inline uint64_t record_vcpu_bits(unsigned vcpu)
{
    return (uint64_t)(vcpu & 0xff) << RECORD_VCPU_SHIFT;
}

/**
 * record_gap() - what is in a record's place where accesses are missing
 * @accesses: how many, at least 1
 * @dropped: whether there was no room for them
 * @vcpu_bits: whose they are, as record_vcpu_bits() has it
 */
static inline struct trace_record record_gap(uint64_t accesses, bool dropped, uint64_t vcpu_bits)
{
    return (struct trace_record){ .word0 = (dropped ? RECORD_GAP_DROPPED : 0) | vcpu_bits,
                                  .vaddr = accesses };
}

/** record_is_gap() - whether it says that accesses are missing */
static inline bool record_is_gap(const struct trace_record *record)
{
    return (record->word0 & RECORD_VALID) == 0;
}

#endif
