/*
 * Tests of the plugin as QEMU drives it.
 *
 * Installing it is possible once a process, so these run in processes of their own.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "tests.h"

#include "fake-qemu.h"
#include "record.h"
#include "ring-reader.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define PC UINT64_C(0x401000)
#define DWORD 2

static qemu_info_t good_info(int max_vcpus)
{
    return (qemu_info_t){
        .target_name = "x86_64",
        .version = { .min = 3, .cur = 7 },
        .system_emulation = true,
        .system = { .smp_vcpus = 1, .max_vcpus = max_vcpus },
    };
}

static struct control_page *control;
static char *fifo_path;
static int reader;
static struct qemu_plugin_tb tb;

static void install_with(int max_vcpus, char *option, char *other_option)
{
    g_autofree char *control_path = temp_path("plugin-control");
    const qemu_info_t info = good_info(max_vcpus);
    static char *argv[3]; /* lives as long as the plugin */

    write_control_file(control_path, CONTROL_MAGIC, 1, 256, CONTROL_BYTES);
    control = control_map(control_path, NULL);
    argv[0] = g_strconcat("control=", control_path, NULL);
    argv[1] = option;
    argv[2] = other_option;
    g_assert_cmpint(qemu_plugin_install(1, &info, other_option == NULL ? 2 : 3, argv), ==, 0);

    fake_qemu.cs = 0x33;
    fake_qemu.cr0 = 0x80050033;
    fake_vcpu_init(0);
    fake_vcpu_idle(0);
}

static void install_fifo(int max_vcpus, char *option)
{
    fifo_path = temp_path("plugin-fifo");
    g_assert_cmpint(mkfifo(fifo_path, 0600), ==, 0);
    reader = open(fifo_path, O_RDONLY | O_NONBLOCK);
    install_with(max_vcpus, g_strconcat("fifo=", fifo_path, NULL), option);
}

static void install(int max_vcpus)
{
    install_fifo(max_vcpus, NULL);
}

static void make_wish(struct control_wish wish)
{
    wish.sequence = control->wish.sequence + 1;
    control->wish = wish;
    fake_vcpu_resume(0);
    fake_reset();
    g_assert_cmpuint(control->ack_sequence, ==, wish.sequence);
}

static void translate(size_t insns)
{
    memset(&tb, 0, sizeof(tb));
    tb.count = insns;
    for (size_t i = 0; i < insns; i++) {
        tb.insns[i].vaddr = PC + 4 * i;
    }
    fake_translate(&tb);
}

static size_t get(struct trace_record *records, size_t max)
{
    const ssize_t n = read(reader, records, max * sizeof(*records));

    return n < 0 ? 0 : (size_t)n / sizeof(*records);
}

static const struct control_wish everything = { .armed = 1, .block_log2 = 64 };

static void is_silent_until_armed(void)
{
    install(1);
    g_assert_cmpuint(control->state, ==, CONTROL_LOADED);
    g_assert_cmpuint(control->pid, ==, getpid());
    g_assert_cmpuint(control->api_version, ==, 7);
    g_assert_cmpuint(control->vcpus_seen, ==, 1);
    g_assert_cmpuint(control->slots[0].idle, ==, 1);
    g_assert_false(fake_translates());
    fake_vcpu_resume(0);
    g_assert_cmpuint(control->slots[0].idle, ==, 0);
    g_assert_false(fake_reset_is_wanted());

    make_wish((struct control_wish){ .armed = 0 });
    g_assert_cmpuint(control->state, ==, CONTROL_DISARMED);
    g_assert_false(fake_translates());
    g_assert_true(fake_listens());
}

static void writes_what_the_guest_does(void)
{
    struct trace_record records[8];

    install(1);
    make_wish(everything);
    g_assert_cmpuint(control->state, ==, CONTROL_ARMED);
    translate(2);
    fake_load(&tb.insns[0], 0, DWORD, 0x1000);
    fake_store(&tb.insns[0], 0, DWORD, 0x1000);
    fake_load(&tb.insns[1], 0, 1 | FAKE_RAW_SIGN, UINT64_C(0xffff888000000001));
    g_assert_cmpuint(get(records, 8), ==, 0);
    fake_vcpu_idle(0);
    g_assert_cmpuint(get(records, 8), ==, 3);
    g_assert_cmphex(records[0].word0, ==, record_site_bits(PC, 3, false) | 2);
    g_assert_cmphex(records[0].vaddr, ==, 0x1000);
    g_assert_cmphex(records[1].word0, ==, record_site_bits(PC, 3, true) | 2);
    g_assert_cmphex(records[2].word0, ==, record_site_bits(PC + 4, 3, false) | 9);
    g_assert_cmphex(records[2].vaddr, ==, UINT64_C(0xffff888000000001));
    g_assert_cmpuint(control->slots[0].seen, ==, 3);
    g_assert_cmpuint(control->slots[0].traced, ==, 3);
    g_assert_cmpuint(control->slots[0].written, ==, 3);
    g_assert_cmpuint(control->slots[0].idle, ==, 1);
}

static void translate_bytes(const uint8_t *bytes, size_t length)
{
    memset(&tb, 0, sizeof(tb));
    tb.count = 1;
    tb.insns[0].vaddr = PC;
    tb.insns[0].length = length;
    memcpy(tb.insns[0].bytes, bytes, length);
    fake_translate(&tb);
}

/* Of `lock neg` QEMU reports a load, and then a load and a store. */
static void records_lock_neg_once(void)
{
    static const uint8_t bytes[] = { 0xf0, 0xf7, 0x18 };
    struct trace_record records[8];

    install(1);
    make_wish(everything);
    translate_bytes(bytes, sizeof(bytes));
    g_assert_true(tb.insns[0].on_load.callback == NULL);
    fake_store(&tb.insns[0], 0, DWORD, 0x1000);
    fake_vcpu_idle(0);
    g_assert_cmpuint(get(records, 8), ==, 2);
    g_assert_cmphex(records[0].word0, ==, record_site_bits(PC, 3, false) | DWORD);
    g_assert_cmphex(records[0].vaddr, ==, 0x1000);
    g_assert_cmphex(records[1].word0, ==, record_site_bits(PC, 3, true) | DWORD);
    g_assert_cmphex(records[1].vaddr, ==, 0x1000);
    g_assert_cmpuint(control->slots[0].seen, ==, 2);
}

/* `iretq`: what it pops is of the code, descriptors are not; unless it is the kernel's. */
static void leaves_out_what_the_cpu_looks_up(void)
{
    static const uint8_t bytes[] = { 0x48, 0xcf };
    struct trace_record records[8];

    install(1);
    make_wish(everything);
    translate_bytes(bytes, sizeof(bytes));
    fake_load(&tb.insns[0], 0, DWORD, UINT64_C(0xfffffe0000001030));
    fake_load(&tb.insns[0], 0, 3, 0x7ffe0000);
    fake_store(&tb.insns[0], 0, DWORD, UINT64_C(0xfffffe0000001034));
    fake_vcpu_idle(0);
    g_assert_cmpuint(get(records, 8), ==, 1);
    g_assert_cmphex(records[0].word0, ==, record_site_bits(PC, 3, false) | 3);
    g_assert_cmpuint(control->slots[0].seen, ==, 1);
    fake_qemu.cs = 0x10;
    translate_bytes(bytes, sizeof(bytes));
    fake_load(&tb.insns[0], 0, DWORD, UINT64_C(0xfffffe0000001030));
    fake_vcpu_idle(0);
    g_assert_cmpuint(get(records, 8), ==, 1);
}

static void flushes_when_it_must_end(void)
{
    struct trace_record records[8];

    install(1);
    make_wish(everything);
    translate(1);
    fake_load(&tb.insns[0], 0, DWORD, 0);
    fake_exit();
    g_assert_cmpuint(get(records, 8), ==, 1);
    fake_load(&tb.insns[0], 0, DWORD, 0);
    fake_vcpu_exit(0);
    g_assert_cmpuint(get(records, 8), ==, 1);
    fake_exit();
    g_assert_cmpuint(get(records, 8), ==, 0);
}

static void knows_the_cpl(void)
{
    struct trace_record record;

    install(1);
    make_wish(everything);
    fake_qemu.cs = 0x10;
    translate(1);
    fake_load(&tb.insns[0], 0, DWORD, 0);
    fake_vcpu_idle(0);
    g_assert_cmpuint(get(&record, 1), ==, 1);
    g_assert_cmphex(record.word0, ==, record_site_bits(PC, 0, false) | 2);

    fake_qemu.cs = 0xf003; /* real mode: not a privilege level */
    fake_qemu.cr0 = 0x10;
    translate(1);
    fake_load(&tb.insns[0], 0, DWORD, 0);
    fake_vcpu_idle(0);
    g_assert_cmpuint(get(&record, 1), ==, 1);
    g_assert_cmphex(record.word0, ==, record_site_bits(PC, 0, false) | 2);
}

static void leaves_other_cpls_alone_if_told(void)
{
    struct control_wish wish = everything;

    install(1);
    wish.cpl3_only = 1;
    make_wish(wish);
    fake_qemu.cs = 0x10;
    translate(1);
    g_assert_true(tb.insns[0].on_load.callback == NULL);
    g_assert_true(tb.insns[0].on_store.callback == NULL);
    fake_qemu.cs = 0x33;
    translate(1);
    fake_load(&tb.insns[0], 0, DWORD, 0);
    fake_vcpu_idle(0);
    g_assert_cmpuint(control->slots[0].seen, ==, 1);
}

static void sample(uint32_t block, uint32_t ratio, uint64_t expected)
{
    struct trace_record records[64];
    size_t count;

    make_wish((struct control_wish){ .armed = 1, .block_log2 = block, .ratio_log2 = ratio });
    translate(1);
    for (uint64_t i = 0; i < 1000; i++) {
        fake_load(&tb.insns[0], 0, DWORD, i);
    }
    fake_vcpu_idle(0);
    count = get(records, 64);
    g_assert_cmpuint(count, ==, MIN(expected, 64));
    g_assert_cmpuint(control->slots[0].seen, ==, 1000);
    g_assert_cmpuint(control->slots[0].traced, ==, expected);
    for (size_t i = 0; i < count; i++) {
        const uint64_t block_number = block < 64 ? i >> block : 0;
        const uint64_t in_block = block < 64 ? i - (block_number << block) : i;

        g_assert_cmphex(records[i].vaddr, ==,
                        block + ratio < 64 ? (block_number << (block + ratio)) + in_block : i);
    }
    while (get(records, 64) > 0) {
    }
}

static void samples_all(int max_vcpus)
{
    install(max_vcpus);
    sample(0, 64, 1);
    sample(3, 61, 8);
    sample(64, 0, 1000);
    sample(2, 3, 128); /* 31 periods of 32 have 4 each, and so have the last 8 events */
    sample(0, 0, 1000);
}

static void samples_and_counts_all(void)
{
    samples_all(1);
}

static void samples_with_a_shared_count(void)
{
    samples_all(2);
}

static void fails_an_impossible_wish(void)
{
    install(1);
    make_wish((struct control_wish){ .armed = 1, .block_log2 = 32, .ratio_log2 = 33 });
    g_assert_cmpuint(control->state, ==, CONTROL_FAILED);
    g_assert_cmpstr(control->failure_text, ==,
                    "block_log2 32 + ratio_log2 33 is not in range [0, 64]");
    g_assert_false(fake_translates());
    make_wish((struct control_wish){ .armed = 1, .on_full = 2 });
    g_assert_cmpstr(control->failure_text, ==, "on_full is 2, but must be 0 or 1");
    unlink(fifo_path);
    make_wish(everything);
    g_assert_true(g_str_has_suffix(control->failure_text, "No such file or directory"));
    g_assert_cmpuint(control->failure_errno, ==, ENOENT);
}

static void recovers_from_a_failed_wish(void)
{
    install(1);
    make_wish((struct control_wish){ .armed = 1, .block_log2 = 65 });
    make_wish(everything);
    g_assert_cmpuint(control->state, ==, CONTROL_ARMED);
    g_assert_cmpstr(control->failure_text, ==, "");
}

static void counts_from_0_again(void)
{
    struct trace_record records[8];

    install(1);
    make_wish(everything);
    translate(1);
    fake_load(&tb.insns[0], 0, DWORD, 0);
    fake_vcpu_idle(0);
    g_assert_cmpuint(get(records, 8), ==, 1);
    control->wish.sequence++; /* what runs between now and the reset is of no trace */
    fake_vcpu_resume(0);
    fake_load(&tb.insns[0], 0, DWORD, 0);
    fake_vcpu_idle(0);
    fake_vcpu_resume(0);
    fake_load(&tb.insns[0], 0, DWORD, 0);
    fake_reset();
    fake_vcpu_idle(0);
    g_assert_cmpuint(get(records, 8), ==, 0);
    g_assert_cmpuint(control->slots[0].seen, ==, 0);
    translate(1);
    fake_load(&tb.insns[0], 0, DWORD, 0);
    fake_vcpu_idle(0);
    g_assert_cmpuint(get(records, 8), ==, 1);
    g_assert_cmpuint(control->slots[0].written, ==, 1);
}

static void arms_a_vcpu_plugged_in_later(void)
{
    struct control_wish wish = everything;

    install(2);
    wish.block_log2 = 1;
    wish.ratio_log2 = 62;
    make_wish(wish);
    translate(1);
    /* On a thread of its own in QEMU; here the plugin complains of that, and it is of no matter. */
    fake_vcpu_init(1);
    for (int i = 0; i < 10; i++) {
        fake_load(&tb.insns[0], 1, DWORD, 0);
    }
    fake_vcpu_idle(1);
    g_assert_cmpuint(control->slots[1].seen, ==, 10);
    g_assert_cmpuint(control->slots[1].traced, ==, 2);
}

static void says_that_vcpus_share_a_thread(void)
{
    install(2);
    fake_vcpu_init(1);
    g_assert_cmpuint(control->state, ==, CONTROL_FAILED);
    g_assert_nonnull(strstr(control->failure_text, "thread=multi"));
}

#define RING_BYTES (8 << 20)

/* Accesses that the tests of the ways out are driven with. */
#define DRIVEN 100000

static void install_ring(struct ring_reader *ring, int max_vcpus, char *table_option)
{
    g_autofree char *prefix = temp_path("plugin-ring");

    install_with(max_vcpus, g_strconcat("ring=", prefix, NULL), table_option);
    ring_reader_lock(ring, prefix);
    ring_reader_attach(ring, 0, RING_BYTES);
}

/* Addresses of all kinds: of users, of the kernel, around the edges of 48 bits, and beyond. */
static uint64_t random_address(void)
{
    const uint64_t any = (uint64_t)(uint32_t)g_test_rand_int() << 32 | (uint32_t)g_test_rand_int();

    switch (g_test_rand_int_range(0, 6)) {
    case 0:
        return any;
    case 1:
        return UINT64_C(0x7fffffffffff) + (uint64_t)g_test_rand_int_range(-2, 3);
    case 2:
        return UINT64_C(0xffff800000000000) + (uint64_t)g_test_rand_int_range(-2, 3);
    case 3:
        return any | UINT64_C(0xffff800000000000);
    default:
        return any & UINT64_C(0x7fffffffffff);
    }
}

/*
 * Drives the plugin at random, translating again and again, and compares what comes out with what
 * must: the same, whatever the transport and however many sites have a number.
 */
static void drive(GArray *expected)
{
    make_wish(everything);
    for (int i = 0; i < DRIVEN; i++) {
        const size_t index = (size_t)g_test_rand_int_range(0, FAKE_INSNS_MAX);
        const unsigned size = (unsigned)g_test_rand_int_range(0, g_test_rand_bit() ? 5 : 1);
        const uint32_t raw = size | (g_test_rand_int_range(0, 10) == 0 ? FAKE_RAW_SIGN : 0)
                             | (g_test_rand_int_range(0, 10) == 0 ? 0x100 : 0);
        const bool store = g_test_rand_bit();
        const struct trace_record record = {
            .word0 = record_site_bits(PC + 4 * index, 3, store)
                     | record_access_bits(size, raw & FAKE_RAW_SIGN, false),
            .vaddr = random_address(),
        };

        if (i % 1000 == 0) {
            translate(FAKE_INSNS_MAX);
        }
        (store ? fake_store : fake_load)(&tb.insns[index], 0, raw, record.vaddr);
        g_array_append_val(expected, record);
    }
    fake_vcpu_idle(0);
    g_assert_cmpuint(control->slots[0].seen, ==, expected->len);
    g_assert_cmpuint(control->slots[0].traced, ==, expected->len);
    g_assert_cmpuint(control->slots[0].written, ==, expected->len);
}

static void assert_same_records(const GArray *a, const GArray *b)
{
    g_assert_cmpuint(a->len, ==, b->len);
    for (guint i = 0; i < a->len; i++) {
        const struct trace_record *x = &g_array_index(a, struct trace_record, i);
        const struct trace_record *y = &g_array_index(b, struct trace_record, i);

        g_assert_cmphex(x->word0, ==, y->word0);
        g_assert_cmphex(x->vaddr, ==, y->vaddr);
    }
}

/* Returns how many sites got a number. */
static uint32_t drive_ring(char *table_option)
{
    g_autoptr(GArray) expected = g_array_new(FALSE, FALSE, sizeof(struct trace_record));
    g_autoptr(GArray) records = NULL;
    struct ring_reader ring;
    uint32_t used;

    install_ring(&ring, 1, table_option);
    drive(expected);
    records = ring_reader_records(&ring);
    assert_same_records(records, expected);
    used = ring.table->used;
    ring_reader_close(&ring);
    return used;
}

static void loses_nothing_through_a_ring(void)
{
    g_assert_cmpuint(drive_ring(NULL), ==, FAKE_INSNS_MAX * 2 * 10); /* not one twice */
}

static void loses_nothing_through_a_tiny_table(void)
{
    g_assert_cmpuint(drive_ring("table=7"), ==, 7);
}

static void loses_nothing_without_a_table(void)
{
    g_assert_cmpuint(drive_ring("table=0"), ==, 0);
}

static gpointer read_fifo(gpointer data)
{
    GArray *records = data;
    struct trace_record buffer[4096];
    struct pollfd poll_fd = { .fd = reader, .events = POLLIN };

    while (records->len < DRIVEN && poll(&poll_fd, 1, 10000) == 1) {
        g_array_append_vals(records, buffer, (guint)get(buffer, 4096));
    }
    return NULL;
}

static void loses_nothing_through_a_fifo(void)
{
    g_autoptr(GArray) expected = g_array_new(FALSE, FALSE, sizeof(struct trace_record));
    g_autoptr(GArray) records = g_array_new(FALSE, FALSE, sizeof(struct trace_record));
    const unsigned pipe_bytes = 1 << 20;
    GThread *thread;

    install(1);
    g_assert_cmpuint(fcntl(reader, F_SETPIPE_SZ, pipe_bytes), ==, pipe_bytes);
    thread = g_thread_new("host", read_fifo, records);
    drive(expected);
    g_thread_join(thread);
    assert_same_records(records, expected);
}

static void assert_instructions(uint64_t cpl0, uint64_t cpl3)
{
    const uint64_t *counted = control->slots[0].instructions;

    fake_vcpu_idle(0);
    g_assert_cmpuint(counted[0], ==, cpl0);
    g_assert_cmpuint(counted[1], ==, cpl0 == CONTROL_NOT_COUNTED ? CONTROL_NOT_COUNTED : 0);
    g_assert_cmpuint(counted[3], ==, cpl3);
}

/* One of 5 instructions of user code that is entered twice, and one of 2 of the kernel. */
static void enter_blocks(void)
{
    fake_qemu.cs = 0x33;
    translate(5);
    fake_enter(&tb, 0);
    fake_execute(&tb.insns[4], 0);
    fake_enter(&tb, 0);
    fake_qemu.cs = 0x10;
    translate(2);
    fake_enter(&tb, 0);
}

static void counts_instructions_where_blocks_begin(void)
{
    install(1);
    make_wish(everything);
    enter_blocks();
    assert_instructions(2, 10);
    enter_blocks();
    assert_instructions(4, 20);
    make_wish(everything);
    assert_instructions(0, 0);
    enter_blocks();
    assert_instructions(2, 10);
}

static void counts_no_instructions_that_are_not_traced(void)
{
    struct control_wish user_code = everything;

    user_code.cpl3_only = 1;
    install(1);
    make_wish(user_code);
    enter_blocks();
    assert_instructions(CONTROL_NOT_COUNTED, 10);
}

static void counts_each_instruction_if_asked_to(void)
{
    install(1);
    control->exact_instructions = 1;
    make_wish(everything);
    enter_blocks();
    assert_instructions(0, 1);
}

/* Of each 8 accesses the first 2 are traced. */
static void tells_gaps_through_a_fifo_that_is_to(void)
{
    struct trace_record records[64];

    install_fifo(2, "gaps=on");
    make_wish((struct control_wish){ .armed = 1, .block_log2 = 1, .ratio_log2 = 2 });
    translate(1);
    for (uint64_t i = 0; i < 100; i++) {
        fake_load(&tb.insns[0], 0, DWORD, i);
    }
    fake_vcpu_idle(0);
    g_assert_cmpuint(get(records, 64), ==, 26 + 12);
    for (size_t i = 0; i < 26 + 12; i++) {
        if (i % 3 == 2) {
            g_assert_true(record_is_gap(&records[i]));
            g_assert_cmphex(records[i].word0, ==, 0);
            g_assert_cmpuint(records[i].vaddr, ==, 6);
        } else {
            g_assert_cmpuint(records[i].vaddr, ==, i / 3 * 8 + i % 3);
        }
    }
    g_assert_cmpuint(control->slots[0].written, ==, 26);
}

static void samples_through_a_ring(void)
{
    struct ring_reader ring;
    g_autoptr(GArray) records = NULL;

    install_ring(&ring, 2, NULL);
    make_wish((struct control_wish){ .armed = 1, .block_log2 = 1, .ratio_log2 = 2 });
    translate(1);
    for (uint64_t i = 0; i < 100; i++) {
        fake_load(&tb.insns[0], 0, DWORD, i);
    }
    fake_vcpu_idle(0);
    records = ring_reader_records(&ring);
    g_assert_cmpuint(records->len, ==, 26);
    for (guint i = 0; i < records->len; i++) {
        g_assert_cmpuint(g_array_index(records, struct trace_record, i).vaddr, ==,
                         i / 2 * 8 + i % 2);
    }
    g_assert_cmpuint(control->slots[0].seen, ==, 100);
    ring_reader_close(&ring);
}

static void says_that_a_ring_cannot_be_made(void)
{
    g_autofree char *prefix = temp_path("plugin-ring");
    g_autofree char *path = g_strconcat(prefix, ".0", NULL);

    g_assert_true(g_file_set_contents(path, "", 0, NULL));
    install_with(1, g_strconcat("ring=", prefix, NULL), NULL);
    g_assert_cmpuint(control->state, ==, CONTROL_FAILED);
    make_wish((struct control_wish){ .armed = 0 });
    make_wish(everything);
    g_assert_cmpuint(control->state, ==, CONTROL_FAILED);
    g_assert_true(g_str_has_suffix(control->failure_text, "File exists"));
    g_assert_cmpuint(control->failure_errno, ==, EEXIST);
}

static void refuse(qemu_info_t info, char *argument)
{
    g_assert_cmpint(qemu_plugin_install(1, &info, argument == NULL ? 0 : 1, &argument), ==, -1);
}

static void refuses_user_mode(void)
{
    qemu_info_t info = good_info(1);

    info.system_emulation = false;
    refuse(info, NULL);
}

static void refuses_another_target(void)
{
    qemu_info_t info = good_info(1);

    info.target_name = "aarch64";
    refuse(info, NULL);
}

static void refuses_an_old_qemu(void)
{
    qemu_info_t info = good_info(1);

    info.version.min = 2;
    info.version.cur = 2;
    refuse(info, NULL);
}

static void refuses_a_new_qemu(void)
{
    qemu_info_t info = good_info(1);

    info.version.min = 99;
    info.version.cur = 99;
    refuse(info, NULL);
}

static void says_which_qemu_it_met(void)
{
    refuse(good_info(1), "probe=on");
}

static void refuses_too_many_vcpus(void)
{
    refuse(good_info(257), NULL);
}

static void refuses_a_bad_option(void)
{
    refuse(good_info(256), "controll=x");
}

/* Ends by SIGTERM when the other end of its standard input is closed. */
static void ends_with_its_lifeline(void)
{
    char *argv[] = { "lifeline=on", NULL, "fifo=/nonexistent" };
    const qemu_info_t info = good_info(1);
    g_autofree char *path = temp_path("lifeline-control");
    g_autofree char *option = argv[1] = g_strconcat("control=", path, NULL);
    int ends[2];
    int status;
    pid_t pid;

    write_control_file(path, CONTROL_MAGIC, 1, 256, CONTROL_BYTES);
    g_assert_cmpint(pipe(ends), ==, 0);
    pid = fork();
    if (pid == 0) {
        dup2(ends[0], 0);
        close(ends[0]);
        close(ends[1]);
        if (qemu_plugin_install(1, &info, 3, argv) != 0) {
            _exit(1);
        }
        for (;;) {
            pause();
        }
    }
    close(ends[0]);
    g_assert_cmpint((int)write(ends[1], "x", 1), ==, 1);
    g_usleep(50000);
    g_assert_cmpint(waitpid(pid, &status, WNOHANG), ==, 0);
    close(ends[1]);
    g_assert_cmpint(waitpid(pid, &status, 0), ==, pid);
    g_assert_true(WIFSIGNALED(status));
    g_assert_cmpint(WTERMSIG(status), ==, SIGTERM);
}

struct plugin_test {
    const char *name;
    void (*test)(void);
    const char *stderr_pattern;
};

static const struct plugin_test tests[] = {
    { "is-silent-until-armed", is_silent_until_armed, NULL },
    { "writes-what-the-guest-does", writes_what_the_guest_does, NULL },
    { "records-lock-neg-once", records_lock_neg_once, NULL },
    { "leaves-out-what-the-cpu-looks-up", leaves_out_what_the_cpu_looks_up, NULL },
    { "flushes-when-it-must-end", flushes_when_it_must_end, NULL },
    { "knows-the-cpl", knows_the_cpl, NULL },
    { "leaves-other-cpls-alone-if-told", leaves_other_cpls_alone_if_told, NULL },
    { "samples-and-counts-all", samples_and_counts_all, NULL },
    { "samples-with-a-shared-count", samples_with_a_shared_count, NULL },
    { "fails-an-impossible-wish", fails_an_impossible_wish, NULL },
    { "recovers-from-a-failed-wish", recovers_from_a_failed_wish, NULL },
    { "counts-from-0-again", counts_from_0_again, NULL },
    { "arms-a-vcpu-plugged-in-later", arms_a_vcpu_plugged_in_later, NULL },
    { "says-that-vcpus-share-a-thread", says_that_vcpus_share_a_thread, NULL },
    { "loses-nothing-through-a-ring", loses_nothing_through_a_ring, NULL },
    { "loses-nothing-through-a-tiny-table", loses_nothing_through_a_tiny_table, NULL },
    { "loses-nothing-without-a-table", loses_nothing_without_a_table, NULL },
    { "loses-nothing-through-a-fifo", loses_nothing_through_a_fifo, NULL },
    { "counts-instructions-where-blocks-begin", counts_instructions_where_blocks_begin, NULL },
    { "counts-no-instructions-that-are-not-traced", counts_no_instructions_that_are_not_traced,
      NULL },
    { "counts-each-instruction-if-asked-to", counts_each_instruction_if_asked_to, NULL },
    { "tells-gaps-through-a-fifo-that-is-to", tells_gaps_through_a_fifo_that_is_to, NULL },
    { "samples-through-a-ring", samples_through_a_ring, NULL },
    { "says-that-a-ring-cannot-be-made", says_that_a_ring_cannot_be_made, NULL },
    { "refuses-user-mode", refuses_user_mode, "gmbeoo: only whole machines can be traced*" },
    { "refuses-another-target", refuses_another_target,
      "gmbeoo: only x86_64 guests can be traced, but this one is aarch64\n" },
    { "refuses-an-old-qemu", refuses_an_old_qemu,
      "gmbeoo: this QEMU has plugin API version 2 to 2, but this build of the plugin is for ?\n" },
    { "refuses-a-new-qemu", refuses_a_new_qemu,
      "gmbeoo: this QEMU has plugin API version 99 to 99, but this build of the plugin is for ?\n" },
    { "says-which-qemu-it-met", says_which_qemu_it_met, "gmbeoo: plugin API 3 to 7, build for ?\n" },
    { "refuses-too-many-vcpus", refuses_too_many_vcpus,
      "gmbeoo: at most 256 vCPUs can be traced, but this machine may get 257\n" },
    { "refuses-a-bad-option", refuses_a_bad_option, "gmbeoo: unknown option 'controll'*" },
    { "ends-with-its-lifeline", ends_with_its_lifeline, NULL },
};

static void run_apart(gconstpointer data)
{
    const struct plugin_test *test = data;

    if (g_test_subprocess()) {
        test->test();
        return;
    }
    g_test_trap_subprocess(NULL, 60 * G_USEC_PER_SEC, G_TEST_SUBPROCESS_DEFAULT);
    if (test->stderr_pattern != NULL) {
        g_test_trap_assert_stderr(test->stderr_pattern);
    }
    g_test_trap_assert_passed();
}

void plugin_tests(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(tests); i++) {
        g_autofree char *name = g_strconcat("/plugin/", tests[i].name, NULL);

        g_test_add_data_func(name, &tests[i], run_apart);
    }
}
