/*
 * An analysis tool as the predecessor's users wrote them: counts accesses by the privilege level of
 * the code that made them, loads and stores apart.
 *
 * Build: cc -O2 -o count-by-cpl count-by-cpl.c
 * Run:   memtracer trace --tool ./count-by-cpl -- WORKLOAD
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Bit 5 of word 0 says store, bits 6 and 7 the CPL. Mask: other bits say other things. */
enum { KIND_SHIFT = 5, KINDS = 8 };

struct record {
    uint64_t word;
    uint64_t address;
};

static struct record records[4096];
static uint64_t counts[KINDS]; /* by CPL and store, as these bits are in the record */

static uint64_t count(int cpl, int store)
{
    return counts[cpl << 1 | store];
}

static void print_level(const char *name, uint64_t loads, uint64_t stores)
{
    printf("%s accesses: %" PRIu64 "\n", name, loads + stores);
    printf("%s loads: %" PRIu64 "\n", name, loads);
    printf("%s stores: %" PRIu64 "\n", name, stores);
}

/*
 * All records are read, and main sleeps in its read: nothing of what this touches is in use, so
 * that printf is safe here.
 */
static void on_end(int signal_number)
{
    uint64_t user[2], kernel[2];

    (void)signal_number;
    for (int store = 0; store < 2; store++) {
        user[store] = count(3, store);
        kernel[store] = count(0, store) + count(1, store) + count(2, store);
    }
    printf("-----begin analysis output-----\n");
    print_level("total", user[0] + kernel[0], user[1] + kernel[1]);
    print_level("user", user[0], user[1]);
    print_level("kernel", kernel[0], kernel[1]);
    for (int cpl = 0; cpl < 4; cpl++) {
        printf("cpl %d accesses: %" PRIu64 "\n", cpl, count(cpl, 0) + count(cpl, 1));
    }
    printf("-----end analysis output-----\n");
    fflush(stdout);
}

static void count_records(size_t number)
{
    for (size_t i = 0; i < number; i++) {
        counts[records[i].word >> KIND_SHIFT & (KINDS - 1)]++;
    }
}

int main(int argc, char **argv)
{
    struct sigaction action = {.sa_handler = on_end, .sa_flags = SA_RESTART};
    size_t held = 0;
    int fifo;

    if (argc < 2) {
        fprintf(stderr, "usage: %s FIFO [INFO...]\n", argv[0]);
        return 2;
    }
    sigaction(SIGUSR1, &action, NULL);
    printf("Ready to analyze\n");
    fflush(stdout);
    fifo = open(argv[1], O_RDONLY);
    if (fifo < 0) {
        fprintf(stderr, "%s: can't open %s: %s\n", argv[0], argv[1], strerror(errno));
        return 1;
    }
    for (;;) {
        ssize_t got = read(fifo, (char *)records + held, sizeof(records) - held);

        if (got == 0) {
            return 0; /* memtracer has closed the FIFO, long after the signal */
        }
        if (got < 0) {
            fprintf(stderr, "%s: can't read %s: %s\n", argv[0], argv[1], strerror(errno));
            return 1;
        }
        held += (size_t)got;
        count_records(held / sizeof(struct record));
        memmove(records, (char *)records + held / sizeof(struct record) * sizeof(struct record),
                held % sizeof(struct record));
        held %= sizeof(struct record);
    }
}
