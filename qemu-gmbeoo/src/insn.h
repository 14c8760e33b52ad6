/*
 * Instructions that QEMU carries out in a way that the trace must not show.
 *
 * Copyright (C) the memtracer authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MEMTRACER_INSN_H
#define MEMTRACER_INSN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** The longest instruction of x86. */
#define INSN_BYTES_MAX 15

/** enum insn_kind - what is special about an instruction's accesses */
enum insn_kind {
    /** INSN_ORDINARY: nothing, or nothing that is known here */
    INSN_ORDINARY,

    /**
     * INSN_READS_SYSTEM_TABLES: the CPU may read, and mark, descriptors or the I/O permission map
     * for it, by its own right and whatever the privilege of the code
     */
    INSN_READS_SYSTEM_TABLES,

    /** INSN_LOCKED_NEG: QEMU loads before it loads and stores in one */
    INSN_LOCKED_NEG,
};

/**
 * insn_kind_of() - tell them apart, by prefixes, opcode and ModRM
 * @bytes: the instruction; in code of 16 or 32 bits 40 to 4f and 62, c4 and c5 mean something else
 *         than is assumed here, but nothing special
 * @length: how many bytes it has
 */
enum insn_kind insn_kind_of(const uint8_t *bytes, size_t length);

/**
 * insn_likeness() - what stays of an instruction when what it refers to changes
 * @bytes: the instruction
 * @length: how many bytes it has
 *
 * Return: its length and opcode, never 0 nor all ones.
 */
uint32_t insn_likeness(const uint8_t *bytes, size_t length);

/** insn_opcode() - of a likeness, the opcode; with 0x0f before it, if it begins so */
static inline uint32_t insn_opcode(uint32_t likeness)
{
    return likeness & 0xffff;
}

/** enum insn_marker - what an instruction that does nothing says, see memtracer.h */
enum insn_marker {
    INSN_MARKER_NONE,
    INSN_MARKER_BEGIN,     /* a phase of the thread begins */
    INSN_MARKER_END,       /* ends */
    INSN_MARKER_BEGIN_RUN, /* a phase of the whole run begins */
    INSN_MARKER_END_RUN,   /* ends */
};

/**
 * insn_marker_of() - tell them apart: `nopl 0xNN50544d(%rdi,%rsi,1)`
 * @bytes: the instruction
 * @length: how many bytes it has
 */
enum insn_marker insn_marker_of(const uint8_t *bytes, size_t length);

/**
 * insn_changes_translations() - whether after an instruction other pages may be in force: mov to a
 *                               control register, invlpg, invpcid, rsm, those of virtual machines
 * @bytes: the instruction
 * @length: how many bytes it has
 */
bool insn_changes_translations(const uint8_t *bytes, size_t length);

/**
 * insn_stores_to_gs() - whether an instruction of 64-bit code stores a register of 64 bits to an
 *                       address that it has itself, relative to GS
 * @bytes: the instruction
 * @length: how many bytes it has
 * @vaddr: where it is
 * @target: set to the address, without GS
 */
bool insn_stores_to_gs(const uint8_t *bytes, size_t length, uint64_t vaddr, uint64_t *target);

#endif
