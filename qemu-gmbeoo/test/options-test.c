/*
 * Tests of option parsing.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "tests.h"

#include "options.h"

static void takes_all(void)
{
    char *argv[] = { "control=/a=b", "fifo=/f", "batch=65536", "lifeline=on", "gaps=on" };
    struct options options;

    g_assert_true(options_parse(&options, G_N_ELEMENTS(argv), argv, NULL));
    g_assert_cmpstr(options.control, ==, "/a=b");
    g_assert_cmpstr(options.fifo, ==, "/f");
    g_assert_cmpuint(options.batch_bytes, ==, 65536);
    g_assert_true(options.lifeline);
    g_assert_true(options.gaps);
}

static void has_defaults(void)
{
    char *argv[] = { "control=c", "fifo=f" };
    struct options options;

    g_assert_true(options_parse(&options, G_N_ELEMENTS(argv), argv, NULL));
    g_assert_cmpuint(options.batch_bytes, ==, 16384);
    g_assert_false(options.lifeline);
    g_assert_false(options.gaps);
}

static void takes_a_ring(void)
{
    char *argv[] = { "control=c", "ring=/r", "ringbytes=65536", "batch=4096", "table=0",
                     "tasks=7", "phases=8" };
    struct options options;

    g_assert_true(options_parse(&options, 2, argv, NULL));
    g_assert_cmpstr(options.ring, ==, "/r");
    g_assert_null(options.fifo);
    g_assert_cmpuint(options.ring_bytes, ==, 8 << 20);
    g_assert_cmpuint(options.table_entries, ==, 65535);
    g_assert_true(options_parse(&options, G_N_ELEMENTS(argv), argv, NULL));
    g_assert_cmpuint(options.ring_bytes, ==, 65536);
    g_assert_cmpuint(options.table_entries, ==, 0);
    g_assert_cmpuint(options.task_rows, ==, 7);
    g_assert_cmpuint(options.phase_rows, ==, 8);
}

static void refuse(const char *line, const char *message)
{
    g_auto(GStrv) argv = g_strsplit(line, " ", -1);
    g_autoptr(GError) error = NULL;
    struct options options;

    g_assert_false(options_parse(&options, (int)g_strv_length(argv), argv, &error));
    g_assert_nonnull(error);
    if (!g_str_has_prefix(error->message, message)) {
        g_assert_cmpstr(error->message, ==, message);
    }
}

static void refuses_by_name(void)
{
    refuse("fifo=f", "option 'control' is missing");
    refuse("control=c", "option 'fifo' or 'ring' is missing");
    refuse("control= fifo=f", "option 'control' needs a path");
    refuse("control=c fifo=f bach=4096", "unknown option 'bach'; known are control=PATH");
    refuse("control=c fifo=f lifeline", "option 'lifeline' is not key=value");
    refuse("control=c fifo=f lifeline=yes", "option 'lifeline' must be on or off, but 'yes' isn't");
    refuse("control=c fifo=f fifo=g", "option 'fifo' is given twice");
    refuse("control=c fifo=f ring=r", "options 'fifo' and 'ring' exclude each other");
    refuse("control=c ring=r gaps=on", "option 'gaps' goes with option 'fifo' only");
    refuse("control=c fifo=f table=5", "option 'table' goes with option 'ring' only");
    refuse("control=c fifo=f ringbytes=65536", "option 'ringbytes' goes with option 'ring' only");
    refuse("control=c ring=r table=65536",
           "option 'table' must be a number from 0 to 65535, but '65536' isn't");
    refuse("control=c ring=r ringbytes=100000",
           "option 'ringbytes' must be a power of two from 65536 to 1073741824, but '100000' isn't");
    refuse("control=c ring=r ringbytes=65536",
           "option 'batch' must be at most a sixteenth of option 'ringbytes', 4096,"
           " but 16384 isn't");
    refuse("control=c fifo=f batch=16384 batch=16384", "option 'batch' is given twice");
}

static void refuses_other_batch_sizes(void)
{
    static const char *const values[] = { "",     "x",       "4095",     "4097", "12288", "2048",
                                          "-4096", "2097152", "4096k", " 4096", "18446744073709551616" };

    for (size_t i = 0; i < G_N_ELEMENTS(values); i++) {
        char *argv[] = { "control=c", "fifo=f", g_strconcat("batch=", values[i], NULL) };
        g_autoptr(GError) error = NULL;
        g_autofree char *message = g_strdup_printf(
            "option 'batch' must be a power of two from 4096 to 1048576, but '%s' isn't",
            values[i]);
        struct options options;

        g_assert_false(options_parse(&options, G_N_ELEMENTS(argv), argv, &error));
        g_assert_cmpstr(error->message, ==, message);
        g_free(argv[2]);
    }
}

void options_tests(void)
{
    g_test_add_func("/options/takes-all", takes_all);
    g_test_add_func("/options/takes-a-ring", takes_a_ring);
    g_test_add_func("/options/has-defaults", has_defaults);
    g_test_add_func("/options/refuses-by-name", refuses_by_name);
    g_test_add_func("/options/refuses-other-batch-sizes", refuses_other_batch_sizes);
}
