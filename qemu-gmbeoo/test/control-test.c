/*
 * Tests of the control page. Its offsets are asserted when it is compiled; here they are written
 * out once more, through bytes.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "tests.h"

#include <errno.h>
#include <string.h>
#include <sys/mman.h>

static uint32_t u32_at(const void *page, size_t offset)
{
    uint32_t value;

    memcpy(&value, (const uint8_t *)page + offset, sizeof(value));
    return value;
}

static uint64_t u64_at(const void *page, size_t offset)
{
    uint64_t value;

    memcpy(&value, (const uint8_t *)page + offset, sizeof(value));
    return value;
}

static void has_the_documented_offsets(void)
{
    struct control_page *page = new_control();
    struct control_slot *slot = &page->slots[3];
    const size_t base = 4096 + 128 * 3;

    page->wish = (struct control_wish){ 1, 2, 3, 4, 5, 6 };
    page->abandon = 7;
    page->state = 8;
    page->ack_sequence = 9;
    page->failure_errno = 10;
    page->vcpus_seen = 11;
    page->pid = 12;
    page->api_version = 13;
    page->exact_instructions = 14;
    *slot = (struct control_slot){ 21, 22, 23, 24, 25, 26, 27, { 0 }, { 28, 29, 30, 31 }, { 0 } };

    g_assert_cmpmem(page, 8, "MTCTRL01", 8);
    g_assert_cmpuint(u32_at(page, 8), ==, 1);
    g_assert_cmpuint(u32_at(page, 12), ==, 256);
    for (uint32_t i = 0; i < 7; i++) {
        g_assert_cmpuint(u32_at(page, 64 + 4 * i), ==, 1 + i);
    }
    for (uint32_t i = 0; i < 6; i++) {
        g_assert_cmpuint(u32_at(page, 128 + 4 * i), ==, 8 + i);
        g_assert_cmpuint(u64_at(page, base + 8 * i), ==, 21 + i);
    }
    g_assert_cmpuint(u32_at(page, 92), ==, 14);
    g_assert_cmpuint(u32_at(page, base + 48), ==, 27);
    for (uint32_t i = 0; i < 4; i++) {
        g_assert_cmpuint(u64_at(page, base + 56 + 8 * i), ==, 28 + i);
    }
    g_assert_true((char *)page + 192 == page->failure_text);
    g_assert_cmpuint(sizeof(page->failure_text), ==, 192);
    free(page);
}

static void refuses_a_foreign_file(void)
{
    static const struct {
        const char *magic;
        uint32_t version;
        uint32_t slots;
        size_t bytes;
        const char *message;
    } cases[] = {
        { "MTCTRL02", 1, 256, CONTROL_BYTES, "*does not start with MTCTRL01" },
        { "MTCTRL01", 2, 256, CONTROL_BYTES, "*has version 2; this plugin knows version 1*" },
        { "MTCTRL01", 1, 64, CONTROL_BYTES, "*has 64 vCPU slots; expected 256" },
        { "MTCTRL01", 1, 256, CONTROL_BYTES - 1, "*is not a file of 65536 bytes" },
    };
    g_autofree char *path = temp_path("control");

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GError) error = NULL;

        write_control_file(path, cases[i].magic, cases[i].version, cases[i].slots,
                           cases[i].bytes);
        g_assert_null(control_map(path, &error));
        g_assert_true(g_pattern_match_simple(cases[i].message, error->message));
        g_assert_nonnull(strstr(error->message, path));
    }
}

static void refuses_a_missing_file(void)
{
    g_autoptr(GError) error = NULL;

    g_assert_null(control_map("/nonexistent/control", &error));
    g_assert_cmpstr(error->message, ==,
                    "can't open control page '/nonexistent/control': No such file or directory");
}

static void maps_what_others_map(void)
{
    g_autofree char *path = temp_path("control");
    struct control_page *a;
    struct control_page *b;

    write_control_file(path, CONTROL_MAGIC, 1, 256, CONTROL_BYTES);
    a = control_map(path, NULL);
    b = control_map(path, NULL);
    control_publish(&a->slots[255].dropped, 5);
    g_assert_cmpuint(b->slots[255].dropped, ==, 5);
    munmap(a, CONTROL_BYTES);
    munmap(b, CONTROL_BYTES);
}

static void keeps_the_first_failure(void)
{
    struct control_page *page = new_control();
    g_autofree char *longer = g_strnfill(500, 'x');

    control_fail(page, EPIPE, "first %d", 1);
    control_fail(page, EINVAL, "second");
    g_assert_cmpuint(page->state, ==, CONTROL_FAILED);
    g_assert_cmpuint(page->failure_errno, ==, EPIPE);
    g_assert_cmpstr(page->failure_text, ==, "first 1");

    control_set_state(page, CONTROL_ARMED);
    g_assert_cmpstr(page->failure_text, ==, "");
    g_assert_cmpuint(page->failure_errno, ==, 0);
    control_fail(page, 0, "%s", longer);
    g_assert_cmpuint(strlen(page->failure_text), ==, 191);
    free(page);
}

static void a_wish_is_pending_until_answered(void)
{
    struct control_page *page = new_control();

    g_assert_false(control_wish_pending(page));
    page->wish.sequence = 1;
    g_assert_true(control_wish_pending(page));
    control_acknowledge(page, 1);
    g_assert_false(control_wish_pending(page));
    free(page);
}

void control_tests(void)
{
    g_test_add_func("/control/has-the-documented-offsets", has_the_documented_offsets);
    g_test_add_func("/control/refuses-a-foreign-file", refuses_a_foreign_file);
    g_test_add_func("/control/refuses-a-missing-file", refuses_a_missing_file);
    g_test_add_func("/control/maps-what-others-map", maps_what_others_map);
    g_test_add_func("/control/keeps-the-first-failure", keeps_the_first_failure);
    g_test_add_func("/control/a-wish-is-pending-until-answered", a_wish_is_pending_until_answered);
}
