/*
 * Tests of telling apart what a program had at one address.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "tests.h"

#include "layouts.h"
#include "mapping-table.h"

#include <inttypes.h>
#include <string.h>

#define CODE (MAPPING_IS_CODE | MAPPING_IS_OF_HOST)
#define ANONYMOUS ((uint32_t)MAPPING_ANONYMOUS << MAPPING_KIND_SHIFT)
#define HEAP ((uint32_t)MAPPING_HEAP << MAPPING_KIND_SHIFT)
#define BOTH (LAYOUTS_COMES | LAYOUTS_MAY_CHANGE)

static unsigned add(uint32_t space, const char *program, uint64_t start, const char *path)
{
    const struct layout_piece piece = { start, start + 0x2000, 0x1000, CODE, path };

    return layouts_add(space, program, &piece, BOTH);
}

static unsigned add_memory(uint32_t space, uint64_t start, uint64_t end, uint32_t flags,
                           unsigned how)
{
    const struct layout_piece piece = { start, end, 0, flags, "" };

    return layouts_add(space, "p", &piece, how);
}

static void describe(const struct layout_piece *piece, void *text)
{
    g_string_append_printf(text, "%s%s:%" PRIx64 "-%" PRIx64 "+%" PRIx64,
                           ((GString *)text)->len == 0 ? "" : " ", piece->path, piece->start,
                           piece->end, piece->file_offset);
}

static void assert_has(uint32_t space, const char *expected)
{
    g_autoptr(GString) text = g_string_new("");

    layouts_each(space, describe, text);
    g_assert_cmpstr(text->str, ==, expected);
}

static void stays_as_long_as_an_address_means_one_thing(void)
{
    layouts_forget();
    for (uint32_t space = 1; space < 4; space++) {
        g_assert_cmpuint(add(space, "p", 0x5000, "/p"), ==, 0);
        g_assert_cmpuint(add(space, "p", 0x9000, "/lib"), ==, 0);
        g_assert_cmpuint(add(space, "p", 0x5000, "/p"), ==, 0);
        g_assert_cmpuint(layouts_of(space), ==, 0);
    }
    g_assert_cmpuint(add(4, "q", 0x5000, "/q"), ==, 0);
    g_assert_cmpuint(layouts_of(5), ==, 0);
    assert_has(1, "/lib:9000-b000+1000 /p:5000-7000+1000");
    assert_has(5, "");
}

static void goes_on_in_another_layout(void)
{
    layouts_forget();
    add(1, "p", 0x5000, "/p");
    add(1, "p", 0x9000, "/one");
    g_assert_cmpuint(add(1, "p", 0xa000, "/two"), ==, LAYOUTS_CHANGED);
    g_assert_cmpuint(layouts_of(1), ==, 2);
    assert_has(1, "/two:a000-c000+1000 /one:9000-a000+1000 /p:5000-7000+1000");
    /* Back to what was there first is back to the first. */
    g_assert_cmpuint(add(1, "p", 0xa000, "/three"), ==, LAYOUTS_CHANGED);
    g_assert_cmpuint(layouts_of(1), ==, 3);
    g_assert_cmpuint(add(1, "p", 0x9000, "/one"), ==, LAYOUTS_CHANGED);
    g_assert_cmpuint(layouts_of(1), ==, 0);
}

static void gives_each_process_of_a_program_its_own(void)
{
    layouts_forget();
    add(1, "p", 0x5000, "/p");
    add(1, "p", 0x9000, "/one");
    add(2, "p", 0x5000, "/p");
    g_assert_cmpuint(add(2, "p", 0x9000, "/two"), ==, LAYOUTS_CHANGED);
    add(3, "p", 0x5000, "/p");
    g_assert_cmpuint(add(3, "p", 0x9000, "/two"), ==, LAYOUTS_CHANGED);
    add(4, "p", 0x5000, "/p");
    g_assert_cmpuint(add(4, "p", 0x9000, "/one"), ==, 0);
    g_assert_cmpuint(layouts_of(1), ==, 0);
    g_assert_cmpuint(layouts_of(2), ==, 2);
    g_assert_cmpuint(layouts_of(3), ==, 2);
    g_assert_cmpuint(layouts_of(4), ==, 0);
}

static void stays_where_it_must_not_change(void)
{
    struct layout_piece piece = { 0x9000, 0xb000, 0, CODE, "/two" };

    layouts_forget();
    add(1, "p", 0x9000, "/one");
    g_assert_cmpuint(layouts_add(1, "p", &piece, LAYOUTS_COMES), ==, 0);
    g_assert_cmpuint(layouts_of(1), ==, 0);
    for (unsigned i = 0; i < 2 * LAYOUTS_OF_PROGRAM_MAX; i++) {
        g_autofree char *path = g_strdup_printf("/%u", i);

        g_assert_cmpuint(add(2, "q", 0x9000, path), ==,
                         i == 0 || i >= LAYOUTS_OF_PROGRAM_MAX ? 0 : LAYOUTS_CHANGED);
    }
    g_assert_cmpuint(layouts_of(2), ==, LAYOUTS_OF_PROGRAM_MAX);
}

static void a_copy_goes_its_own_way(void)
{
    layouts_forget();
    add(1, "p", 0x9000, "/one");
    g_assert_cmpuint(add(1, "p", 0x9000, "/two"), ==, LAYOUTS_CHANGED);
    layouts_fork(1, 2);
    g_assert_cmpuint(layouts_of(2), ==, 2);
    g_assert_cmpuint(add(2, "p", 0x9000, "/three"), ==, LAYOUTS_CHANGED);
    assert_has(1, "/two:9000-b000+1000");
    assert_has(2, "/three:9000-b000+1000");
    add_memory(1, 0x20000, 0x21000, HEAP, BOTH);
    layouts_fork(1, 3);
    add_memory(3, 0x20000, 0x22000, HEAP, BOTH);
    add_memory(3, 0x20000, 0x23000, HEAP, BOTH);
    assert_has(1, ":20000-21000+0 /two:9000-b000+1000");
    assert_has(3, ":20000-23000+0 /two:9000-b000+1000");
    layouts_fork(9, 10);
    assert_has(10, "");
}

static void knows_what_came_over_what(void)
{
    layouts_forget();
    add(1, "p", 0x5000, "/p");
    add_memory(1, 0x5800, 0x6000, ANONYMOUS, BOTH);
    add_memory(1, 0x5a00, 0x5c00, HEAP, BOTH);
    assert_has(1, ":5a00-5c00+0 :5800-5a00+0 :5c00-6000+0 /p:5000-5800+1000 /p:6000-7000+2000");
}

static void knows_stacks_by_their_being_new(void)
{
    layouts_forget();
    g_assert_false(layouts_add_stack(1, 0x10000, 0x20000));
    add_memory(1, 0x11000, 0x21000, ANONYMOUS, BOTH);
    g_assert_true(layouts_add_stack(1, 0x10000, 0x20000));
    /* The next thread may have it. */
    g_assert_true(layouts_add_stack(1, 0x10000, 0x20000));
    g_assert_cmpuint(add_memory(1, 0x11000, 0x21000, ANONYMOUS, 0), ==, 0);
    g_assert_cmpuint(add_memory(1, 0x11000, 0x21000, ANONYMOUS, BOTH), ==, LAYOUTS_OVER_STACK);
    g_assert_false(layouts_add_stack(1, 0x10000, 0x20000));

    add_memory(1, 0x31000, 0x41000, ANONYMOUS, BOTH);
    add_memory(1, 0x31000, 0x41000, ANONYMOUS, BOTH); /* freed, and asked for again */
    g_assert_false(layouts_add_stack(1, 0x30000, 0x40000));
    add_memory(1, 0x50000, 0x58000, ANONYMOUS, BOTH);
    add_memory(1, 0x51000, 0x61000, ANONYMOUS, BOTH);
    g_assert_false(layouts_add_stack(1, 0x50000, 0x60000));
    add_memory(1, 0x70000, 0x90000, ANONYMOUS, BOTH); /* part of a larger one */
    g_assert_false(layouts_add_stack(1, 0x80000, 0x90000));
    add_memory(1, 0xa0000, 0xb0000, HEAP, BOTH);
    g_assert_false(layouts_add_stack(1, 0xa0000, 0xb0000));
}

static void remembers_no_more_than_it_has_room_for(void)
{
    g_autofree char *text = g_strnfill(4095, 'x');

    layouts_forget();
    for (uint64_t i = 0; i < 5000; i++) {
        add_memory(1, i * 0x2000, i * 0x2000 + 0x1000, ANONYMOUS, BOTH);
        memcpy(text, (const char[]){ (char)('a' + i % 26), (char)('a' + i / 26 % 26),
                                     (char)('a' + i / 676) }, 3);
        add(2, "p", i * 0x10000, text);
        add((uint32_t)i + 3, text, 0x1000, "/p");
    }
    g_assert_cmpuint(add(1, "p", 0x1000, "/one"), ==, 0);
    g_assert_cmpuint(add(1, "p", 0x1000, "/two"), ==, 0);
    g_assert_false(layouts_add_stack(1, 0, 0x1000));
    g_assert_cmpuint(add(UINT32_MAX, "p", 0x1000, "/one"), ==, 0);
    layouts_forget();
}

void layouts_tests(void)
{
    static const struct {
        const char *name;
        void (*test)(void);
    } tests[] = {
        { "one-thing", stays_as_long_as_an_address_means_one_thing },
        { "another", goes_on_in_another_layout },
        { "processes", gives_each_process_of_a_program_its_own },
        { "stays", stays_where_it_must_not_change },
        { "copy", a_copy_goes_its_own_way },
        { "over", knows_what_came_over_what },
        { "stacks", knows_stacks_by_their_being_new },
        { "bounds", remembers_no_more_than_it_has_room_for },
    };

    for (size_t i = 0; i < G_N_ELEMENTS(tests); i++) {
        g_autofree char *path = g_strconcat("/layouts/", tests[i].name, NULL);

        g_test_add_func(path, tests[i].test);
    }
}
