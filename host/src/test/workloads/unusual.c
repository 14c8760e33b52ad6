/*
 * Known answers of instructions that QEMU carries out in several steps, starts again, or for which the CPU looks into
 * tables of the kernel.
 *
 * usage: unusual locked|far|self
 * Prints from where to where the code lies whose accesses are known. UnusualIT has the answers.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum { ROUNDS = 100, BYTES = 8192 };

/* Where no other process of the guest has anything. */
#define MEMORY ((void *) 0x100000000000)

extern const char locked_begin[], locked_end[], far_begin[], far_end[];

/* All pages are there and writable: nothing faults. */
static unsigned char *map(int protection)
{
    const int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE | MAP_FIXED_NOREPLACE;
    unsigned char *memory = mmap(MEMORY, BYTES, protection, flags, -1, 0);

    if (memory == MAP_FAILED) {
        perror("mmap");
        exit(1);
    }
    return memory;
}

/* Each loads and stores once: 1, 2, 4 and 8 bytes; 4 across a cache line, and 8 across a page. */
static __attribute__((noinline, noclone)) void locked(unsigned char *memory)
{
    __asm__ volatile("locked_begin:\n\t"
                     "lock negb (%0)\n\t"
                     "lock negw 8(%0)\n\t"
                     "lock negl 16(%0)\n\t"
                     "lock negq 24(%0)\n\t"
                     "lock negl 62(%0)\n\t"
                     "lock negq 4092(%0)\n\t"
                     "lock notl 16(%0)\n\t"
                     "lock addq $3, 24(%0)\n"
                     "locked_end:"
                     :
                     : "r"(memory)
                     : "cc", "memory");
}

/*
 * Five words are pushed and popped by iretq, and two by lretq. Besides, descriptors are looked up: by both, for ds, and
 * by lar, lsl, verr and verw, which store and load nothing.
 */
static __attribute__((noinline, noclone)) void far(unsigned char *memory)
{
    __asm__ volatile("far_begin:\n\t"
                     "mov %%rsp, %%r12\n\t"
                     "lea 2048(%0), %%rsp\n\t"
                     "mov %%ss, %%eax\n\t"
                     "push %%rax\n\t"
                     "lea 2048(%0), %%rcx\n\t"
                     "push %%rcx\n\t"
                     "pushfq\n\t"
                     "mov %%cs, %%ecx\n\t"
                     "push %%rcx\n\t"
                     "lea 1f(%%rip), %%rcx\n\t"
                     "push %%rcx\n\t"
                     "iretq\n"
                     "1:\n\t"
                     "mov %%cs, %%ecx\n\t"
                     "push %%rcx\n\t"
                     "lea 2f(%%rip), %%rcx\n\t"
                     "push %%rcx\n\t"
                     "lretq\n"
                     "2:\n\t"
                     "mov %%r12, %%rsp\n\t"
                     "mov %%ds, %%ecx\n\t"
                     "mov %%eax, %%ds\n\t"
                     "mov %%ecx, %%ds\n\t"
                     "lar %%ax, %%ecx\n\t"
                     "lsl %%ax, %%ecx\n\t"
                     "verr %%ax\n\t"
                     "verw %%ax\n"
                     "far_end:"
                     :
                     : "r"(memory)
                     : "rax", "rcx", "r12", "cc", "memory");
}

typedef unsigned (*function)(unsigned);

/* mov %dil, 1(%rip); mov $0, %eax; ret: stores into the instruction after it, and returns what it stored */
static const unsigned char storing[] = { 0x40, 0x88, 0x3d, 1, 0, 0, 0, 0xb8, 0, 0, 0, 0, 0xc3 };

/* addb $1, 1(%rip); mov $0, %eax; ret: the same, with a load */
static const unsigned char adding[] = { 0x80, 0x05, 1, 0, 0, 0, 1, 0xb8, 0, 0, 0, 0, 0xc3 };

static void change(const unsigned char *code, size_t bytes, unsigned char *memory)
{
    memcpy(memory, code, bytes);
    for (unsigned i = 1; i <= ROUNDS; i++) {
        if (((function) memory)(i) != i) {
            fprintf(stderr, "the code before the change ran\n");
            exit(1);
        }
    }
}

static void print_range(const void *begin, const void *end)
{
    printf("%lx %lx\n", (unsigned long) begin, (unsigned long) end);
}

int main(int argc, char **argv)
{
    if (argc == 2 && strcmp(argv[1], "self") == 0) {
        unsigned char *memory = map(PROT_READ | PROT_WRITE | PROT_EXEC);

        change(storing, sizeof(storing), memory);
        change(adding, sizeof(adding), memory + 256);
        print_range(memory, memory + BYTES);
        return 0;
    }
    if (argc == 2 && (strcmp(argv[1], "locked") == 0 || strcmp(argv[1], "far") == 0)) {
        unsigned char *memory = map(PROT_READ | PROT_WRITE);
        const int is_far = strcmp(argv[1], "far") == 0;

        for (int round = 0; round < ROUNDS; round++) {
            (is_far ? far : locked)(memory);
        }
        print_range(is_far ? far_begin : locked_begin, is_far ? far_end : locked_end);
        return 0;
    }
    fprintf(stderr, "usage: unusual locked|far|self\n");
    return 2;
}
