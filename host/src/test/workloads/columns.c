/*
 * Known answer: sums a matrix of ROWS x 512 longs by columns, ROUNDS times: a stride of 4096 bytes, by one instruction.
 *
 * usage: columns ROWS ROUNDS
 * Prints the address of the loading instruction.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <stdio.h>
#include <stdlib.h>

enum { COLUMNS = 512, MAX_ROWS = 1024 };

static long matrix[MAX_ROWS][COLUMNS];

int main(int argc, char **argv)
{
    const long rows = argc > 1 ? atol(argv[1]) : 0;
    const long rounds = argc > 2 ? atol(argv[2]) : 0;
    if (rows < 1 || rows > MAX_ROWS || rounds < 1) {
        fprintf(stderr, "usage: columns ROWS ROUNDS\n");
        return 2;
    }
    long sum = 0;
    const void *pc = NULL;
    for (long round = 0; round < rounds; round++) {
        for (long column = 0; column < COLUMNS; column++) {
            for (long row = 0; row < rows; row++) {
                long value;
                __asm__ volatile("lea 0f(%%rip), %1\n0: mov %2, %0"
                                 : "=r"(value), "=&r"(pc)
                                 : "m"(matrix[row][column]));
                sum += value;
            }
        }
    }
    printf("%lx %ld\n", (unsigned long) pc, sum);
    return 0;
}
