/*
 * The workload of './memtracer demo': five phases that look different to each analyzer.
 *
 *   build    a table of records in one sweep                  small steps, working set grows
 *   sort     it with merge sort                               runs at two places, all of the table
 *   look up  keys at random by binary search                  no stride at all
 *   columns  of a matrix, added up one after the other        one large stride, many pages
 *   file     in memory, written and read back piece by piece  the kernel at work
 *
 * What it prints is the same on every machine and every run.
 *
 * Copyright (C) the memtracer authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#define _GNU_SOURCE

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum {
    RECORDS = 250 * 1000,
    LOOKUPS = 2000 * 1000,
    MATRIX_ROWS = 1024,
    MATRIX_COLUMNS = 512,
    MATRIX_PASSES = 24,
    FILE_PASSES = 4,
    PIECE_BYTES = 4096
};

struct record {
    uint64_t key;
    uint64_t value;
};

static struct record table[RECORDS];
static struct record scratch[RECORDS];
static double matrix[MATRIX_ROWS][MATRIX_COLUMNS];

static uint64_t random_state = 1;

/* xorshift64*, so that every run does the same. */
static uint64_t next_random(void)
{
    random_state ^= random_state >> 12;
    random_state ^= random_state << 25;
    random_state ^= random_state >> 27;
    return random_state * UINT64_C(2685821657736338717);
}

static void report(const char *phase, uint64_t checksum)
{
    printf("%-8s %016llx\n", phase, (unsigned long long)checksum);
    fflush(stdout);
}

static uint64_t build(void)
{
    uint64_t checksum = 0;

    for (size_t i = 0; i < RECORDS; i++) {
        table[i].key = next_random();
        table[i].value = i;
        checksum += table[i].key;
    }
    return checksum;
}

static void merge(size_t low, size_t middle, size_t high)
{
    size_t left = low;
    size_t right = middle;

    for (size_t to = low; to < high; to++) {
        if (right == high || (left < middle && table[left].key <= table[right].key)) {
            scratch[to] = table[left++];
        } else {
            scratch[to] = table[right++];
        }
    }
    memcpy(table + low, scratch + low, (high - low) * sizeof *table);
}

static uint64_t sort(void)
{
    uint64_t checksum = 0;

    for (size_t width = 1; width < RECORDS; width *= 2) {
        for (size_t low = 0; low + width < RECORDS; low += 2 * width) {
            size_t end = low + 2 * width;
            merge(low, low + width, end < RECORDS ? end : RECORDS);
        }
    }
    for (size_t i = 0; i < RECORDS; i++) {
        checksum = checksum * 31 + table[i].value;
    }
    return checksum;
}

static const struct record *find(uint64_t key)
{
    size_t low = 0;
    size_t high = RECORDS;

    while (low < high) {
        size_t middle = (low + high) / 2;

        if (table[middle].key < key) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < RECORDS ? &table[low] : NULL;
}

static uint64_t look_up(void)
{
    uint64_t checksum = 0;

    for (size_t i = 0; i < LOOKUPS; i++) {
        const struct record *found = find(next_random());

        checksum += found == NULL ? 1 : found->value;
    }
    return checksum;
}

static uint64_t add_columns(void)
{
    double sum = 0;

    for (size_t row = 0; row < MATRIX_ROWS; row++) {
        for (size_t column = 0; column < MATRIX_COLUMNS; column++) {
            matrix[row][column] = (double)(row ^ column);
        }
    }
    for (int pass = 0; pass < MATRIX_PASSES; pass++) {
        for (size_t column = 0; column < MATRIX_COLUMNS; column++) {
            /* One load that strides: gcc 14 would make two of it, with twice the stride. */
            #pragma GCC unroll 1
            for (size_t row = 0; row < MATRIX_ROWS; row++) {
                sum += matrix[row][column];
            }
        }
    }
    return (uint64_t)sum;
}

static void require(int true_or_not, const char *what)
{
    if (!true_or_not) {
        perror(what);
        exit(1);
    }
}

static uint64_t write_and_read(void)
{
    int file = memfd_create("table", 0);
    uint64_t checksum = 0;

    require(file >= 0, "memfd_create");
    for (int pass = 0; pass < FILE_PASSES; pass++) {
        unsigned char piece[PIECE_BYTES];

        for (size_t at = 0; at + PIECE_BYTES <= sizeof table; at += PIECE_BYTES) {
            ssize_t written = pwrite(file, (const char *)table + at, PIECE_BYTES, (off_t)at);
            require(written == PIECE_BYTES, "pwrite");
        }
        for (size_t at = 0; at + PIECE_BYTES <= sizeof table; at += PIECE_BYTES) {
            require(pread(file, piece, PIECE_BYTES, (off_t)at) == PIECE_BYTES, "pread");
            checksum = checksum * 31 + piece[(size_t)pass * 7];
        }
    }
    close(file);
    return checksum;
}

int main(void)
{
    report("build", build());
    report("sort", sort());
    report("look up", look_up());
    report("columns", add_columns());
    report("file", write_and_read());
    return 0;
}
