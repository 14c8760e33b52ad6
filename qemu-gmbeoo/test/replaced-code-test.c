/*
 * Tests of noticing code in whose place there was other code.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "replaced-code.h"

#include "tests.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define CODE UINT64_C(0x7fffe1000000)

static const struct replaced_code *create(void)
{
    g_autofree char *path = temp_path("code.replaced");
    void *table;
    int fd;

    g_unlink(path);
    g_assert_true(replaced_code_create(path, NULL));
    fd = open(path, O_RDONLY);
    table = mmap(NULL, sizeof(struct replaced_code) + 8 * REPLACED_CODE_ROWS, PROT_READ,
                 MAP_SHARED, fd, 0);
    g_assert_true(table != MAP_FAILED);
    close(fd);
    return table;
}

static void see(uint64_t vaddr, const char *bytes, size_t length)
{
    replaced_code_see(site_pair_get(vaddr, 3), vaddr, (const uint8_t *)bytes, length);
}

#define SEE(vaddr, bytes) see(vaddr, bytes, sizeof(bytes) - 1)

static void tells_where_other_code_is(void)
{
    const struct replaced_code *table = create();

    g_assert_cmpmem(table->magic, 8, "MTCODE01", 8);
    SEE(CODE, "\x48\x8b\x04\x24");     /* mov (%rsp),%rax */
    SEE(CODE + 70, "\x0f\xb6\x04\x24"); /* movzbl (%rsp),%eax */
    SEE(CODE, "\x48\x8b\x04\x24");
    g_assert_cmpuint(table->used, ==, 0);
    SEE(CODE + 70, "\x0f\xbe\x04\x24"); /* movsbl */
    g_assert_cmpuint(table->used, ==, 1);
    g_assert_cmphex(table->rows[0], ==, (CODE + 70) >> 6);
    SEE(CODE, "\x48\x89\x04\x24"); /* a store */
    SEE(CODE, "\x48\x8b\x04\x24"); /* once is enough */
    g_assert_cmpuint(table->used, ==, 2);
    SEE(CODE + 80, "\x90");
    SEE(CODE + 80, "\xc3");
    g_assert_cmpuint(table->used, ==, 2); /* nor twice for one row */
}

static void bears_what_compilers_patch(void)
{
    const struct replaced_code *table = create();

    SEE(CODE + 0x1000, "\xe8\x01\x02\x03\x04"); /* a call, of something else */
    SEE(CODE + 0x1000, "\xe8\x11\x12\x13\x14");
    SEE(CODE + 0x1010, "\x41\x81\x7f\x20\x01\x00\x00\x00"); /* a barrier */
    SEE(CODE + 0x1010, "\x41\x81\x7f\x20\x02\x00\x00\x00");
    SEE(CODE + 0x1020, "\x89\x84\x24\x00\xc0\xfe\xff"); /* an entry, barred */
    SEE(CODE + 0x1020, "\xe9\x00\x00\x00\x00");
    SEE(CODE + 0x1030, "\xe9\x00\x00\x00\x00"); /* and what is completed */
    SEE(CODE + 0x1030, "\x8b\x46\x0c");
    g_assert_cmpuint(table->used, ==, 0);
    g_assert_cmpuint(table->refused, ==, 0);
}

static void says_that_there_is_no_room(void)
{
    const struct replaced_code *table = create();

    for (uint64_t row = 0; row <= REPLACED_CODE_ROWS; row++) {
        g_assert_cmpuint(table->refused, ==, 0);
        SEE(CODE + 0x100000 + (row << 6), "\x90");
        SEE(CODE + 0x100000 + (row << 6), "\xc3");
    }
    g_assert_cmpuint(table->used, ==, REPLACED_CODE_ROWS);
    g_assert_cmpuint(table->refused, ==, 1);
}

void replaced_code_tests(void)
{
    g_test_add_func("/replaced-code/tells-where-other-code-is", tells_where_other_code_is);
    g_test_add_func("/replaced-code/bears-what-compilers-patch", bears_what_compilers_patch);
    g_test_add_func("/replaced-code/says-that-there-is-no-room", says_that_there_is_no_room);
}
