/*
 * Tests of needed.c, against the loader's own list of this machine's programs.
 *
 * Copyright (C) 2026 The memtracer authors
 *
 * License: GNU GPL, version 2 or later.
 *   See the LICENSE file in the parent directory.
 */

#include <glib.h>
#include <unistd.h>

#include "needed.h"

static GHashTable *paths;

static void take(const char *path)
{
    g_assert_true(g_hash_table_add(paths, realpath(path, NULL)));
}

/* What the loader says: "\tlibc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x7f...)" */
static GHashTable *listed(const char *program)
{
    const char *argv[] = { "ldd", program, NULL };
    GHashTable *all = g_hash_table_new_full(g_str_hash, g_str_equal, free, NULL);
    g_autofree char *text = NULL;
    g_auto(GStrv) lines = NULL;

    g_assert_true(g_spawn_sync(NULL, (char **)argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &text,
                               NULL, NULL, NULL));
    lines = g_strsplit(text, "\n", -1);
    for (char **line = lines; *line; line++) {
        char *path = strstr(*line, "=> /");

        if (path) {
            *strrchr(path, ' ') = '\0';
            g_hash_table_add(all, realpath(path + 3, NULL));
        }
    }
    return all;
}

static void assert_as_listed(const char *program)
{
    g_autoptr(GHashTable) expected = listed(program);
    GHashTableIter each;
    gpointer path;

    paths = g_hash_table_new_full(g_str_hash, g_str_equal, free, NULL);
    needed_each(program, environ, take);
    g_hash_table_iter_init(&each, expected);
    while (g_hash_table_iter_next(&each, &path, NULL)) {
        g_assert_true(g_hash_table_contains(paths, path));
    }
    /* The loader is needed by some libraries, and isn't in its own list. */
    g_assert_cmpuint(g_hash_table_size(paths), >=, g_hash_table_size(expected));
    g_assert_cmpuint(g_hash_table_size(paths), <=, g_hash_table_size(expected) + 1);
    g_hash_table_unref(paths);
}

static void test_finds_what_the_loader_finds(void)
{
    static const char *const programs[] = {
        "/bin/true", "/usr/bin/git", "/usr/bin/perl", "/usr/bin/qemu-system-x86_64", "/usr/bin/bash",
    };
    int tried = 0;

    for (size_t i = 0; i < G_N_ELEMENTS(programs); i++) {
        if (access(programs[i], X_OK) == 0) {
            assert_as_listed(programs[i]);
            tried++;
        }
    }
    g_assert_cmpint(tried, >, 0);
}

static void test_finds_nothing_for_what_is_no_program(void)
{
    paths = g_hash_table_new_full(g_str_hash, g_str_equal, free, NULL);
    needed_each("/etc/passwd", environ, take);
    needed_each("/nonsuch", environ, take);
    needed_each("/", environ, take);
    g_assert_cmpuint(g_hash_table_size(paths), ==, 0);
    g_hash_table_unref(paths);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/needed/as-the-loader", test_finds_what_the_loader_finds);
    g_test_add_func("/needed/no-program", test_finds_nothing_for_what_is_no_program);
    return g_test_run();
}
