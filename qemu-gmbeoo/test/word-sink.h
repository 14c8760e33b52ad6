/*
 * A sink for tests of what vCPUs stage where site records are: it keeps all words.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MEMTRACER_WORD_SINK_H
#define MEMTRACER_WORD_SINK_H

#include "access.h"
#include "sink.h"

#define WORD_SINK_VCPUS 2
#define WORD_SINK_BATCH_BYTES 4096

#define IS(row) site_record_phase(row, SITE_RECORD_PHASE_IS)
#define BEGUN(row) site_record_phase(row, SITE_RECORD_PHASE_BEGUN)
#define ENDED(row) site_record_phase(row, SITE_RECORD_PHASE_ENDED)
#define ACCESS(address) site_record(1, address)
#define GAP(accesses) site_record_gap(accesses, false)

/** struct word_sink - what vCPUs have handed over */
struct word_sink {
    struct sink base;
    GArray *words[WORD_SINK_VCPUS];
    bool full; /* take nothing */
};

/** word_sink_init() - begin, with nothing */
void word_sink_init(struct word_sink *sink, struct control_page *control);

/** word_sink_attach() - let one of access_vcpus write here, and arm it */
struct vcpu *word_sink_attach(struct word_sink *sink, unsigned vcpu);

/** word_sink_free() - free what has been kept, and the vCPUs' buffers */
void word_sink_free(struct word_sink *sink);

/** word_sink_assert() - flush a vCPU; it has handed over just this, which is then forgotten */
void word_sink_assert(struct word_sink *sink, unsigned vcpu, const uint64_t *words, guint count);

#define ASSERT_WORDS(sink, vcpu, ...)                                                              \
    do {                                                                                           \
        const uint64_t words[] = { __VA_ARGS__ };                                                  \
        word_sink_assert(sink, vcpu, words, G_N_ELEMENTS(words));                                  \
    } while (0)

#endif
