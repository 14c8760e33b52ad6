/*
 * Tests of the FIFO sink, with real pipes.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "tests.h"

#include "record.h"
#include "sink.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PIPE_BYTES 4096
#define PIPE_RECORDS (PIPE_BYTES / sizeof(struct trace_record))

struct fixture {
    struct control_page *control;
    char *path;
    struct sink *sink;
    int reader;
};

static void set_up(struct fixture *f, gconstpointer data)
{
    (void)data;
    f->control = new_control();
    f->path = temp_path("fifo");
    g_assert_cmpint(mkfifo(f->path, 0600), ==, 0);
    f->reader = open(f->path, O_RDONLY | O_NONBLOCK);
    g_assert_cmpint(fcntl(f->reader, F_SETPIPE_SZ, PIPE_BYTES), ==, PIPE_BYTES);
    f->sink = sink_fifo_new(f->path, f->control, 50);
    g_assert_true(sink_open(f->sink, NULL));
}

static void tear_down(struct fixture *f, gconstpointer data)
{
    (void)data;
    sink_free(f->sink);
    if (f->reader >= 0) {
        close(f->reader);
    }
    unlink(f->path);
    g_free(f->path);
    free(f->control);
}

/* Writes records that count up from @first, as the given vCPU. */
static size_t put(struct fixture *f, unsigned vcpu, uint64_t first, size_t count,
                  enum control_on_full on_full)
{
    g_autofree struct trace_record *records = g_new(struct trace_record, count);
    const struct sink_batch batch = {
        .vcpu = vcpu,
        .data = records,
        .bytes = count * sizeof(struct trace_record),
        .records = count,
        .on_full = on_full,
        .slot = &f->control->slots[vcpu],
    };

    for (size_t i = 0; i < count; i++) {
        records[i].word0 = RECORD_VALID | record_vcpu_bits(vcpu);
        records[i].vaddr = first + i;
    }
    return sink_write(f->sink, &batch);
}

/* Reads at most @max bytes, waiting for at least one. */
static void get_some(struct fixture *f, GByteArray *bytes, size_t max)
{
    uint8_t buffer[65536];
    struct pollfd poll_fd = { .fd = f->reader, .events = POLLIN };
    ssize_t n;

    g_assert_cmpint(poll(&poll_fd, 1, 10000), ==, 1);
    n = read(f->reader, buffer, MIN(max, sizeof(buffer)));
    g_assert_cmpint((int)n, >, 0);
    g_byte_array_append(bytes, buffer, (guint)n);
}

static void get_all(struct fixture *f, GByteArray *bytes)
{
    uint8_t buffer[65536];
    ssize_t n;

    while ((n = read(f->reader, buffer, sizeof(buffer))) > 0) {
        g_byte_array_append(bytes, buffer, (guint)n);
    }
}

static void assert_counts_up(const GByteArray *bytes, uint64_t first, size_t count)
{
    const struct trace_record *records = (const struct trace_record *)bytes->data;

    g_assert_cmpuint(bytes->len, ==, count * sizeof(struct trace_record));
    for (size_t i = 0; i < count; i++) {
        g_assert_cmphex(records[i].word0, ==, RECORD_VALID);
        g_assert_cmphex(records[i].vaddr, ==, first + i);
    }
}

static void passes_records_on(struct fixture *f, gconstpointer data)
{
    g_autoptr(GByteArray) bytes = g_byte_array_new();

    (void)data;
    g_assert_cmpuint(put(f, 0, 7, 100, CONTROL_ON_FULL_WAIT), ==, 100);
    g_assert_cmpuint(put(f, 0, 107, 1, CONTROL_ON_FULL_DROP), ==, 1);
    get_all(f, bytes);
    assert_counts_up(bytes, 7, 101);
    g_assert_cmpuint(f->control->slots[0].full_waits, ==, 0);
}

struct reading {
    struct fixture *f;
    GByteArray *bytes;
    size_t bytes_wanted;
    size_t piece;
};

static gpointer read_slowly(gpointer data)
{
    struct reading *reading = data;

    while (reading->bytes->len < reading->bytes_wanted) {
        get_some(reading->f, reading->bytes, reading->piece);
    }
    return NULL;
}

/* Not before the writer waits: on a busy machine it may otherwise never have to. */
static gpointer read_slowly_when_full(gpointer data)
{
    const struct reading *reading = data;

    while (__atomic_load_n(&reading->f->control->slots[0].full_waits, __ATOMIC_ACQUIRE) == 0) {
        g_thread_yield();
    }
    return read_slowly(data);
}

static void waits_for_a_full_pipe_and_loses_nothing(struct fixture *f, gconstpointer data)
{
    const size_t count = 20 * PIPE_RECORDS;
    struct reading reading = { f, g_byte_array_new(), count * sizeof(struct trace_record), 4093 };
    GThread *thread;

    (void)data;
    /* Pieces of a length that divides nothing: short writes at every offset. */
    thread = g_thread_new("reader", read_slowly_when_full, &reading);
    g_assert_cmpuint(put(f, 0, 0, count, CONTROL_ON_FULL_WAIT), ==, count);
    g_thread_join(thread);
    assert_counts_up(reading.bytes, 0, count);
    g_assert_cmpuint(f->control->slots[0].full_waits, >, 0);
    g_assert_cmpuint(f->control->slots[0].full_wait_nanos, >, 0);
    g_assert_cmpuint(f->control->state, ==, CONTROL_LOADED);
    g_byte_array_unref(reading.bytes);
}

static void drops_to_the_record(struct fixture *f, gconstpointer data)
{
    g_autoptr(GByteArray) bytes = g_byte_array_new();
    const struct trace_record *records;
    uint64_t sent = 0;
    size_t written = 0;

    (void)data;
    for (int i = 0; i < 3000; i++) {
        const size_t count = (size_t)g_test_rand_int_range(1, 3 * (int)PIPE_RECORDS);

        written += put(f, 0, sent, count, CONTROL_ON_FULL_DROP);
        sent += count;
        if (g_test_rand_bit()) {
            get_some(f, bytes, (size_t)g_test_rand_int_range(1, PIPE_BYTES));
        }
    }
    get_all(f, bytes);
    g_assert_cmpuint(written, <, sent);
    g_assert_cmpuint(bytes->len, ==, written * sizeof(struct trace_record));
    records = (const struct trace_record *)bytes->data;
    for (size_t i = 0; i < written; i++) { /* gaps, but no torn, doubled or swapped record */
        g_assert_cmphex(records[i].word0, ==, RECORD_VALID);
        g_assert_cmpuint(records[i].vaddr, <, sent);
        g_assert_true(i == 0 || records[i].vaddr > records[i - 1].vaddr);
    }
    g_assert_cmpuint(f->control->slots[0].full_waits, ==, 0);
}

static void drops_all_when_full(struct fixture *f, gconstpointer data)
{
    (void)data;
    g_assert_cmpuint(put(f, 0, 0, PIPE_RECORDS, CONTROL_ON_FULL_DROP), ==, PIPE_RECORDS);
    g_assert_cmpuint(put(f, 0, 0, PIPE_RECORDS, CONTROL_ON_FULL_DROP), ==, 0);
    g_assert_cmpuint(put(f, 0, 0, 1, CONTROL_ON_FULL_DROP), ==, 0);
}

static void survives_its_reader(struct fixture *f, gconstpointer data)
{
    const enum control_on_full on_full = GPOINTER_TO_UINT(data);
    g_autofree char *text = g_strdup_printf(
        "the reader of FIFO '%s' is gone; records since then are counted as dropped", f->path);

    g_assert_cmpuint(put(f, 0, 0, 10, on_full), ==, 10);
    close(f->reader);
    f->reader = -1;
    g_assert_cmpuint(put(f, 0, 10, 10, on_full), ==, 0);
    g_assert_cmpuint(put(f, 0, 20, 10, on_full), ==, 0);
    g_assert_cmpuint(f->control->state, ==, CONTROL_FAILED);
    g_assert_cmpuint(f->control->failure_errno, ==, EPIPE);
    g_assert_cmpstr(f->control->failure_text, ==, text);
}

static gpointer close_reader(gpointer data)
{
    struct fixture *f = data;

    g_usleep(100000);
    close(f->reader);
    f->reader = -1;
    return NULL;
}

static void a_dying_reader_ends_a_wait(struct fixture *f, gconstpointer data)
{
    GThread *thread = g_thread_new("reader", close_reader, f);

    (void)data;
    g_assert_cmpuint(put(f, 0, 0, 10 * PIPE_RECORDS, CONTROL_ON_FULL_WAIT), ==, PIPE_RECORDS);
    g_thread_join(thread);
    g_assert_cmpuint(f->control->state, ==, CONTROL_FAILED);
    g_assert_cmpuint(f->control->slots[0].full_waits, ==, 1);
    g_assert_cmpuint(f->control->slots[0].full_wait_nanos, >, 50000000);
}

static gpointer abandon(gpointer data)
{
    struct fixture *f = data;

    g_usleep(100000);
    __atomic_store_n(&f->control->abandon, 1, __ATOMIC_RELEASE);
    return NULL;
}

static void abandoning_ends_a_wait(struct fixture *f, gconstpointer data)
{
    GThread *thread = g_thread_new("host", abandon, f);

    (void)data;
    g_assert_cmpuint(put(f, 0, 0, 10 * PIPE_RECORDS, CONTROL_ON_FULL_WAIT), ==, PIPE_RECORDS);
    g_thread_join(thread);
    g_assert_cmpuint(put(f, 0, 0, 1, CONTROL_ON_FULL_WAIT), ==, 0);
    g_assert_cmpuint(f->control->state, ==, CONTROL_LOADED); /* the host knows; nothing failed */
}

static void lets_no_record_follow_half_of_one(struct fixture *f, gconstpointer data)
{
    g_autoptr(GByteArray) bytes = g_byte_array_new();
    uint8_t buffer[8];

    (void)data;
    /* Fill the pipe, take 8 bytes: Linux frees whole pages only, so this is also no room. */
    f->control->abandon = 0;
    g_assert_cmpuint(put(f, 0, 0, PIPE_RECORDS, CONTROL_ON_FULL_DROP), ==, PIPE_RECORDS);
    g_assert_cmpint((int)read(f->reader, buffer, sizeof(buffer)), ==, 8);
    g_assert_cmpuint(put(f, 0, 0, 1, CONTROL_ON_FULL_DROP), ==, 0);
    g_byte_array_append(bytes, buffer, sizeof(buffer));
    get_all(f, bytes);
    assert_counts_up(bytes, 0, PIPE_RECORDS);
}

#define WRITERS 4
#define BATCHES 200
#define BATCH_RECORDS 100

struct writer {
    struct fixture *f;
    unsigned vcpu;
};

static gpointer write_batches(gpointer data)
{
    struct writer *writer = data;

    for (uint64_t i = 0; i < BATCHES; i++) {
        g_assert_cmpuint(put(writer->f, writer->vcpu, i * BATCH_RECORDS, BATCH_RECORDS,
                             CONTROL_ON_FULL_WAIT),
                         ==, BATCH_RECORDS);
    }
    return NULL;
}

static void keeps_batches_of_vcpus_whole(struct fixture *f, gconstpointer data)
{
    const size_t count = (size_t)WRITERS * BATCHES * BATCH_RECORDS;
    struct reading reading = { f, g_byte_array_new(), count * sizeof(struct trace_record), 65536 };
    struct writer writers[WRITERS];
    GThread *threads[WRITERS];
    uint64_t next[WRITERS] = { 0 };
    const struct trace_record *records;

    (void)data;
    for (unsigned i = 0; i < WRITERS; i++) {
        writers[i] = (struct writer){ f, i };
        threads[i] = g_thread_new("vcpu", write_batches, &writers[i]);
    }
    read_slowly(&reading);
    for (unsigned i = 0; i < WRITERS; i++) {
        g_thread_join(threads[i]);
    }
    g_assert_cmpuint(reading.bytes->len, ==, count * sizeof(struct trace_record));
    records = (const struct trace_record *)reading.bytes->data;
    for (size_t i = 0; i < count; i++) {
        const unsigned vcpu = records[i].word0 >> RECORD_VCPU_SHIFT & 0xff;

        g_assert_cmpuint(vcpu, <, WRITERS);
        g_assert_cmphex(records[i].vaddr, ==, next[vcpu]++);
        if (i % BATCH_RECORDS != 0) {
            g_assert_cmphex(records[i].word0, ==, records[i - 1].word0);
        }
    }
    g_byte_array_unref(reading.bytes);
}

static gpointer open_reader(gpointer data)
{
    struct fixture *f = data;

    g_usleep(20000);
    f->reader = open(f->path, O_RDONLY);
    return NULL;
}

static void waits_for_a_reader_to_come(struct fixture *f, gconstpointer data)
{
    GThread *thread;

    (void)data;
    close(f->reader);
    sink_free(f->sink);
    f->sink = sink_fifo_new(f->path, f->control, 10000);
    thread = g_thread_new("reader", open_reader, f);
    g_assert_true(sink_open(f->sink, NULL));
    g_thread_join(thread);
    g_assert_cmpuint(put(f, 0, 0, 1, CONTROL_ON_FULL_WAIT), ==, 1);
}

static void says_that_no_reader_came(struct fixture *f, gconstpointer data)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *text =
        g_strdup_printf("nobody opened FIFO '%s' for reading within 50 ms", f->path);

    (void)data;
    close(f->reader);
    f->reader = -1;
    g_assert_false(sink_open(f->sink, &error));
    g_assert_cmpint(errno, ==, ENXIO);
    g_assert_cmpstr(error->message, ==, text);
}

static void a_new_reader_may_follow_a_dead_one(struct fixture *f, gconstpointer data)
{
    (void)data;
    close(f->reader);
    g_assert_cmpuint(put(f, 0, 0, 1, CONTROL_ON_FULL_WAIT), ==, 0);
    f->reader = open(f->path, O_RDONLY | O_NONBLOCK);
    g_assert_true(sink_open(f->sink, NULL));
    g_assert_cmpuint(put(f, 0, 0, 1, CONTROL_ON_FULL_WAIT), ==, 1);
}

static void opening_again_shows_no_end_of_file(struct fixture *f, gconstpointer data)
{
    char c;

    (void)data;
    g_assert_true(sink_open(f->sink, NULL));
    g_assert_cmpint((int)read(f->reader, &c, 1), ==, -1);
    g_assert_cmpint(errno, ==, EAGAIN);
}

static void refuses_what_is_no_fifo(struct fixture *f, gconstpointer data)
{
    g_autofree char *file = temp_path("file");
    g_autofree char *text = g_strdup_printf("'%s' is not a FIFO", file);
    g_autoptr(GError) error = NULL;
    g_autoptr(GError) missing = NULL;
    struct sink *sink;

    (void)data;
    g_assert_true(g_file_set_contents(file, "", 0, NULL));
    sink = sink_fifo_new(file, f->control, 50);
    g_assert_false(sink_open(sink, &error));
    g_assert_cmpstr(error->message, ==, text);
    sink_free(sink);

    sink = sink_fifo_new("/nonexistent/fifo", f->control, 50);
    g_assert_false(sink_open(sink, &missing));
    g_assert_cmpstr(missing->message, ==,
                    "can't open FIFO '/nonexistent/fifo' for writing: No such file or directory");
    sink_free(sink);
}

void sink_fifo_tests(void)
{
    static const struct {
        const char *name;
        gconstpointer data;
        void (*test)(struct fixture *f, gconstpointer data);
    } tests[] = {
        { "passes-records-on", NULL, passes_records_on },
        { "waits-for-a-full-pipe-and-loses-nothing", NULL,
          waits_for_a_full_pipe_and_loses_nothing },
        { "drops-to-the-record", NULL, drops_to_the_record },
        { "drops-all-when-full", NULL, drops_all_when_full },
        { "survives-its-reader-waiting", GUINT_TO_POINTER(CONTROL_ON_FULL_WAIT),
          survives_its_reader },
        { "survives-its-reader-dropping", GUINT_TO_POINTER(CONTROL_ON_FULL_DROP),
          survives_its_reader },
        { "a-dying-reader-ends-a-wait", NULL, a_dying_reader_ends_a_wait },
        { "abandoning-ends-a-wait", NULL, abandoning_ends_a_wait },
        { "lets-no-record-follow-half-of-one", NULL, lets_no_record_follow_half_of_one },
        { "keeps-batches-of-vcpus-whole", NULL, keeps_batches_of_vcpus_whole },
        { "waits-for-a-reader-to-come", NULL, waits_for_a_reader_to_come },
        { "says-that-no-reader-came", NULL, says_that_no_reader_came },
        { "a-new-reader-may-follow-a-dead-one", NULL, a_new_reader_may_follow_a_dead_one },
        { "opening-again-shows-no-end-of-file", NULL, opening_again_shows_no_end_of_file },
        { "refuses-what-is-no-fifo", NULL, refuses_what_is_no_fifo },
    };

    for (size_t i = 0; i < G_N_ELEMENTS(tests); i++) {
        g_autofree char *name = g_strconcat("/sink-fifo/", tests[i].name, NULL);

        g_test_add(name, struct fixture, tests[i].data, set_up, tests[i].test, tear_down);
    }
}
