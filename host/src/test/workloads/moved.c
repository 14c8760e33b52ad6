/*
 * Known answer: pages that get another place in physical memory, by fork and copy on write, by mremap, by being given
 * back, by migration, by compaction; and devices. Says for each of many accesses of its own where it went, as
 * /proc/PID/pagemap has it. Two threads do that, on two vCPUs if there are as many. Takes root's rights.
 *
 * usage: moved ROUNDS
 * Prints lines "PROCESS ADDRESS PHYSICAL" (hexadecimal but for the first) of accesses to memory, each of which is the
 * only one of its process to its address; and "device ADDRESS PHYSICAL" of loads from devices.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    PAGES = 4,
    PAGE_BYTES = 4096,
    STEPS = 8,
    MAX_ROUNDS = PAGE_BYTES / 8 / STEPS,
    MAX_ATTEMPTS = 100,
    MAX_DEVICES = 8
};

/* The C library may not have Linux' number of it. */
#ifndef MADV_SOFT_OFFLINE
#define MADV_SOFT_OFFLINE 101
#endif

/* Where no other process of the guest has anything. */
#define HERE ((char *) 0x100000000000)
#define THERE ((char *) 0x100100000000)
#define DEVICES ((char *) 0x110000000000)

/* What the other thread is to do; 0 when it is done. */
static _Atomic(char *) wanted;
static _Atomic int all_done;

static void require(int condition, const char *what)
{
    if (!condition) {
        perror(what);
        _exit(1);
    }
}

static uint64_t physical_of(const char *address)
{
    const int pagemap = open("/proc/self/pagemap", O_RDONLY);
    uint64_t entry = 0;

    require(pagemap >= 0, "pagemap");
    require(pread(pagemap, &entry, 8, (uintptr_t) address / PAGE_BYTES * 8) == 8, "pagemap");
    close(pagemap);
    require(entry >> 63 && (entry & ((1ULL << 55) - 1)), "the page's frame, which takes root's rights,");
    return (entry & ((1ULL << 55) - 1)) * PAGE_BYTES + (uintptr_t) address % PAGE_BYTES;
}

/* The only access to this address; then it is said where it went. What was loaded or stored. */
static uint64_t look(char *address, int store)
{
    volatile uint64_t *word = (volatile uint64_t *) address;
    uint64_t value = 1;

    if (store) {
        *word = value;
    } else {
        value = *word;
    }
    printf("%d %lx %lx\n", (int) getpid(), (unsigned long) address, (unsigned long) physical_of(address));
    return value;
}

static void pin(int cpu)
{
    cpu_set_t cpus;

    CPU_ZERO(&cpus);
    CPU_SET(cpu % sysconf(_SC_NPROCESSORS_ONLN), &cpus);
    require(sched_setaffinity(0, sizeof(cpus), &cpus) == 0, "sched_setaffinity");
}

static void *other(void *argument)
{
    (void) argument;
    pin(1);
    while (!atomic_load(&all_done)) {
        char *address = atomic_load(&wanted);

        if (address != NULL) {
            look(address, 0);
            atomic_store(&wanted, NULL);
        } else if (sysconf(_SC_NPROCESSORS_ONLN) == 1) {
            sched_yield();
        }
    }
    return NULL;
}

/* Once by each thread, at addresses of the same page. What the first loaded or stored. */
static uint64_t look_twice(char *address, int store)
{
    const uint64_t value = look(address, store);

    atomic_store(&wanted, address + 8);
    while (atomic_load(&wanted) != NULL) {
        sched_yield();
    }
    return value;
}

static char *at(char *base, int page, int round, int step)
{
    return base + page * PAGE_BYTES + (round * STEPS + step) * 8;
}

static void child(int round)
{
    for (int page = 0; page < PAGES; page++) {
        look(at(HERE, page, round, 0), 0); /* shared still */
        look(at(HERE, page, round, 2), 1); /* copied */
        look(at(HERE, page, round, 4), 0);
    }
    fflush(stdout);
    _exit(0);
}

static void copy_on_write(int round)
{
    pid_t pid;
    int status;

    for (int page = 0; page < PAGES; page++) {
        look_twice(at(HERE, page, round, 0), 0);
    }
    fflush(stdout);
    pid = fork();
    require(pid >= 0, "fork");
    if (pid == 0) {
        child(round);
    }
    for (int page = 0; page < PAGES; page++) {
        look_twice(at(HERE, page, round, 2), page % 2); /* maybe copied here, and not there */
    }
    require(waitpid(pid, &status, 0) == pid && status == 0, "the child");
}

/*
 * Has the kernel move a page to another frame, with what is in it and where programs have it: it won't use that frame
 * any more, as if its memory had begun to fail. That takes a moment in which nobody else holds the page.
 */
static void migrate(char *page)
{
    const uint64_t before = physical_of(page);
    int status = -1;

    for (int attempt = 0; status != 0 && attempt < MAX_ATTEMPTS; attempt++) {
        status = madvise(page, PAGE_BYTES, MADV_SOFT_OFFLINE);
        require(status == 0 || errno == EBUSY || errno == EAGAIN, "MADV_SOFT_OFFLINE");
    }
    require(status == 0 && physical_of(page) != before, "a page that is moved");
}

static void move(int round)
{
    const size_t bytes = PAGES * PAGE_BYTES;

    require(mremap(HERE, bytes, bytes, MREMAP_MAYMOVE | MREMAP_FIXED, THERE) == THERE, "mremap");
    for (int page = 0; page < PAGES; page++) {
        look_twice(at(THERE, page, round, 4), page % 2);
    }
    for (int page = 0; page < PAGES; page++) {
        migrate(THERE + page * PAGE_BYTES);
    }
    for (int page = 0; page < PAGES; page++) {
        const uint64_t stored = page % 2; /* before all that, at another address */

        require(look_twice(at(THERE, page, round, 2), 0) == stored, "what was in the page");
    }
    require(mremap(THERE, bytes, bytes, MREMAP_MAYMOVE | MREMAP_FIXED, HERE) == HERE, "mremap");
}

static void give_back(int round)
{
    require(madvise(HERE, PAGES / 2 * PAGE_BYTES, MADV_DONTNEED) == 0, "madvise");
    if (round % 16 == 1) {
        FILE *compact = fopen("/proc/sys/vm/compact_memory", "w");

        if (compact != NULL) { /* not every kernel can */
            fputs("1", compact);
            fclose(compact);
        }
    }
    for (int page = 0; page < PAGES; page++) {
        look_twice(at(HERE, page, round, 6), 1);
    }
}

/* The first memory of a PCI device, if it can be had. */
static int look_at_device(const char *device, int number)
{
    char *address = DEVICES + (size_t) number * PAGE_BYTES;
    char path[512];
    FILE *resources;
    int found = 0;

    snprintf(path, sizeof(path), "/sys/bus/pci/devices/%s/resource", device);
    resources = fopen(path, "r");
    for (int bar = 0; resources != NULL && !found && bar < 6; bar++) {
        unsigned long long begin = 0, end = 0, flags = 0;
        int file;

        if (fscanf(resources, "%llx %llx %llx", &begin, &end, &flags) != 3 || !(flags & 0x200) || end - begin < 4095) {
            continue;
        }
        snprintf(path, sizeof(path), "/sys/bus/pci/devices/%s/resource%d", device, bar);
        file = open(path, O_RDWR);
        if (file < 0 || mmap(address, PAGE_BYTES, PROT_READ, MAP_SHARED | MAP_FIXED, file, 0) != address) {
            continue;
        }
        (void) *(volatile uint32_t *) address;
        printf("device %lx %llx\n", (unsigned long) address, begin);
        close(file);
        found = 1;
    }
    if (resources != NULL) {
        fclose(resources);
    }
    return found;
}

static void look_at_devices(void)
{
    DIR *devices = opendir("/sys/bus/pci/devices");
    int count = 0;

    for (struct dirent *entry; devices != NULL && count < MAX_DEVICES && (entry = readdir(devices)) != NULL;) {
        if (entry->d_name[0] != '.') {
            count += look_at_device(entry->d_name, count);
        }
    }
}

int main(int argc, char **argv)
{
    const int rounds = argc > 1 ? atoi(argv[1]) : 0;
    const int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE | MAP_FIXED_NOREPLACE;
    pthread_t thread;

    if (rounds < 1 || rounds > MAX_ROUNDS) {
        fprintf(stderr, "usage: moved ROUNDS, at most %d\n", MAX_ROUNDS);
        return 2;
    }
    pin(0);
    require(mmap(HERE, PAGES * PAGE_BYTES, PROT_READ | PROT_WRITE, flags, -1, 0) == HERE, "mmap");
    madvise(HERE, PAGES * PAGE_BYTES, MADV_NOHUGEPAGE);
    require(pthread_create(&thread, NULL, other, NULL) == 0, "pthread_create");
    for (int round = 0; round < rounds; round++) {
        copy_on_write(round);
        move(round);
        give_back(round);
    }
    atomic_store(&all_done, 1);
    pthread_join(thread, NULL);
    look_at_devices();
    return 0;
}
