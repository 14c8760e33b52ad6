/*
 * A sink for tests of what vCPUs stage where site records are.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "word-sink.h"

#include <string.h>

static size_t keep(struct sink *base, const struct sink_batch *batch)
{
    struct word_sink *sink = (struct word_sink *)base;

    if (sink->full) {
        return 0;
    }
    g_array_append_vals(sink->words[batch->vcpu], batch->data, (guint)(batch->bytes / 8));
    return batch->records;
}

static const struct sink_class word_class = { .write = keep };

void word_sink_init(struct word_sink *sink, struct control_page *control)
{
    *sink = (struct word_sink){ .base = { &word_class, control } };
    for (unsigned i = 0; i < WORD_SINK_VCPUS; i++) {
        sink->words[i] = g_array_new(FALSE, FALSE, 8);
    }
}

struct vcpu *word_sink_attach(struct word_sink *sink, unsigned vcpu)
{
    struct vcpu *attached = &access_vcpus[vcpu];

    memset(attached, 0, sizeof(*attached));
    vcpu_init(attached, vcpu, sink->base.control, &sink->base, VCPU_SITE_RECORDS,
              WORD_SINK_BATCH_BYTES);
    vcpu_arm(attached, 0, CONTROL_ON_FULL_WAIT);
    return attached;
}

void word_sink_free(struct word_sink *sink)
{
    for (unsigned i = 0; i < WORD_SINK_VCPUS; i++) {
        vcpu_free(&access_vcpus[i]);
        g_array_unref(sink->words[i]);
    }
}

void word_sink_assert(struct word_sink *sink, unsigned vcpu, const uint64_t *words, guint count)
{
    const GArray *found = sink->words[vcpu];

    vcpu_flush(&access_vcpus[vcpu]);
    g_assert_cmpuint(found->len, ==, count);
    for (guint i = 0; i < count; i++) {
        g_assert_cmphex(g_array_index(found, uint64_t, i), ==, words[i]);
    }
    g_array_set_size(sink->words[vcpu], 0);
}
