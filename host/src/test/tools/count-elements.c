/*
 * An analysis tool of the predecessor's kind, for known answers: argv[2] is the address of an array
 * of 10,000 ints. Counts loads and stores of each element, and records by privilege level.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <fcntl.h>
#include <inttypes.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { ELEMENTS = 10000, BATCH = 4096 };

struct record {
    uint64_t word;
    uint64_t address;
};

static struct record records[BATCH];
static uint64_t counts[2][ELEMENTS]; /* loads, stores */
static uint64_t cpl3, others;
static int arguments;
static char **values;

static void print_range(const char *name, const uint64_t *count)
{
    uint64_t least = UINT64_MAX, most = 0;

    for (int i = 0; i < ELEMENTS; i++) {
        least = count[i] < least ? count[i] : least;
        most = count[i] > most ? count[i] : most;
    }
    printf("least %s of an element: %" PRIu64 "\n", name, least);
    printf("most %s of an element: %" PRIu64 "\n", name, most);
}

/* All records are read, and main sleeps in its read: printf is safe. */
static void on_end(int signal_number)
{
    static int done;

    (void)signal_number;
    if (done++) {
        return;
    }
    printf("-----begin analysis output-----\n");
    print_range("loads", counts[0]);
    print_range("stores", counts[1]);
    printf("records of CPL 3: %" PRIu64 "\n", cpl3);
    printf("records of other CPLs: %" PRIu64 "\n", others);
    printf("records: %" PRIu64 "\n", cpl3 + others);
    for (int i = 2; i < arguments; i++) {
        printf("argv[%d]='%s'\n", i, values[i]);
    }
    printf("-----end analysis output-----\n");
    fflush(stdout);
}

static void count(const struct record *record, uint64_t array)
{
    const uint64_t element = (record->address - array) / sizeof(int);

    if (record->address >= array && element < ELEMENTS) {
        counts[record->word >> 5 & 1][element]++;
    }
    if ((record->word >> 6 & 3) == 3) {
        cpl3++;
    } else {
        others++;
    }
}

int main(int argc, char **argv)
{
    struct sigaction action = {.sa_handler = on_end, .sa_flags = SA_RESTART};
    const uint64_t array = argc > 2 ? strtoull(argv[2], NULL, 16) : 0;
    size_t held = 0;
    int fifo;

    arguments = argc;
    values = argv;
    sigaction(SIGUSR1, &action, NULL);
    printf("Ready to analyze\n");
    fflush(stdout);
    fifo = argc > 1 ? open(argv[1], O_RDONLY) : -1;
    if (fifo < 0) {
        perror("count-elements");
        return 1;
    }
    for (;;) {
        const ssize_t got = read(fifo, (char *)records + held, sizeof(records) - held);
        const size_t whole = (held + (size_t)(got > 0 ? got : 0)) / sizeof(struct record);

        if (got <= 0) {
            /* memtracer's own writing end stays open until there is an analysis: so this is a FIFO
               of the user's, and nobody will send a signal. */
            on_end(0);
            return 0;
        }
        for (size_t i = 0; i < whole; i++) {
            count(&records[i], array);
        }
        held = (held + (size_t)got) % sizeof(struct record);
        memmove(records, &records[whole], held);
    }
}
