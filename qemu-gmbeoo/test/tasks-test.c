/*
 * Tests of telling records apart by the guest's tasks.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "tests.h"

#include "fake-kernel.h"
#include "fake-qemu.h"
#include "known-tasks.h"
#include "mapping-table.h"
#include "registers.h"
#include "task-watch.h"
#include "tasks.h"
#include "word-sink.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define ROWS 64
#define QWORD 3

#define WORD(row, what) site_record_task(row, SITE_RECORD_TASK_##what)

struct fixture {
    struct control_page *control;
    struct word_sink sink;
    struct task_table *table;
    struct vcpu *vcpu;
    struct qemu_plugin_insn store;
    struct qemu_plugin_insn functions[4];
};

static void use_table(struct fixture *f, uint32_t rows)
{
    g_autofree char *path = temp_path("tasks");

    unlink(path);
    f->table = task_table_create(path, rows, NULL);
    g_assert_nonnull(f->table);
    known_tasks_use_table(f->table);
}

static void watch(struct fixture *f)
{
    static const uint8_t store[] = { 0x65, 0x48, 0x89, 0x1c, 0x25, 0x80, 0x01, 0x00, 0x00 };
    const uint64_t functions[] = { fake_kernel.set_comm, fake_kernel.wake_new, fake_kernel.exit,
                                   fake_kernel.exec };

    f->store = (struct qemu_plugin_insn){ .vaddr = 0x1000, .length = sizeof(store) };
    memcpy(f->store.bytes, store, sizeof(store));
    task_watch_register(&f->store);
    for (size_t i = 0; i < G_N_ELEMENTS(functions); i++) {
        f->functions[i] = (struct qemu_plugin_insn){ .vaddr = functions[i] };
        task_watch_register(&f->functions[i]);
    }
}

static void set_up(struct fixture *f, gconstpointer rows)
{
    f->control = new_control();
    word_sink_init(&f->sink, f->control);
    f->vcpu = word_sink_attach(&f->sink, 0);
    registers_find();
    fake_kernel_start();
    use_table(f, rows == NULL ? ROWS : GPOINTER_TO_UINT(rows));
    g_assert_true(task_watch_start(&fake_kernel));
    watch(f);
}

static void tear_down(struct fixture *f, gconstpointer rows)
{
    (void)rows;
    word_sink_free(&f->sink);
    known_tasks_use_table(NULL);
    free(f->control);
}

static void switch_to(struct fixture *f, unsigned n)
{
    fake_qemu.stored = FAKE_TASK(n);
    f->store.on_store_with_registers.callback(0, QWORD, FAKE_GS + FAKE_CURRENT, NULL);
}

static void call(struct fixture *f, size_t function, uint64_t rdi, uint64_t rsi)
{
    fake_qemu.rdi = rdi;
    fake_qemu.rsi = rsi;
    fake_execute(&f->functions[function], 0);
}

static void name(struct fixture *f, unsigned n, const char *comm)
{
    call(f, 0, FAKE_TASK(n), fake_kernel_text(comm));
}

static void give_birth(struct fixture *f, unsigned n)
{
    call(f, 1, FAKE_TASK(n), 0);
}

static void end(struct fixture *f)
{
    call(f, 2, 0, 0);
}

static void execute(struct fixture *f, const char *program)
{
    const uint64_t text = fake_kernel_text(program);

    memcpy(fake_qemu.memory + (FAKE_SCRATCH + 0x2000 + 96 - FAKE_MEMORY), &text, sizeof(text));
    call(f, 3, FAKE_SCRATCH + 0x2000, 0);
}

static void access_memory(struct fixture *f, uint64_t address)
{
    vcpu_stage_site(f->vcpu, 1, address);
}

static const struct task_row *last_row(const struct fixture *f)
{
    return &f->table->rows[f->table->used - 1];
}

static void put_usual_tasks(void)
{
    fake_kernel_task(1, (struct fake_task){ .pid = 1, .tgid = 1, .mm = FAKE_MM(1), .start = 5,
                                            .parent = FAKE_TASK(0), .comm = "init" });
    fake_kernel_task(0, (struct fake_task){ .comm = "swapper/0", .flags = FAKE_KTHREAD,
                                            .parent = FAKE_TASK(0) });
    fake_kernel_task(2, (struct fake_task){ .pid = 70, .tgid = 70, .mm = FAKE_MM(2), .start = 9,
                                            .parent = FAKE_TASK(1), .comm = "init" });
    fake_kernel_task(3, (struct fake_task){ .pid = 15, .tgid = 15, .start = 6,
                                            .flags = FAKE_KTHREAD, .comm = "kworker/0:1",
                                            .parent = FAKE_TASK(0) });
}

/* Rows 1 and 2 are for tasks for which there is none. */
static void tells_who_makes_the_accesses(struct fixture *f, gconstpointer data)
{
    (void)data;
    put_usual_tasks();
    access_memory(f, 1);
    switch_to(f, 2);
    access_memory(f, 2);
    access_memory(f, 3);
    switch_to(f, 2);
    access_memory(f, 4);
    switch_to(f, 3);
    access_memory(f, 5);
    vcpu_flush(f->vcpu);
    access_memory(f, 6);
    /* Its parents come before it: swapper, init. */
    ASSERT_WORDS(&f->sink, 0, 0x10001, WORD(5, RUNS), 0x20001, 0x30001, 0x40001, WORD(6, RUNS),
                 0x50001, WORD(6, RUNS), 0x60001);
    g_assert_cmpuint(f->table->used, ==, 7);
    g_assert_cmpuint(f->table->rows[3].flags, ==, TASK_IS_IDLE | TASK_IS_KERNEL);
    g_assert_cmpuint(f->table->rows[4].flags, ==, TASK_IS_AGENT);
    g_assert_cmpuint(f->table->rows[4].parent, ==, f->table->rows[3].task);
    g_assert_cmpuint(f->table->rows[5].flags, ==, TASK_IS_WORKLOAD);
    g_assert_cmpuint(f->table->rows[5].thread, ==, 70);
    g_assert_cmpuint(f->table->rows[5].parent, ==, f->table->rows[4].task);
    g_assert_cmpuint(f->table->rows[5].born_nanos, ==, 9);
    g_assert_cmpuint(f->table->rows[6].flags, ==, TASK_IS_KERNEL);
    g_assert_cmpuint(f->table->rows[6].space, ==, 0);
    g_assert_cmpstr(f->table->rows[6].name, ==, "kworker/0:1");
}

static void looks_when_it_begins(struct fixture *f, gconstpointer data)
{
    const uint64_t task = FAKE_TASK(2);

    (void)data;
    put_usual_tasks();
    memcpy(fake_qemu.memory + (FAKE_GS + FAKE_CURRENT - FAKE_MEMORY), &task, sizeof(task));
    fake_qemu.k_gs_base = FAKE_GS;
    fake_qemu.gs_base = 0; /* as in user code */
    task_watch_look(f->vcpu);
    access_memory(f, 1);
    ASSERT_WORDS(&f->sink, 0, WORD(5, RUNS), 0x10001);
}

static void knows_what_comes_of_a_task(struct fixture *f, gconstpointer data)
{
    (void)data;
    put_usual_tasks();
    switch_to(f, 2);
    fake_kernel_task(4, (struct fake_task){ .pid = 71, .tgid = 71, .mm = FAKE_MM(4), .start = 20,
                                            .parent = FAKE_TASK(2), .comm = "init" });
    access_memory(f, 1);
    give_birth(f, 4);
    access_memory(f, 2);
    ASSERT_WORDS(&f->sink, 0, WORD(5, RUNS), 0x10001, WORD(5, RUNS), WORD(6, BORN), 0x20001);
    g_assert_cmpuint(last_row(f)->flags, ==, TASK_IS_WORKLOAD);
    g_assert_cmpuint(last_row(f)->parent, ==, f->table->rows[5].task);
    g_assert_cmpuint(last_row(f)->space, !=, f->table->rows[5].space);

    switch_to(f, 4);
    access_memory(f, 3);
    fake_kernel_task(4, (struct fake_task){ .pid = 71, .tgid = 71, .mm = FAKE_MM(5), .start = 20,
                                            .parent = FAKE_TASK(2), .comm = "init" });
    execute(f, "/usr/bin/sort");
    switch_to(f, 4); /* on the way there it may sleep */
    access_memory(f, 4);
    name(f, 4, "sort");
    access_memory(f, 5);
    ASSERT_WORDS(&f->sink, 0, WORD(5, RUNS), WORD(6, RUNS), 0x30001, 0x40001, WORD(6, RUNS),
                 WORD(7, EXEC), WORD(7, RUNS), 0x50001);
    g_assert_cmpstr(last_row(f)->name, ==, "sort");
    g_assert_cmpuint(last_row(f)->task, ==, f->table->rows[6].task);
    g_assert_cmpuint(last_row(f)->space, !=, f->table->rows[6].space);
    g_assert_cmpmem((const char *)&f->table->rows[ROWS] + last_row(f)->program_offset,
                    last_row(f)->program_length, "/usr/bin/sort", 13);

    fake_kernel_task(4, (struct fake_task){ .pid = 71, .tgid = 71, .mm = FAKE_MM(5), .start = 20,
                                            .parent = FAKE_TASK(2), .comm = "sort" });
    end(f);
    access_memory(f, 6);
    switch_to(f, 2); /* it waits for something, and comes back */
    switch_to(f, 4);
    fake_kernel_task(4, (struct fake_task){ .pid = 71, .tgid = 71, .start = 20, .comm = "sort",
                                            .parent = FAKE_TASK(2), .state = FAKE_DEAD });
    switch_to(f, 2);
    access_memory(f, 7);
    ASSERT_WORDS(&f->sink, 0, WORD(7, RUNS), 0x60001, WORD(5, RUNS), WORD(7, RUNS), WORD(7, ENDED),
                 WORD(5, RUNS), 0x70001);
}

static void tells_threads_and_names(struct fixture *f, gconstpointer data)
{
    (void)data;
    put_usual_tasks();
    switch_to(f, 2);
    fake_kernel_task(4, (struct fake_task){ .pid = 71, .tgid = 70, .mm = FAKE_MM(2), .start = 20,
                                            .parent = FAKE_TASK(1), .comm = "init" });
    give_birth(f, 4);
    g_assert_cmpuint(last_row(f)->process, ==, 70);
    g_assert_cmpuint(last_row(f)->space, ==, f->table->rows[5].space);
    name(f, 4, "a-name-that-is-too-long"); /* by another */
    g_assert_cmpstr(last_row(f)->name, ==, "a-name-that-is-");
    g_assert_cmpuint(last_row(f)->thread, ==, 71);
    name(f, 9, "nobody");
    access_memory(f, 1);
    ASSERT_WORDS(&f->sink, 0, WORD(5, RUNS), WORD(6, BORN), WORD(7, NAMED), 0x10001);
}

static unsigned map(uint64_t start, uint32_t flags, const char *path, const char *expected)
{
    const struct layout_piece piece = { start, start + 0x2000, 0, flags, path };
    char image[TASKS_IMAGE_BYTES];
    const unsigned result = tasks_map(0, &piece, true, image);

    g_assert_cmpstr(image, ==, expected);
    return result;
}

/* A program's first thread, task 2, and another one, task 4. */
static void put_program(struct fixture *f)
{
    put_usual_tasks();
    switch_to(f, 2);
    fake_kernel_task(2, (struct fake_task){ .pid = 70, .tgid = 70, .mm = FAKE_MM(5), .start = 9,
                                            .parent = FAKE_TASK(1), .comm = "p" });
    execute(f, "/bin/p");
    name(f, 2, "p");
    fake_kernel_task(4, (struct fake_task){ .pid = 71, .tgid = 70, .mm = FAKE_MM(5), .start = 20,
                                            .parent = FAKE_TASK(1), .comm = "p" });
}

static void tells_layouts_apart(struct fixture *f, gconstpointer data)
{
    (void)data;
    put_program(f);
    give_birth(f, 4);
    g_assert_cmpuint(map(0x9000, MAPPING_IS_CODE, "/one", "/bin/p"), ==, 0);
    g_assert_cmpuint(map(0x9000, MAPPING_IS_CODE, "/two", "/bin/p (layout 2)"), ==,
                     LAYOUTS_CHANGED);
    g_assert_cmpuint(last_row(f)->layout, ==, 2);
    g_assert_cmpuint(last_row(f)->thread, ==, 70);
    g_assert_cmpuint(tasks_current(0), ==, f->table->used - 1);
    switch_to(f, 4);
    g_assert_cmpuint(last_row(f)->layout, ==, 2);
    g_assert_cmpuint(last_row(f)->thread, ==, 71);
    fake_kernel_task(5, (struct fake_task){ .pid = 72, .tgid = 72, .mm = FAKE_MM(6), .start = 30,
                                            .parent = FAKE_TASK(2), .comm = "p" });
    give_birth(f, 5);
    g_assert_cmpuint(last_row(f)->layout, ==, 2);
    fake_kernel_task(5, (struct fake_task){ .pid = 72, .tgid = 72, .mm = FAKE_MM(7), .start = 30,
                                            .parent = FAKE_TASK(2), .comm = "q" });
    switch_to(f, 5);
    execute(f, "/bin/q");
    name(f, 5, "q");
    g_assert_cmpuint(last_row(f)->layout, ==, 0);
    g_assert_cmpuint(map(0x9000, MAPPING_IS_CODE, "/two", "/bin/q"), ==, 0);
}

static void knows_where_threads_have_their_stacks(struct fixture *f, gconstpointer data)
{
    const uint32_t anonymous = MAPPING_ANONYMOUS << MAPPING_KIND_SHIFT;
    char image[TASKS_IMAGE_BYTES];
    struct known_stack stack;
    struct task_row row;

    (void)data;
    put_program(f);
    map(0x9000, anonymous, "", "/bin/p");
    tasks_gives_stack(0, (struct known_stack){ 0x8000, 0xa800 });
    give_birth(f, 4);
    name(f, 4, "worker");
    stack = tasks_stack(FAKE_TASK(4), image, &row);
    g_assert_cmphex(stack.start, ==, 0x8000);
    g_assert_cmphex(stack.end, ==, 0xa800);
    g_assert_cmpstr(image, ==, "/bin/p");
    g_assert_cmpstr(row.name, ==, "worker");
    g_assert_cmpuint(row.thread, ==, 71);
    stack = tasks_stack(FAKE_TASK(2), image, &row);
    g_assert_cmphex(stack.end, ==, 0);
    g_assert_cmpuint(map(0x9000, anonymous, "", "/bin/p"), ==, LAYOUTS_OVER_STACK);
}

static void has_no_wrong_layout_for_want_of_rows(struct fixture *f, gconstpointer data)
{
    (void)data;
    put_program(f);
    g_assert_cmpuint(map(0x9000, MAPPING_IS_CODE, "/one", "/bin/p"), ==, 0);
    map(0x9000, MAPPING_IS_CODE, "/two", "/bin/p (layout 2)");
    g_assert_cmpuint(f->table->used, ==, f->table->capacity);
    g_assert_cmpuint(tasks_current(0), ==, 1);
    g_assert_cmpuint(f->table->rows[1].flags, ==, TASK_IS_WORKLOAD | TASK_IS_SEVERAL);
}

/* Another kernel may call its functions something else. */
static void sees_changes_without_being_told(struct fixture *f, gconstpointer data)
{
    (void)data;
    put_usual_tasks();
    switch_to(f, 2);
    fake_kernel_task(2, (struct fake_task){ .pid = 70, .tgid = 70, .mm = FAKE_MM(9), .start = 9,
                                            .parent = FAKE_TASK(1), .comm = "sort" });
    switch_to(f, 2);
    g_assert_cmpstr(last_row(f)->name, ==, "sort");
    g_assert_cmpuint(last_row(f)->space, !=, f->table->rows[5].space);
    g_assert_cmpuint(last_row(f)->task, ==, f->table->rows[5].task);
    /* Where a task was is another one now. */
    fake_kernel_task(2, (struct fake_task){ .pid = 70, .tgid = 70, .mm = FAKE_MM(9), .start = 10,
                                            .parent = FAKE_TASK(1), .comm = "sort" });
    switch_to(f, 2);
    g_assert_cmpuint(last_row(f)->task, !=, f->table->rows[5].task);
}

static void has_few_rows(struct fixture *f, gconstpointer data)
{
    (void)data;
    put_usual_tasks();
    switch_to(f, 2);
    for (unsigned i = 4; i < 100; i++) {
        fake_kernel_task(4, (struct fake_task){ .pid = i, .tgid = i, .mm = FAKE_MM(i), .start = i,
                                                .parent = FAKE_TASK(2), .comm = "child" });
        give_birth(f, 4);
        switch_to(f, 4);
        execute(f, "/bin/true");
        name(f, 4, "true");
        switch_to(f, 2);
    }
    access_memory(f, 1);
    switch_to(f, 4);
    access_memory(f, 2);
    vcpu_flush(f->vcpu);
    g_assert_cmpuint(f->table->used, ==, 8);
    g_assert_cmpuint(f->table->refused, >, 90);
    g_assert_cmphex(g_array_index(f->sink.words[0], uint64_t, f->sink.words[0]->len - 2), ==,
                    WORD(1, RUNS));
    g_assert_cmpuint(f->table->rows[1].flags, ==, TASK_IS_WORKLOAD | TASK_IS_SEVERAL);
}

static void is_not_misled(struct fixture *f, gconstpointer data)
{
    (void)data;
    put_usual_tasks();
    switch_to(f, 2);
    access_memory(f, 1);
    fake_qemu.stored = UINT64_C(0xffffffffffffff00); /* nothing is there */
    f->store.on_store_with_registers.callback(0, QWORD, FAKE_GS + FAKE_CURRENT, NULL);
    access_memory(f, 2);
    fake_qemu.stored = 0x1000; /* of user code */
    f->store.on_store_with_registers.callback(0, QWORD, FAKE_GS + FAKE_CURRENT, NULL);
    access_memory(f, 3);
    fake_qemu.stored = FAKE_TASK(3); /* not where the task is, and not as long */
    f->store.on_store_with_registers.callback(0, QWORD, FAKE_GS + FAKE_CURRENT + 8, NULL);
    f->store.on_store_with_registers.callback(0, 2, FAKE_GS + FAKE_CURRENT, NULL);
    end(f);
    execute(f, "/bin/true");
    call(f, 1, 0, 0);
    call(f, 3, 0, 0);
    call(f, 0, FAKE_TASK(2), 0);
    access_memory(f, 4);
    vcpu_flush(f->vcpu);
    g_assert_cmpuint(f->table->used, ==, 6);
    g_assert_cmphex(g_array_index(f->sink.words[0], uint64_t, 1), ==, 0x10001);
}

/* Each is the other's parent, or its own. */
static void ends_with_parents_in_a_circle(struct fixture *f, gconstpointer data)
{
    (void)data;
    for (unsigned i = 0; i < 2; i++) {
        fake_kernel_task(i, (struct fake_task){ .pid = 5 + i, .tgid = 5 + i, .start = 7 + i,
                                                .parent = FAKE_TASK(1 - i), .comm = "circle" });
    }
    switch_to(f, 0);
    g_assert_cmpuint(f->table->used, <=, f->table->capacity);
}

static void needs_to_be_told_where(void)
{
    struct control_tasks where = fake_kernel;
    struct fixture f;

    set_up(&f, NULL);
    where.task_comm = 60000;
    g_assert_false(task_watch_start(&where));
    where.task_comm = UINT32_MAX;
    g_assert_false(task_watch_start(&where));
    where = fake_kernel;
    where.wanted = 0;
    g_assert_false(task_watch_start(&where));
    known_tasks_use_table(NULL);
    g_assert_false(task_watch_start(&fake_kernel));
    tear_down(&f, NULL);
}

void tasks_tests(void)
{
    static const struct {
        const char *name;
        void (*test)(struct fixture *f, gconstpointer data);
        unsigned rows;
    } tests[] = {
        { "/tasks/tells-who-makes-the-accesses", tells_who_makes_the_accesses, 0 },
        { "/tasks/looks-when-it-begins", looks_when_it_begins, 0 },
        { "/tasks/knows-what-comes-of-a-task", knows_what_comes_of_a_task, 0 },
        { "/tasks/tells-threads-and-names", tells_threads_and_names, 0 },
        { "/tasks/sees-changes-without-being-told", sees_changes_without_being_told, 0 },
        { "/tasks/has-few-rows", has_few_rows, 8 },
        { "/tasks/tells-layouts-apart", tells_layouts_apart, 0 },
        { "/tasks/knows-stacks", knows_where_threads_have_their_stacks, 0 },
        { "/tasks/no-wrong-layout", has_no_wrong_layout_for_want_of_rows, 7 },
        { "/tasks/is-not-misled", is_not_misled, 0 },
        { "/tasks/ends-with-parents-in-a-circle", ends_with_parents_in_a_circle, 0 },
    };

    for (size_t i = 0; i < G_N_ELEMENTS(tests); i++) {
        g_test_add(tests[i].name, struct fixture,
                   tests[i].rows == 0 ? NULL : GUINT_TO_POINTER(tests[i].rows), set_up,
                   tests[i].test, tear_down);
    }
    g_test_add_func("/tasks/needs-to-be-told-where", needs_to_be_told_where);
}
