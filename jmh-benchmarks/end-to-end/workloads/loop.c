/*
 * A tight loop: PASSES times `++a[i]` over 10,000 ints, two accesses an iteration and little else.
 *
 * usage: loop PASSES
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <stdio.h>
#include <stdlib.h>

enum { ELEMENTS = 10000 };

static int array[ELEMENTS];

int main(int argc, char **argv)
{
    const long passes = argc == 2 ? atol(argv[1]) : 0;

    if (passes <= 0) {
        fprintf(stderr, "usage: loop PASSES\n");
        return 2;
    }
    for (long pass = 0; pass < passes; pass++) {
        for (int i = 0; i < ELEMENTS; i++) {
            ++*(volatile int *)&array[i];
        }
    }
    printf("%d\n", array[ELEMENTS - 1]);
    return 0;
}
