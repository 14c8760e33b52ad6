/*
 * Instructions that QEMU carries out in a way that the trace must not show.
 *
 * Copyright (C) the memtracer authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "insn.h"

#include <string.h>

#define PREFIX_LOCK 0xf0
#define PREFIX_GS 0x65
#define REX_W 0x48

#define OPCODE_MOV_STORE 0x89

/* The fields of ModRM that say where, and two of their values; and a SIB byte with no register. */
#define MODRM_ADDRESS 0xc7
#define MODRM_SIB 0x04
#define MODRM_FROM_RIP 0x05
#define SIB_NOTHING 0x25

/* The middle field of ModRM, which goes on where the opcode ends. */
#define NO_EXTENSION 8

static bool is_prefix(uint8_t byte)
{
    switch (byte) {
    case 0x26: case 0x2e: case 0x36: case 0x3e: case 0x64: case 0x65: /* segments */
    case 0x66: case 0x67:                                             /* sizes */
    case 0xf2: case 0xf3: case PREFIX_LOCK:
        return true;
    default:
        return (byte & 0xf0) == 0x40; /* REX */
    }
}

static bool reads_system_tables(uint8_t opcode, unsigned extension)
{
    switch (opcode) {
    case 0x07: case 0x17: case 0x1f:            /* pop es, ss, ds */
    case 0x8e:                                  /* mov to a segment register */
    case 0x9a: case 0xea:                       /* call and jmp far */
    case 0xca: case 0xcb: case 0xcf:            /* ret far, iret */
    case 0x6c: case 0x6d: case 0x6e: case 0x6f: /* ins, outs */
    case 0xe4: case 0xe5: case 0xe6: case 0xe7: /* in, out */
    case 0xec: case 0xed: case 0xee: case 0xef:
        return true;
    case 0xff: /* call and jmp far, indirect */
        return extension == 3 || extension == 5;
    default:
        return false;
    }
}

static bool reads_system_tables_0f(uint8_t opcode, unsigned extension)
{
    switch (opcode) {
    case 0x02: case 0x03:            /* lar, lsl */
    case 0xa1: case 0xa9:            /* pop fs, gs */
    case 0xb2: case 0xb4: case 0xb5: /* lss, lfs, lgs */
        return true;
    case 0x00: /* verr, verw */
        return extension == 4 || extension == 5;
    default:
        return false;
    }
}

enum insn_kind insn_kind_of(const uint8_t *bytes, size_t length)
{
    const uint8_t *end = bytes + length;
    bool lock = false;
    bool two_bytes;
    uint8_t opcode;
    unsigned extension;

    for (; bytes < end && is_prefix(*bytes); bytes++) {
        lock |= *bytes == PREFIX_LOCK;
    }
    two_bytes = end - bytes >= 2 && *bytes == 0x0f;
    bytes += two_bytes;
    if (bytes == end) {
        return INSN_ORDINARY;
    }
    opcode = *bytes;
    extension = end - bytes >= 2 ? bytes[1] >> 3 & 7 : NO_EXTENSION;
    if (two_bytes ? reads_system_tables_0f(opcode, extension)
                  : reads_system_tables(opcode, extension)) {
        return INSN_READS_SYSTEM_TABLES;
    }
    return lock && !two_bytes && (opcode & 0xfe) == 0xf6 && extension == 3 ? INSN_LOCKED_NEG
                                                                          : INSN_ORDINARY;
}

uint32_t insn_likeness(const uint8_t *bytes, size_t length)
{
    const uint8_t *end = bytes + length;
    uint32_t opcode = 0;

    while (bytes < end && is_prefix(*bytes)) {
        bytes++;
    }
    if (bytes < end) {
        opcode = *bytes;
    }
    if (opcode == 0x0f && end - bytes >= 2) {
        opcode = 0x0f00 | bytes[1];
    }
    return 1u << 24 | (uint32_t)length << 16 | opcode;
}

/* Of those that begin with 0f 01: invlpg; with a register, of SVM's vmrun and its like. */
static bool changes_translations_0f01(uint8_t modrm)
{
    const bool is_of_memory = modrm < 0xc0;

    return is_of_memory ? (modrm >> 3 & 7) == 7 : (modrm >> 3 & 7) == 3;
}

bool insn_changes_translations(const uint8_t *bytes, size_t length)
{
    const uint8_t *end = bytes + length;

    while (bytes < end && is_prefix(*bytes)) {
        bytes++;
    }
    if (end - bytes < 2 || bytes[0] != 0x0f) {
        return false;
    }
    switch (bytes[1]) {
    case 0x22: /* mov to cr */
    case 0xaa: /* rsm */
        return true;
    case 0x01:
        return end - bytes >= 3 && changes_translations_0f01(bytes[2]);
    case 0x38: /* invpcid */
        return end - bytes >= 3 && bytes[2] == 0x82;
    default:
        return false;
    }
}

bool insn_stores_to_gs(const uint8_t *bytes, size_t length, uint64_t vaddr, uint64_t *target)
{
    const bool is_store = length >= 8 && bytes[0] == PREFIX_GS && (bytes[1] & 0xf8) == REX_W
                          && bytes[2] == OPCODE_MOV_STORE;
    int32_t displacement;

    if (!is_store) {
        return false;
    }
    memcpy(&displacement, bytes + length - sizeof(displacement), sizeof(displacement));
    if (length == 8 && (bytes[3] & MODRM_ADDRESS) == MODRM_FROM_RIP) {
        *target = vaddr + length + (uint64_t)(int64_t)displacement;
        return true;
    }
    *target = (uint64_t)(int64_t)displacement;
    return length == 9 && (bytes[3] & MODRM_ADDRESS) == MODRM_SIB && bytes[4] == SIB_NOTHING;
}

/* Compilers and assemblers pad with such instructions, but then these bytes are 0. */
enum insn_marker insn_marker_of(const uint8_t *bytes, size_t length)
{
    static const uint8_t beginning[] = { 0x0f, 0x1f, 0x84, 0x37, 'M', 'T', 'P' };

    if (length != sizeof(beginning) + 1 || memcmp(bytes, beginning, sizeof(beginning)) != 0
        || bytes[sizeof(beginning)] > INSN_MARKER_END_RUN) {
        return INSN_MARKER_NONE;
    }
    return (enum insn_marker)bytes[sizeof(beginning)];
}
