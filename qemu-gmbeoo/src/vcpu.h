/*
 * A vCPU's staging buffer and counters.
 *
 * Copyright (C) the memtracer authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MEMTRACER_VCPU_H
#define MEMTRACER_VCPU_H

#include "control.h"
#include "sink.h"
#include "site-record.h"

/** While sampling skips, `seen` is published every so many events: a power of two. */
#define VCPU_SEEN_INTERVAL 65536

struct page_cache;

/** enum vcpu_format - what is staged */
enum vcpu_format {
    VCPU_TRACE_RECORDS,          /* of 16 bytes */
    VCPU_TRACE_RECORDS_AND_GAPS, /* the same, and between them what is missing */
    VCPU_SITE_RECORDS,           /* of 8 bytes; what is missing is always told */
};

/**
 * struct vcpu - what one vCPU's thread writes, apart from all others' cache lines
 *
 * The first line is what the memory callbacks use.
 */
struct vcpu {
    uint64_t *pos;        /* where the next record goes */
    uint64_t *limit;      /* from here on the longest record may not fit any more */
    uint64_t record_bits; /* the vCPU's number as word 0 has it */
    uint64_t sample_mask;
    uint64_t seen;
    uint64_t *start; /* of the batch: room behind the sink, or `buffer` where there is none */
    struct control_slot *slot;
    struct control_page *control;

    uint64_t escapes; /* among what is staged */
    uint64_t traced;
    uint64_t written;
    uint64_t dropped;
    uint64_t *buffer;
    struct sink *sink;
    enum control_on_full on_full;
    uint32_t index;
    uint32_t batch_bytes;
    enum vcpu_format format;

    uint64_t skipped; /* by sampling, since the last record */
    uint64_t block_ends; /* of blocks that sampling traces, since arming */
    uint64_t lost;    /* for want of room, since the last batch that found some */
    uint64_t asides;  /* words of 8 bytes, or records of 16, among what is staged: no accesses */
    uint64_t missing; /* how many accesses they say are missing */
    uint32_t events;  /* among them those that nobody says again */
    uint32_t task;    /* the row of what makes the accesses; 0 if that isn't known */
    uint32_t phase;   /* the row of the phase they are in; 0 outside of all */
    uint32_t phase_generation; /* of which that is */
    bool selects;     /* only some accesses are recorded, and all are counted */
    uint64_t outside; /* accesses since the last one in a phase, where only those are wanted */
    struct page_cache *pages; /* where physical pages are told, else NULL or not used */
} __attribute__((aligned(128)));

_Static_assert(offsetof(struct vcpu, escapes) == 64, "the callbacks use one cache line");
_Static_assert(sizeof(struct vcpu) % 128 == 0, "pairs of lines, as the CPU may prefetch them");

/**
 * vcpu_init() - set a vCPU up
 * @vcpu: zeroed, or used before
 * @index: its number
 * @control: the control page
 * @sink: where its batches go
 * @format: the kind of records that the sink takes
 * @batch_bytes: size of its buffer, a power of two
 */
void vcpu_init(struct vcpu *vcpu, unsigned index, struct control_page *control,
               struct sink *sink, enum vcpu_format format, size_t batch_bytes);

/** vcpu_free() - free the buffer; what is in it is lost */
void vcpu_free(struct vcpu *vcpu);

/** vcpu_arm() - start at 0; only while no vCPU runs */
void vcpu_arm(struct vcpu *vcpu, uint64_t sample_mask, enum control_on_full on_full);

/** vcpu_flush() - hand over what is staged, and publish the counters; on the vCPU's thread */
void vcpu_flush(struct vcpu *vcpu);

/** vcpu_stages_trace_records() - of 16 bytes, not site records */
static inline bool vcpu_stages_trace_records(const struct vcpu *vcpu)
{
    return vcpu->format != VCPU_SITE_RECORDS;
}

/** vcpu_has_records() - whether anything that is no aside is staged */
bool vcpu_has_records(const struct vcpu *vcpu);

/**
 * vcpu_make_room() - hand over what is staged if the longest record doesn't fit behind an aside
 * @vcpu: the vCPU, on its thread
 * @aside_words: how many of 8 bytes the aside has
 */
void vcpu_make_room(struct vcpu *vcpu, unsigned aside_words);

/** vcpu_publish_seen() - publish the one counter that runs while sampling skips */
void vcpu_publish_seen(struct vcpu *vcpu);

/**
 * vcpu_end_block() - a block that sampling traces is over: wait for room for the next one
 *
 * To the guest a wait is time that passes, and what its kernel does by the clock comes after it. If
 * waits came where they have to, in blocks that are traced, so would that, and a sample would have
 * far too much of it. So this waits before there is need to, in what is skipped; and
 * vcpu_begin_block() does so for one of 2^ratio_log2 blocks, as many as there are blocks that are
 * traced.
 */
void vcpu_end_block(struct vcpu *vcpu);

/** vcpu_begin_block() - sampling traces again: tell what was skipped */
void vcpu_begin_block(struct vcpu *vcpu);

/** vcpu_stage_site() - stage a site record, and flush when the next might not fit */
static inline __attribute__((always_inline)) void vcpu_stage_site(struct vcpu *vcpu,
                                                                  uint32_t site, uint64_t vaddr)
{
    uint64_t *pos = vcpu->pos;

    *pos++ = site_record(site, vaddr);
    vcpu->pos = pos;
    if (__builtin_expect(pos >= vcpu->limit, 0)) {
        vcpu_flush(vcpu);
    }
}

/** vcpu_stage_escape() - stage a trace record where site records are staged */
void vcpu_stage_escape(struct vcpu *vcpu, uint64_t word0, uint64_t vaddr);

/** vcpu_stage() - stage a trace record, and flush when the batch is complete */
static inline __attribute__((always_inline)) void vcpu_stage(struct vcpu *vcpu, uint64_t word0,
                                                             uint64_t vaddr)
{
    uint64_t *pos = vcpu->pos;

    pos[0] = word0 | vcpu->record_bits;
    pos[1] = vaddr;
    pos += 2;
    vcpu->pos = pos;
    if (__builtin_expect(pos == vcpu->limit, 0)) {
        vcpu_flush(vcpu);
    }
}

#endif
