/*
 * Tests of reading BTF.
 *
 * Copyright (C) 2026 The memtracer authors
 *
 * License: GNU GPL, version 2 or later.
 *   See the LICENSE file in the parent directory.
 */

#include <glib.h>
#include <string.h>

#include "btf.h"

enum { STRUCT = 4, VAR = 14, DATASEC = 15, INT = 1 };

typedef struct Writer {
    GByteArray *types;
    GByteArray *strings;
} Writer;

static guint32 text(Writer *w, const char *string)
{
    guint32 offset = w->strings->len;

    g_byte_array_append(w->strings, (const guint8 *)string,
                        strlen(string) + 1);
    return offset;
}

static void words(Writer *w, gsize count, const guint32 *values)
{
    g_byte_array_append(w->types, (const guint8 *)values, count * 4);
}

#define WORDS(w, ...)                                                    \
    do {                                                                 \
        const guint32 values[] = { __VA_ARGS__ };                        \
        words(w, G_N_ELEMENTS(values), values);                          \
    } while (0)

/*
 * int; an unnamed structure with a field at 4; task with that in it at 8, and
 * a bit field; a variable; a section with it at 0x180
 */
static guint8 *make(gsize *size)
{
    Writer w = { g_byte_array_new(), g_byte_array_new() };
    guint32 header[6] = { 0x1eb9f, 24 };
    GByteArray *all = g_byte_array_new();

    text(&w, "");
    WORDS(&w, text(&w, "int"), INT << 24, 4, 32);
    WORDS(&w, 0, STRUCT << 24 | 1, 8, text(&w, "inner"), 1, 4 * 8);
    WORDS(&w, text(&w, "task"), 1u << 31 | STRUCT << 24 | 3, 64);
    WORDS(&w, text(&w, "pid"), 1, 2 * 8);
    WORDS(&w, 0, 2, 8 * 8);
    WORDS(&w, text(&w, "bits"), 1, 3u << 24 | 20 * 8);
    WORDS(&w, text(&w, "current"), VAR << 24, 1, 1);
    WORDS(&w, text(&w, ".data"), DATASEC << 24 | 1, 0x1000, 4, 0x180, 8);
    header[3] = w.types->len;
    header[4] = w.types->len;
    header[5] = w.strings->len;
    g_byte_array_append(all, (const guint8 *)header, sizeof(header));
    g_byte_array_append(all, w.types->data, w.types->len);
    g_byte_array_append(all, w.strings->data, w.strings->len);
    g_byte_array_unref(w.types);
    g_byte_array_unref(w.strings);
    *size = all->len;
    return g_byte_array_free(all, FALSE);
}

static void finds_what_is_there(void)
{
    gsize size;
    guint8 *bytes = make(&size);
    Btf btf;

    g_assert_true(btf_parse(&btf, bytes, size));
    g_assert_cmpint(btf_field(&btf, "task", "pid"), ==, 2);
    g_assert_cmpint(btf_field(&btf, "task", "inner"), ==, 12);
    g_assert_cmpint(btf_field(&btf, "task", "bits"), ==, 20);
    g_assert_cmpint(btf_field(&btf, "task", "tgid"), ==, -1);
    g_assert_cmpint(btf_field(&btf, "int", "pid"), ==, -1);
    g_assert_cmpint(btf_field(&btf, "file", "pid"), ==, -1);
    g_assert_cmpint(btf_variable(&btf, ".data", "current"), ==, 0x180);
    g_assert_cmpint(btf_variable(&btf, ".data", "task"), ==, -1);
    g_assert_cmpint(btf_variable(&btf, ".bss", "current"), ==, -1);
    btf_free(&btf);
}

/* Whatever is changed or missing: nothing outside of it is read. */
static void survives_anything(void)
{
    gsize size;
    g_autofree guint8 *good = make(&size);

    for (gsize i = 0; i < size; i++) {
        for (int flip = 0; flip < 9; flip++) {
            gsize length = flip == 8 ? i : size;
            /* As long as it must be, so that reading on is noticed. */
            guint8 *bytes = g_malloc(length ? length : 1);
            Btf btf;

            memcpy(bytes, good, length);
            if (flip < 8) {
                bytes[i] ^= 1 << flip;
            }
            if (btf_parse(&btf, bytes, length)) {
                btf_field(&btf, "task", "inner");
                btf_variable(&btf, ".data", "current");
                btf_free(&btf);
            }
        }
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/btf/finds-what-is-there", finds_what_is_there);
    g_test_add_func("/btf/survives-anything", survives_anything);
    return g_test_run();
}
