/*
 * An analysis tool that misbehaves on demand. Its arguments are fixed by the protocol, so the name
 * it is started by says how: fake-tool-BEHAVIOUR. Without a known behaviour it does all well: prints
 * how many records it read, a hash that depends on their order, and its arguments.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define READY "Ready to analyze"
#define BEGIN "-----begin analysis output-----"
#define END "-----end analysis output-----"
enum { SOME_RECORDS = 1000 };

struct record {
    uint64_t word;
    uint64_t address;
};

static const char *behaviour = "";
static long work_millis = 5; /* for each read; or what the first argument says */
static int arguments_count;
static char **arguments;
static volatile uint64_t records_counted, hash;
static pid_t child, orphan;

static bool is(const char *name)
{
    return strcmp(behaviour, name) == 0;
}

static void say_bytes(const char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t written = write(STDOUT_FILENO, bytes, length);

        if (written < 0 && errno != EINTR) {
            _exit(70);
        }
        if (written > 0) {
            bytes += written;
            length -= (size_t)written;
        }
    }
}

static void say(const char *text)
{
    say_bytes(text, strlen(text));
}

static void nap(long millis)
{
    struct timespec left = {millis / 1000, millis % 1000 * 1000000};

    while (nanosleep(&left, &left) < 0 && errno == EINTR) {
    }
}

/* Uses a processor for a while. */
static void work(long millis)
{
    struct timespec now, start;

    clock_gettime(CLOCK_MONOTONIC, &start);
    do {
        clock_gettime(CLOCK_MONOTONIC, &now);
    } while ((now.tv_sec - start.tv_sec) * 1000 + (now.tv_nsec - start.tv_nsec) / 1000000 < millis);
}

static _Noreturn void wait_for_ever(void)
{
    for (;;) {
        pause();
    }
}

static void noise(size_t kilobytes)
{
    static char text[1024];

    memset(text, 'x', sizeof(text));
    while (kilobytes-- > 0) {
        say_bytes(text, sizeof(text));
    }
}

static void say_slowly(const char *text)
{
    for (; *text != '\0'; text++) {
        say_bytes(text, 1);
        nap(1);
    }
}

static void print_figures(void)
{
    char line[200];

    snprintf(line, sizeof(line), "records: %" PRIu64 "\nhash: 0x%" PRIx64 "\n", records_counted, hash);
    say(line);
    if (is("says-its-session")) {
        snprintf(line, sizeof(line), "session: %d\nprocess: %d\n", getsid(0), getpid());
        say(line);
    }
    for (int i = 2; i < arguments_count; i++) {
        say("argument: [");
        say(arguments[i]);
        say("]\n");
    }
    if (child != 0) {
        snprintf(line, sizeof(line), "child: %d\norphan: %d\n", child, orphan);
        say(line);
    }
}

static void on_usr1(int signal_number)
{
    (void)signal_number;
    if (is("marks-slowly")) {
        say_slowly("----- -----begin analysis outpu" BEGIN);
        print_figures();
        say_slowly("-----end analysis outpu" END);
        return;
    }
    if (is("never-begins")) {
        return;
    }
    say("text before " BEGIN "\n");
    if (is("dies-in-output")) {
        say("half of it\n");
        _exit(5);
    }
    if (is("prints-megabytes")) {
        noise(5 * 1024);
    }
    if (is("prints-binary")) {
        for (int i = 0; i < 256; i++) {
            char byte = (char)i;

            say_bytes(&byte, 1);
        }
        say("\n");
    }
    print_figures();
    if (is("never-ends-output")) {
        return;
    }
    if (is("prints-for-ever")) {
        for (;;) {
            noise(1);
        }
    }
    say("text before " END "\n");
    if (is("exits-after-output")) {
        _exit(0);
    }
}

static void count_records(const struct record *records, size_t number)
{
    for (size_t i = 0; i < number; i++) {
        hash = hash * 31 + records[i].word;
        hash = hash * 31 + records[i].address;
    }
    records_counted += number;
}

/* ---- a thread that works on what main has read ---- */

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static struct record handed[256];
static size_t handed_number;

static void *work_on_handed(void *unused)
{
    (void)unused;
    pthread_mutex_lock(&lock);
    for (;;) {
        while (handed_number == 0) {
            pthread_cond_wait(&changed, &lock);
        }
        pthread_mutex_unlock(&lock);
        work(work_millis);
        count_records(handed, handed_number);
        pthread_mutex_lock(&lock);
        handed_number = 0;
        pthread_cond_broadcast(&changed);
    }
    return NULL;
}

static void hand_over(const struct record *records, size_t number)
{
    pthread_mutex_lock(&lock);
    while (handed_number != 0) {
        pthread_cond_wait(&changed, &lock);
    }
    memcpy(handed, records, number * sizeof(struct record));
    handed_number = number;
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&lock);
}

static void *spin(void *unused)
{
    (void)unused;
    for (;;) {
        work(1000);
    }
    return NULL;
}

static void start_thread(void *(*body)(void *))
{
    sigset_t usr1, before;
    pthread_t thread;

    sigemptyset(&usr1);
    sigaddset(&usr1, SIGUSR1);
    pthread_sigmask(SIG_BLOCK, &usr1, &before);
    pthread_create(&thread, NULL, body, NULL);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
}

/* ---- the protocol ---- */

static void leave_children(void)
{
    int report[2];

    if (pipe(report) < 0) {
        exit(71);
    }
    child = fork();
    if (child == 0) {
        pid_t grandchild = fork();

        if (grandchild == 0) {
            setsid();
            signal(SIGTERM, SIG_IGN);
            wait_for_ever();
        }
        if (write(report[1], &grandchild, sizeof(grandchild)) != sizeof(grandchild)) {
            exit(72);
        }
        exit(0);
    }
    if (read(report[0], &orphan, sizeof(orphan)) != sizeof(orphan)) {
        exit(73);
    }
    child = fork();
    if (child == 0) {
        signal(SIGUSR1, SIG_DFL);
        wait_for_ever();
    }
    close(report[0]);
    close(report[1]);
}

static void get_ready(void)
{
    struct sigaction action = {.sa_handler = on_usr1, .sa_flags = SA_RESTART};

    if (is("dies-before-ready")) {
        fprintf(stderr, "there is no table\n");
        exit(3);
    }
    if (is("ignores-signal")) {
        signal(SIGUSR1, SIG_IGN);
    } else if (!is("has-no-handler")) {
        sigaction(SIGUSR1, &action, NULL);
    }
    if (is("never-ready")) {
        say("Ready to analyse\n");
        wait_for_ever();
    }
    while (is("floods-before-ready")) {
        noise(64);
    }
    if (is("closes-output")) {
        close(STDOUT_FILENO);
        wait_for_ever();
    }
    if (is("marks-slowly")) {
        say_slowly("Ready to ReReady to " READY);
    } else {
        say("fake-tool: " READY "\n");
    }
    if (is("dies-before-open")) {
        exit(4);
    }
    if (is("never-opens")) {
        wait_for_ever();
    }
    if (is("closes-output-later")) {
        close(STDOUT_FILENO);
    }
    if (is("leaves-children")) {
        leave_children();
    }
    if (is("ignores-sigterm")) {
        signal(SIGTERM, SIG_IGN);
    }
    if (is("spins-beside")) {
        start_thread(spin);
    }
    if (is("hands-over")) {
        start_thread(work_on_handed);
    }
}

/* What it does with records besides counting them. */
static void treat(const struct record *records, size_t number)
{
    if (is("hands-over")) {
        hand_over(records, number);
        return;
    }
    if (is("naps-between")) {
        nap(work_millis);
    }
    if (is("works-between") || is("spins") || is("polls") || is("spins-beside") ||
        is("naps-when-empty")) {
        work(work_millis);
    }
    count_records(records, number);
    if (is("floods")) {
        noise(64);
    }
    if (is("prints-early")) {
        say(BEGIN "\nearly\n" END "\n");
    }
    if (records_counted < SOME_RECORDS) {
        return;
    }
    if (is("dies-while-reading")) {
        fprintf(stderr, "too many records\n");
        exit(7);
    }
    if (is("crashes-while-reading")) {
        raise(SIGKILL);
    }
    if (is("stops-reading")) {
        wait_for_ever();
    }
}

static void at_end_of_file(void)
{
    if (is("hates-end-of-file")) {
        say("ERROR: end of file\n");
        exit(9);
    }
    if (!is("ignores-end-of-file") && !is("ignores-sigterm")) {
        exit(0);
    }
}

int main(int argc, char **argv)
{
    static const char name[] = "fake-tool-";
    static struct record records[256]; /* 4096 bytes */
    const char *found = strstr(argv[0], name);
    int flags = O_RDONLY;
    int fifo;

    behaviour = found == NULL ? "" : found + strlen(name);
    arguments_count = argc;
    arguments = argv;
    if (argc > 2 && atol(argv[2]) > 0) {
        work_millis = atol(argv[2]);
    }
    get_ready();
    if (is("spins") || is("polls") || is("naps-when-empty")) {
        flags |= O_NONBLOCK;
    }
    fifo = open(argv[1], flags);
    if (is("unlinks-fifo")) {
        unlink(argv[1]);
    }
    for (;;) {
        struct pollfd pollfd = {.fd = fifo, .events = POLLIN};
        ssize_t got;

        if (is("polls")) {
            poll(&pollfd, 1, -1);
        }
        got = read(fifo, records, sizeof(records));
        if (got == 0) {
            at_end_of_file();
        } else if (got > 0) {
            treat(records, (size_t)got / sizeof(struct record));
        } else if (is("naps-when-empty")) {
            nap(1);
        }
        if (is("closes-fifo") && records_counted >= SOME_RECORDS) {
            close(fifo);
            wait_for_ever();
        }
    }
}
