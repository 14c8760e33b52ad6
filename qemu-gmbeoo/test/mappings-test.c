/*
 * Tests of telling what lies in the memory of the guest's programs.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "tests.h"

#include "fake-kernel.h"
#include "fake-qemu.h"
#include "mapping-watch.h"
#include "registers.h"
#include "tasks.h"

#include <string.h>
#include <unistd.h>

#define EXECUTABLE 5
#define READABLE 1
#define V9FS UINT64_C(0x01021997)
#define TMPFS UINT64_C(0x01021994)
#define BACKING UINT32_C(0x2000000)

/* Where this kernel has its things: fields of 8 bytes, one after another. */
static const struct control_mappings layout = {
    .vma_start = 0,
    .vma_end = 8,
    .vma_pgoff = 16,
    .vma_flags = 24,
    .vma_file = 32,
    .file_path = 8, /* a mount and an entry */
    .file_inode = 24,
    .file_mode = 0,
    .path_mnt = 0,
    .path_dentry = 8,
    .inode_super = 16,
    .super_magic = 24,
    .dentry_parent = 0,
    .dentry_name = 16,
    .mount_mnt = 32,
    .mount_parent = 0,
    .mount_mountpoint = 8,
    .vfsmount_root = 16,
    .backing_user_path = 40,
    .told = UINT64_C(0xffffffff81000500),
};

struct fixture {
    struct mapping_table *table;
    struct qemu_plugin_insn told;
    uint64_t room; /* what comes next in the guest's memory */
};

static uint64_t make_room(struct fixture *f)
{
    f->room += 64;
    return f->room - 64;
}

static void put(uint64_t address, uint64_t value)
{
    memcpy(fake_qemu.memory + (address - FAKE_MEMORY), &value, sizeof(value));
}

static void set_up(struct fixture *f, gconstpointer data)
{
    g_autofree char *path = temp_path("mappings");

    (void)data;
    unlink(path);
    f->table = mapping_table_create(path, NULL);
    g_assert_nonnull(f->table);
    mapping_watch_use_table(f->table);
    registers_find();
    fake_kernel_start();
    f->room = FAKE_MEMORY + 0x1000;
    g_assert_true(mapping_watch_start(&layout));
    f->told = (struct qemu_plugin_insn){ .vaddr = layout.told };
    mapping_watch_register(&f->told);
}

static void tear_down(struct fixture *f, gconstpointer data)
{
    (void)f;
    (void)data;
    mapping_watch_use_table(NULL);
}

static uint64_t put_text(struct fixture *f, const char *text)
{
    const uint64_t address = make_room(f);

    g_assert_cmpuint(strlen(text), <, 64);
    memcpy(fake_qemu.memory + (address - FAKE_MEMORY), text, strlen(text) + 1);
    return address;
}

/* An entry of a directory; a root is its own parent. */
static uint64_t put_entry(struct fixture *f, uint64_t parent, const char *name)
{
    const uint64_t entry = make_room(f);

    put(entry + layout.dentry_parent, parent == 0 ? entry : parent);
    put(entry + layout.dentry_name, put_text(f, name));
    return entry;
}

/* What the kernel has of a mount; one that isn't mounted anywhere is its own parent. */
static uint64_t put_mount(struct fixture *f, uint64_t root, uint64_t parent, uint64_t mountpoint)
{
    const uint64_t mount = make_room(f);

    put(mount + layout.mount_parent, parent == 0 ? mount : parent);
    put(mount + layout.mount_mountpoint, parent == 0 ? root : mountpoint);
    put(mount + layout.mount_mnt + layout.vfsmount_root, root);
    return mount;
}

static uint64_t put_file(struct fixture *f, uint64_t mount, uint64_t entry, uint64_t magic)
{
    const uint64_t file = make_room(f);
    const uint64_t inode = make_room(f);
    const uint64_t super = make_room(f);

    put(file + layout.file_path + layout.path_mnt, mount + layout.mount_mnt);
    put(file + layout.file_path + layout.path_dentry, entry);
    put(file + layout.file_inode, inode);
    put(inode + layout.inode_super, super);
    put(super + layout.super_magic, magic);
    return file;
}

static void map(struct fixture *f, uint64_t start, uint64_t flags, uint64_t file)
{
    const uint64_t vma = make_room(f);

    put(vma + layout.vma_start, start);
    put(vma + layout.vma_end, start + 0x2000);
    put(vma + layout.vma_pgoff, 3);
    put(vma + layout.vma_flags, flags);
    put(vma + layout.vma_file, file);
    fake_qemu.rdi = vma;
    fake_execute(&f->told, 0);
}

static char *path_of(const struct fixture *f, uint32_t row)
{
    const char *texts = (const char *)&f->table->rows[f->table->capacity];

    g_assert_cmpuint(row, <, f->table->used);
    return g_strndup(texts + f->table->rows[row].path_offset, f->table->rows[row].path_length);
}

/* /srv/data is a mount; /srv/data/lib/libx.so is in it. */
static uint64_t put_library(struct fixture *f, uint64_t magic)
{
    const uint64_t root = put_entry(f, 0, "/");
    const uint64_t root_mount = put_mount(f, root, 0, 0);
    const uint64_t place = put_entry(f, put_entry(f, root, "srv"), "data");
    const uint64_t data = put_entry(f, 0, "/");
    const uint64_t data_mount = put_mount(f, data, root_mount, place);

    return put_file(f, data_mount, put_entry(f, put_entry(f, data, "lib"), "libx.so"), magic);
}

static void tells_code_of_the_host_by_its_whole_path(struct fixture *f, gconstpointer data)
{
    g_autofree char *path = NULL;

    (void)data;
    map(f, 0x7000, EXECUTABLE, put_library(f, V9FS));
    path = path_of(f, 0);
    g_assert_cmpstr(path, ==, "/srv/data/lib/libx.so");
    g_assert_cmphex(f->table->rows[0].start, ==, 0x7000);
    g_assert_cmphex(f->table->rows[0].end, ==, 0x9000);
    g_assert_cmphex(f->table->rows[0].file_offset, ==, 0x3000);
    g_assert_cmpuint(f->table->rows[0].flags, ==, MAPPING_IS_OF_HOST | MAPPING_IS_CODE);
}

static void tells_apart_what_was_made_in_the_guest(struct fixture *f, gconstpointer data)
{
    (void)data;
    map(f, 0x7000, EXECUTABLE, put_library(f, TMPFS));
    map(f, 0x7000, EXECUTABLE, 0);
    g_assert_cmpuint(f->table->used, ==, 2);
    g_assert_cmpuint(f->table->rows[0].flags, ==, MAPPING_IS_CODE);
    g_assert_cmpuint(f->table->rows[1].flags, ==, MAPPING_IS_CODE);
    g_assert_cmpuint(f->table->rows[1].path_length, ==, 0);
}

static void tells_code_alone_and_each_once(struct fixture *f, gconstpointer data)
{
    const uint64_t library = put_library(f, V9FS);

    (void)data;
    map(f, 0x7000, READABLE, library);
    g_assert_cmpuint(f->table->used, ==, 0);
    for (int i = 0; i < 3; i++) {
        map(f, 0x7000, EXECUTABLE, library);
    }
    g_assert_cmpuint(f->table->used, ==, 1);
    map(f, 0xa000, EXECUTABLE, library);
    g_assert_cmpuint(f->table->used, ==, 2);
    g_assert_cmpuint(f->table->rows[0].path_offset, ==, f->table->rows[1].path_offset);
}

/* Since Linux 6.5, an overlay maps a file of its own, which says what stands for it. */
static void follows_what_stands_for_a_file(struct fixture *f, gconstpointer data)
{
    const uint64_t library = put_library(f, V9FS);
    const uint64_t root = put_entry(f, 0, "/");
    const uint64_t user = put_entry(f, root, "seen");
    const uint64_t mount = put_mount(f, root, 0, 0);
    g_autofree char *path = NULL;

    (void)data;
    put(library + layout.file_mode, BACKING);
    put(library + layout.backing_user_path + layout.path_mnt, mount + layout.mount_mnt);
    put(library + layout.backing_user_path + layout.path_dentry, user);
    map(f, 0x7000, EXECUTABLE, library);
    path = path_of(f, 0);
    g_assert_cmpstr(path, ==, "/seen");
}

static void does_not_follow_a_guest_for_ever(struct fixture *f, gconstpointer data)
{
    const uint64_t root = put_entry(f, 0, "/");
    const uint64_t mount = put_mount(f, root, 0, 0);
    const uint64_t one = put_entry(f, root, "one");
    const uint64_t two = put_entry(f, one, "two");

    (void)data;
    put(one + layout.dentry_parent, two);
    map(f, 0x7000, EXECUTABLE, put_file(f, mount, two, V9FS));
    put(one + layout.dentry_parent, 42);
    map(f, 0x8000, EXECUTABLE, put_file(f, mount, two, V9FS));
    g_assert_cmpuint(f->table->used, ==, 2);
    g_assert_cmpuint(f->table->rows[0].path_length + f->table->rows[1].path_length, ==, 0);
    g_assert_cmpuint(f->table->rows[0].flags | f->table->rows[1].flags, ==, MAPPING_IS_CODE);
}

static void counts_what_can_not_be_told(struct fixture *f, gconstpointer data)
{
    (void)data;
    fake_qemu.rdi = 42;
    fake_execute(&f->told, 0);
    g_assert_cmpuint(f->table->used, ==, 0);
    g_assert_cmpuint(f->table->refused, ==, 1);
    g_assert_cmpuint(f->table->refused_data, ==, 1);
}

/* Pages apart from each other, so that none is part of another's row. */
static void add_rows(struct fixture *f, uint32_t count, uint32_t flags)
{
    for (uint32_t i = 0; i < count; i++) {
        const struct mapping_row row = { .start = i * 0x2000, .end = i * 0x2000 + 0x1000,
                                         .flags = flags };

        mapping_table_add(f->table, &row, "", "");
    }
}

static void leaves_room_for_code(struct fixture *f, gconstpointer data)
{
    const uint32_t for_code = f->table->capacity - MAPPING_TABLE_DATA_ROWS;

    (void)data;
    add_rows(f, MAPPING_TABLE_DATA_ROWS + 3, MAPPING_HEAP << MAPPING_KIND_SHIFT);
    g_assert_cmpuint(f->table->refused_data, ==, 3);
    g_assert_cmpuint(f->table->refused, ==, 0);
    add_rows(f, for_code + 5, MAPPING_IS_CODE);
    g_assert_cmpuint(f->table->used, ==, f->table->capacity);
    g_assert_cmpuint(f->table->refused, ==, 5);
}

static void add_heap(struct fixture *f, uint64_t start, uint64_t end, const char *program)
{
    const struct mapping_row row = { .start = start, .end = end,
                                     .flags = MAPPING_HEAP << MAPPING_KIND_SHIFT };

    mapping_table_add(f->table, &row, "", program);
}

/* A heap grows by and by, and each program has one. */
static void makes_one_row_of_what_touches(struct fixture *f, gconstpointer data)
{
    (void)data;
    add_heap(f, 0x5000, 0x6000, "a");
    add_heap(f, 0x5000, 0x9000, "a");
    add_heap(f, 0x9000, 0xa000, "a");
    add_heap(f, 0x4000, 0x5000, "a");
    add_heap(f, 0x4000, 0x5000, "b");
    add_heap(f, 0xc000, 0xd000, "a");
    g_assert_cmpuint(f->table->used, ==, 3);
    g_assert_cmphex(f->table->rows[0].start, ==, 0x4000);
    g_assert_cmphex(f->table->rows[0].end, ==, 0xa000);
    g_assert_cmphex(f->table->rows[0].file_offset, ==, 0);
    g_assert_cmphex(f->table->rows[1].end, ==, 0x5000);
    g_assert_cmphex(f->table->rows[2].start, ==, 0xc000);
}

/* A part of a file that goes on where another ends is one with it if it goes on in the file, too. */
static void knows_the_parts_of_a_file(struct fixture *f, gconstpointer data)
{
    const struct mapping_row rows[] = {
        { .start = 0x5000, .end = 0x6000, .file_offset = 0x1000 },
        { .start = 0x4000, .end = 0x5000, .file_offset = 0 },
        { .start = 0x6000, .end = 0x7000, .file_offset = 0x5000 },
    };

    (void)data;
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        mapping_table_add(f->table, &rows[i], "/x", "");
    }
    g_assert_cmpuint(f->table->used, ==, 2);
    g_assert_cmphex(f->table->rows[0].start, ==, 0x4000);
    g_assert_cmphex(f->table->rows[0].file_offset, ==, 0);
    g_assert_cmphex(f->table->rows[1].file_offset, ==, 0x5000);
}

static void add_file(struct fixture *f, uint64_t start, uint64_t end, const char *program)
{
    const struct mapping_row row = { .start = start, .end = end };

    mapping_table_add(f->table, &row, "/x", program);
}

/* Of what was at an address, what came later is behind in the table. */
static void keeps_the_order_in_which_things_came(struct fixture *f, gconstpointer data)
{
    (void)data;
    add_heap(f, 0x5000, 0x6000, "a");
    add_file(f, 0x6000, 0x7000, "a");
    add_heap(f, 0x5000, 0x7000, "a");
    g_assert_cmpuint(f->table->used, ==, 3);
    g_assert_cmphex(f->table->rows[0].end, ==, 0x6000);
    g_assert_cmphex(f->table->rows[2].start, ==, 0x5000);
    add_heap(f, 0x6000, 0x7000, "a"); /* comes again */
    add_heap(f, 0x5000, 0x5800, "a");
    add_file(f, 0x5000, 0x6000, "a"); /* its beginning was at another address before */
    g_assert_cmpuint(f->table->used, ==, 4);
    add_file(f, 0x5000, 0x7000, "a");
    add_heap(f, 0x4000, 0x6000, "a");
    g_assert_cmpuint(f->table->used, ==, 4);
    g_assert_cmphex(f->table->rows[2].start, ==, 0x4000);
    add_file(f, 0x6000, 0x7000, "b"); /* another program's */
    add_heap(f, 0x5000, 0x7000, "b");
    add_heap(f, 0x4000, 0x8000, "a");
    g_assert_cmpuint(f->table->used, ==, 6);
}

static void needs_to_know_where_to_look(struct fixture *f, gconstpointer data)
{
    struct control_mappings unknown = layout;

    (void)f;
    (void)data;
    unknown.told = 0;
    g_assert_false(mapping_watch_start(&unknown));
}

void mappings_tests(void)
{
#define ADD(name, test) g_test_add("/mappings/" name, struct fixture, NULL, set_up, test, tear_down)
    ADD("whole-path", tells_code_of_the_host_by_its_whole_path);
    ADD("of-guest", tells_apart_what_was_made_in_the_guest);
    ADD("code-alone", tells_code_alone_and_each_once);
    ADD("backing", follows_what_stands_for_a_file);
    ADD("for-ever", does_not_follow_a_guest_for_ever);
    ADD("refused", counts_what_can_not_be_told);
    ADD("unknown", needs_to_know_where_to_look);
    ADD("room-for-code", leaves_room_for_code);
    ADD("one-row", makes_one_row_of_what_touches);
    ADD("parts-of-file", knows_the_parts_of_a_file);
    ADD("order", keeps_the_order_in_which_things_came);
#undef ADD
}
