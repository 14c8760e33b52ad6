/*
 * The site record, see docs/wire-formats.md: 8 bytes that say what a trace record says in 16.
 *
 * Copyright (C) the memtracer authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MEMTRACER_SITE_RECORD_H
#define MEMTRACER_SITE_RECORD_H

#include <stdbool.h>
#include <stdint.h>

/** Bits of the site's number, at the low end; above it are 48 bits of the address. */
#define SITE_RECORD_SITE_BITS 16

/** This number is no site's: a whole trace record follows. */
#define SITE_RECORD_ESCAPE UINT32_C(65535)

/** With the escape's number: accesses are missing here, and no record follows. */
#define SITE_RECORD_GAP (UINT64_C(1) << 63)

/** With a gap: there was no room for them. Otherwise sampling left them out. */
#define SITE_RECORD_GAP_DROPPED (UINT64_C(1) << 62)

/** How many are missing, above the site's number; more are said to be as many as fit. */
#define SITE_RECORD_GAP_MOST ((UINT64_C(1) << 46) - 1)

/** What an escaped record takes: the escape, and the trace record. */
#define SITE_RECORD_ESCAPED_WORDS 3

/** site_record_holds() - whether 48 sign-extended bits hold the address */
static inline bool site_record_holds(uint64_t vaddr)
{
    return (uint64_t)((int64_t)(vaddr << SITE_RECORD_SITE_BITS) >> SITE_RECORD_SITE_BITS) == vaddr;
}

/** site_record() - an access by a site to an address that 48 bits hold */
static inline uint64_t site_record(uint32_t site, uint64_t vaddr)
{
    return vaddr << SITE_RECORD_SITE_BITS | site;
}

/** What a number of the task table's is for, above the site's number; with the escape's number. */
enum site_record_task {
    SITE_RECORD_TASK_RUNS = 1, /* it makes the accesses from here on */
    SITE_RECORD_TASK_BORN,  /* it is new; this, and all that follows, goes on as before */
    SITE_RECORD_TASK_EXEC,  /* it is another program */
    SITE_RECORD_TASK_NAMED, /* it has another name */
    SITE_RECORD_TASK_ENDED, /* it is over */
};

/** The same of the phase table's. */
enum site_record_phase {
    SITE_RECORD_PHASE_IS = 6, /* the accesses from here on are in it */
    SITE_RECORD_PHASE_BEGUN,  /* it begins; this, and what follows, goes on as before */
    SITE_RECORD_PHASE_ENDED,  /* it ends */
};

/** As these, but what is said follows: where a virtual page is. */
#define SITE_RECORD_PAGE 9

/** What that takes: this, where the virtual page begins, and where the physical one does. */
#define SITE_RECORD_PAGE_WORDS 3

#define SITE_RECORD_PAGE_SHIFT 12
#define SITE_RECORD_PAGE_OFFSET ((UINT64_C(1) << SITE_RECORD_PAGE_SHIFT) - 1)

/** With where the physical page begins: there is no memory, but a device. */
#define SITE_RECORD_PAGE_OF_DEVICE UINT64_C(1)

/** In its place: QEMU didn't say. */
#define SITE_RECORD_PAGE_UNKNOWN UINT64_C(2)

/** So many pages are remembered; each has one place where it can be. */
#define SITE_RECORD_PAGE_PLACES 4096

/** site_record_page_place() - that of an address's page, whose other page is forgotten */
static inline unsigned site_record_page_place(uint64_t vaddr)
{
    const uint64_t page = vaddr >> SITE_RECORD_PAGE_SHIFT;

    return (page ^ page >> SITE_RECORD_PAGE_SHIFT) & (SITE_RECORD_PAGE_PLACES - 1);
}

#define SITE_RECORD_ROW_BITS 32

/** site_record_about() - a row of a table's, and what is said of it; no record follows */
static inline uint64_t site_record_about(uint32_t row, unsigned what)
{
    return (uint64_t)what << (SITE_RECORD_SITE_BITS + SITE_RECORD_ROW_BITS)
           | (uint64_t)row << SITE_RECORD_SITE_BITS | SITE_RECORD_ESCAPE;
}

/** site_record_task() - what a row of the task table, not 0, is for; no record follows */
static inline uint64_t site_record_task(uint32_t row, enum site_record_task what)
{
    return site_record_about(row, what);
}

/** site_record_phase() - what a row of the phase table is for; 0 with SITE_RECORD_PHASE_IS only */
static inline uint64_t site_record_phase(uint32_t row, enum site_record_phase what)
{
    return site_record_about(row, what);
}

/** site_record_gap() - accesses that are missing, at least one */
static inline uint64_t site_record_gap(uint64_t accesses, bool dropped)
{
    const uint64_t told = accesses < SITE_RECORD_GAP_MOST ? accesses : SITE_RECORD_GAP_MOST;

    return SITE_RECORD_GAP | (dropped ? SITE_RECORD_GAP_DROPPED : 0)
           | told << SITE_RECORD_SITE_BITS | SITE_RECORD_ESCAPE;
}

#endif
