/*
 * Sorts COUNT pseudo-random numbers with qsort(), then looks up as many by binary search.
 *
 * usage: sort COUNT
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

/* xorshift32, Marsaglia 2003: the same numbers everywhere. */
static uint32_t next_random(void)
{
    static uint32_t state = 2463534242;

    state ^= state << 13;
    state ^= state >> 17;
    state ^= state << 5;
    return state;
}

static int compare(const void *a, const void *b)
{
    const uint32_t x = *(const uint32_t *)a;
    const uint32_t y = *(const uint32_t *)b;

    return (x > y) - (x < y);
}

static long look_up(const uint32_t *sorted, long count, uint32_t key)
{
    long low = 0;
    long high = count;

    while (low < high) {
        const long middle = (low + high) / 2;

        if (sorted[middle] < key) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

int main(int argc, char **argv)
{
    const long count = argc == 2 ? atol(argv[1]) : 0;
    uint32_t *numbers = count > 0 ? malloc((size_t)count * sizeof(*numbers)) : NULL;
    long sum = 0;

    if (numbers == NULL) {
        fprintf(stderr, "usage: sort COUNT\n");
        return 2;
    }
    for (long i = 0; i < count; i++) {
        numbers[i] = next_random();
    }
    qsort(numbers, (size_t)count, sizeof(*numbers), compare);
    for (long i = 0; i < count; i++) {
        sum += look_up(numbers, count, next_random());
    }
    printf("%ld\n", sum);
    free(numbers);
    return 0;
}
