/*
 * Tests of the ring sink.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "tests.h"

#include "record.h"
#include "ring-reader.h"
#include "sink.h"
#include "site-record.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define RING_BYTES 65536
#define BATCH_WORDS 512
#define BATCHES_IN_RING (RING_BYTES / (BATCH_WORDS * 8 + RING_HEADER_BYTES))

struct fixture {
    struct control_page *control;
    struct sink *sink;
    struct site_table *table;
    struct ring_reader reader;
};

static struct sink_ring_options ring_options(const char *prefix)
{
    return (struct sink_ring_options){
        .path_prefix = prefix,
        .ring_bytes = RING_BYTES,
        .table_entries = SITE_TABLE_ENTRIES_MAX,
        .reader_wait_millis = 50,
    };
}

static char *prefix(void)
{
    static char *path;

    if (path == NULL) {
        path = temp_path("ring");
    }
    return path;
}

static void set_up(struct fixture *f, gconstpointer data)
{
    const struct sink_ring_options options = ring_options(prefix());

    (void)data;
    f->control = new_control();
    f->sink = sink_ring_new(&options, f->control, &f->table, NULL);
    g_assert_nonnull(f->sink);
    g_assert_true(sink_attach(f->sink, 3, NULL));
    ring_reader_lock(&f->reader, prefix());
    ring_reader_attach(&f->reader, 3, RING_BYTES);
    g_assert_true(sink_open(f->sink, NULL));
}

static void tear_down(struct fixture *f, gconstpointer data)
{
    (void)data;
    sink_free(f->sink);
    ring_reader_close(&f->reader);
    free(f->control);
}

/* Writes a batch of accesses by site 0 to addresses from @first on. */
static size_t put(struct fixture *f, uint64_t first, enum control_on_full on_full)
{
    uint64_t words[BATCH_WORDS];
    const struct sink_batch batch = {
        .vcpu = 3,
        .data = words,
        .bytes = sizeof(words),
        .records = BATCH_WORDS,
        .on_full = on_full,
        .slot = &f->control->slots[3],
    };

    if (f->table->used == 0) {
        g_assert_cmpuint(site_table_add(f->table, RECORD_VALID), ==, 0);
    }
    for (size_t i = 0; i < BATCH_WORDS; i++) {
        words[i] = site_record(0, first + i);
    }
    return sink_write(f->sink, &batch);
}

static void fill(struct fixture *f)
{
    for (uint64_t i = 0; i < BATCHES_IN_RING; i++) {
        g_assert_cmpuint(put(f, i * BATCH_WORDS, CONTROL_ON_FULL_DROP), ==, BATCH_WORDS);
    }
}

static void assert_reads(struct fixture *f, uint64_t first, size_t count)
{
    g_autoptr(GArray) records = ring_reader_records(&f->reader);

    g_assert_cmpuint(records->len, ==, count);
    for (guint i = 0; i < records->len; i++) {
        const struct trace_record *record = &g_array_index(records, struct trace_record, i);

        g_assert_cmphex(record->word0, ==, RECORD_VALID | record_vcpu_bits(3));
        g_assert_cmphex(record->vaddr, ==, first + i);
    }
}

static void passes_records_on(struct fixture *f, gconstpointer data)
{
    (void)data;
    g_assert_cmpuint(put(f, 0, CONTROL_ON_FULL_WAIT), ==, BATCH_WORDS);
    g_assert_cmpuint(put(f, BATCH_WORDS, CONTROL_ON_FULL_DROP), ==, BATCH_WORDS);
    assert_reads(f, 0, 2 * BATCH_WORDS);
    g_assert_cmpuint(f->control->slots[3].full_waits, ==, 0);
}

static void drops_whole_batches_when_full(struct fixture *f, gconstpointer data)
{
    (void)data;
    fill(f);
    g_assert_cmpuint(put(f, 0, CONTROL_ON_FULL_DROP), ==, 0);
    g_assert_cmpuint(put(f, 0, CONTROL_ON_FULL_DROP), ==, 0);
    assert_reads(f, 0, BATCHES_IN_RING * BATCH_WORDS);
    g_assert_cmpuint(put(f, 7, CONTROL_ON_FULL_DROP), ==, BATCH_WORDS);
    assert_reads(f, 7, BATCH_WORDS);
}

static gpointer read_later(gpointer data)
{
    struct fixture *f = data;

    g_usleep(100000);
    assert_reads(f, 0, BATCHES_IN_RING * BATCH_WORDS);
    return NULL;
}

static void waits_when_full(struct fixture *f, gconstpointer data)
{
    GThread *thread;

    (void)data;
    fill(f);
    thread = g_thread_new("host", read_later, f);
    g_assert_cmpuint(put(f, 5, CONTROL_ON_FULL_WAIT), ==, BATCH_WORDS);
    g_thread_join(thread);
    assert_reads(f, 5, BATCH_WORDS);
    g_assert_cmpuint(f->control->slots[3].full_waits, ==, 1);
    g_assert_cmpuint(f->control->slots[3].full_wait_nanos, >, 50000000);
    g_assert_cmpuint(f->control->state, ==, CONTROL_LOADED);
}

/* For half a ring at most, since there may never be more than that. */
static void waits_for_room(struct fixture *f, gconstpointer data)
{
    GThread *thread;

    (void)data;
    sink_await_room(f->sink, 3, SIZE_MAX, &f->control->slots[3]);
    g_assert_cmpuint(f->control->slots[3].full_waits, ==, 0);
    fill(f);
    thread = g_thread_new("host", read_later, f);
    sink_await_room(f->sink, 3, SIZE_MAX, &f->control->slots[3]);
    g_thread_join(thread);
    g_assert_cmpuint(f->control->slots[3].full_waits, ==, 1);
    g_assert_cmpuint(f->control->slots[3].full_wait_nanos, >, 50000000);
    g_assert_cmpuint(put(f, 5, CONTROL_ON_FULL_DROP), ==, BATCH_WORDS);
}

static gpointer die_later(gpointer data)
{
    struct fixture *f = data;

    g_usleep(100000);
    ring_reader_unlock(&f->reader);
    return NULL;
}

static void a_dying_reader_ends_a_wait(struct fixture *f, gconstpointer data)
{
    g_autofree char *text = g_strdup_printf(
        "the reader of ring '%s' is gone; records since then are counted as dropped", prefix());
    GThread *thread;

    (void)data;
    fill(f);
    thread = g_thread_new("host", die_later, f);
    g_assert_cmpuint(put(f, 0, CONTROL_ON_FULL_WAIT), ==, 0);
    g_thread_join(thread);
    g_assert_cmpuint(f->control->state, ==, CONTROL_FAILED);
    g_assert_cmpuint(f->control->failure_errno, ==, EPIPE);
    g_assert_cmpstr(f->control->failure_text, ==, text);
    g_assert_cmpuint(put(f, 0, CONTROL_ON_FULL_WAIT), ==, 0);
}

static void a_dead_reader_is_noticed_while_there_is_room(struct fixture *f, gconstpointer data)
{
    int millis = 0; /* at least; a clock would also count what the machine does for others */

    (void)data;
    ring_reader_unlock(&f->reader);
    while (put(f, 0, CONTROL_ON_FULL_DROP) > 0) {
        g_array_unref(ring_reader_records(&f->reader));
        g_usleep(1000);
        millis++;
        g_assert_cmpint(millis, <, 1000);
    }
    g_assert_cmpuint(f->control->state, ==, CONTROL_FAILED);
}

static gpointer abandon_later(gpointer data)
{
    struct fixture *f = data;

    g_usleep(100000);
    __atomic_store_n(&f->control->abandon, 1, __ATOMIC_RELEASE);
    return NULL;
}

static void abandoning_ends_a_wait(struct fixture *f, gconstpointer data)
{
    GThread *thread;

    (void)data;
    fill(f);
    thread = g_thread_new("host", abandon_later, f);
    g_assert_cmpuint(put(f, 0, CONTROL_ON_FULL_WAIT), ==, 0);
    g_thread_join(thread);
    g_assert_cmpuint(f->control->state, ==, CONTROL_LOADED);
    sink_await_room(f->sink, 3, SIZE_MAX, &f->control->slots[3]);
}

static void says_that_no_reader_came(struct fixture *f, gconstpointer data)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *text =
        g_strdup_printf("nobody locked '%s.sites' for reading within 50 ms", prefix());

    (void)data;
    ring_reader_unlock(&f->reader);
    g_assert_false(sink_open(f->sink, &error));
    g_assert_cmpstr(error->message, ==, text);
    g_assert_cmpint(errno, ==, ENXIO);
}

static void takes_no_file_that_exists(struct fixture *f, gconstpointer data)
{
    const struct sink_ring_options options = ring_options(prefix());
    g_autofree char *text = g_strdup_printf("can't make '%s.sites' of %zu bytes: File exists",
                                            prefix(), sizeof(struct site_table));
    g_autofree char *ring = g_strconcat(prefix(), ".9", NULL);
    g_autoptr(GError) error = NULL;
    struct site_table *table;

    (void)data;
    g_assert_null(sink_ring_new(&options, f->control, &table, &error));
    g_assert_cmpstr(error->message, ==, text);

    g_assert_true(g_file_set_contents(ring, "", 0, NULL));
    g_assert_false(sink_attach(f->sink, 9, NULL));
    g_assert_cmpint(errno, ==, EEXIST);
}

static void says_what_is_in_the_table(struct fixture *f, gconstpointer data)
{
    const struct site_table *table = f->reader.table;

    (void)data;
    g_assert_cmpmem(table->magic, 8, "MTSITE01", 8);
    g_assert_cmpuint(table->version, ==, 1);
    g_assert_cmpuint(table->capacity, ==, 65535);
    g_assert_cmpuint(sizeof(*table), ==, 64 + 8 * 65536);
    g_assert_cmpuint(site_table_add(f->table, 0x11), ==, 0);
    g_assert_cmpuint(site_table_add(f->table, 0x22), ==, 1);
    g_assert_cmpuint(table->used, ==, 2);
    g_assert_cmphex(table->word0[1], ==, 0x22);
}

static void numbers_until_the_table_is_full(struct fixture *f, gconstpointer data)
{
    (void)data;
    for (uint32_t i = 0; i < 65535; i++) {
        g_assert_cmpuint(site_table_add(f->table, RECORD_VALID | i), ==, i);
    }
    for (int i = 0; i < 3; i++) {
        g_assert_cmpuint(site_table_add(f->table, 0), ==, SITE_RECORD_ESCAPE);
    }
    g_assert_cmphex(f->table->word0[65534], ==, RECORD_VALID | 65534);
    g_assert_cmpuint(f->table->used, ==, 65535);
}

void sink_ring_tests(void)
{
    static const struct {
        const char *name;
        void (*test)(struct fixture *f, gconstpointer data);
    } tests[] = {
        { "passes-records-on", passes_records_on },
        { "drops-whole-batches-when-full", drops_whole_batches_when_full },
        { "waits-when-full", waits_when_full },
        { "waits-for-room", waits_for_room },
        { "a-dying-reader-ends-a-wait", a_dying_reader_ends_a_wait },
        { "a-dead-reader-is-noticed-while-there-is-room",
          a_dead_reader_is_noticed_while_there_is_room },
        { "abandoning-ends-a-wait", abandoning_ends_a_wait },
        { "says-that-no-reader-came", says_that_no_reader_came },
        { "takes-no-file-that-exists", takes_no_file_that_exists },
        { "says-what-is-in-the-table", says_what_is_in_the_table },
        { "numbers-until-the-table-is-full", numbers_until_the_table_is_full },
    };

    for (size_t i = 0; i < G_N_ELEMENTS(tests); i++) {
        g_autofree char *name = g_strconcat("/sink-ring/", tests[i].name, NULL);

        g_test_add(name, struct fixture, NULL, set_up, tests[i].test, tear_down);
    }
}
