/*
 * Known answer: a sequence of accesses that is known to the byte, by code that this program writes, runs PASSES
 * times, writes over, runs again, maps anew, and runs again: the CPU has to translate all of it three times.
 *
 * usage: sequence PASSES          make the accesses
 *        sequence PASSES FILE     write their trace records to a file instead: docs/wire-formats.md, vCPU 0
 *
 * An instruction is at a place of its own, and of another kind in each version of the code. With those of both
 * versions there are more sites than the largest table holds.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#define _GNU_SOURCE
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum { INSTRUCTIONS = 34000, SLOT_BYTES = 8, ARRAY_BYTES = 65536, LARGEST_ACCESS = 16 };

/* Where no other process of the guest has anything, so that all that is made from there is ours. */
#define CODE_ADDRESS UINT64_C(0x110000000000)
#define ARRAY_ADDRESS UINT64_C(0x120000000000)

#define CODE_BYTES (INSTRUCTIONS * SLOT_BYTES + SLOT_BYTES)

/* Word 0 of a record, without the PC: valid, CPL 3; what is added to it. */
#define USER ((UINT64_C(1) << 63) | (3 << 6))
#define STORE 32
#define BIG_ENDIAN_ACCESS 16
#define SIGNED_LOAD 8
#define NONE (-1)

/* An instruction on (%rdi + 32 bits), and the records of it: log2 of the size, and flags. */
struct kind {
    uint8_t opcode[4];
    int opcode_bytes;
    int load;
    int store;
};

static const struct kind kinds[] = {
    { { 0x0f, 0xb6, 0x87 }, 3, 0, NONE },                           /* movzbl, eax */
    { { 0x0f, 0xbe, 0x87 }, 3, 0 | SIGNED_LOAD, NONE },             /* movsbl, eax */
    { { 0x0f, 0xb7, 0x87 }, 3, 1, NONE },                           /* movzwl, eax */
    { { 0x0f, 0xbf, 0x87 }, 3, 1 | SIGNED_LOAD, NONE },             /* movswl, eax */
    { { 0x8b, 0x87 }, 2, 2, NONE },                                 /* mov, eax */
    { { 0x48, 0x63, 0x87 }, 3, 2 | SIGNED_LOAD, NONE },             /* movslq, rax */
    { { 0x0f, 0x38, 0xf0, 0x87 }, 4, 2 | BIG_ENDIAN_ACCESS, NONE }, /* movbe, eax */
    { { 0x48, 0x8b, 0x87 }, 3, 3, NONE },                           /* mov, rax */
    { { 0xf3, 0x0f, 0x6f, 0x87 }, 4, 4, NONE },                     /* movdqu, xmm0 */
    { { 0x88, 0x87 }, 2, NONE, 0 },                                 /* mov al */
    { { 0x66, 0x89, 0x87 }, 3, NONE, 1 },                           /* mov ax */
    { { 0x89, 0x87 }, 2, NONE, 2 },                                 /* mov eax */
    { { 0x0f, 0x38, 0xf1, 0x87 }, 4, NONE, 2 | BIG_ENDIAN_ACCESS }, /* movbe eax */
    { { 0x48, 0x89, 0x87 }, 3, NONE, 3 },                           /* mov rax */
    { { 0xf3, 0x0f, 0x7f, 0x87 }, 4, NONE, 4 },                     /* movdqu xmm0 */
    { { 0x01, 0x87 }, 2, 2, 2 },                                    /* add eax */
};

enum { KINDS = sizeof(kinds) / sizeof(kinds[0]) };

struct choice {
    const struct kind *kind;
    uint32_t offset;
};

/* The same numbers each time: Knuth's generator. */
static struct choice choose(uint64_t *state)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (struct choice){ &kinds[(*state >> 60) % KINDS],
                            (uint32_t)(*state >> 20) % (ARRAY_BYTES - LARGEST_ACCESS + 1) };
}

static void write_code(uint64_t version)
{
    static const uint8_t jump_to_r11[] = { 0x41, 0xff, 0xe3 };
    uint8_t *code = (uint8_t *)CODE_ADDRESS;
    uint64_t state = version;

    for (int i = 0; i < INSTRUCTIONS; i++, code += SLOT_BYTES) {
        const struct choice choice = choose(&state);

        memset(code, 0x90, SLOT_BYTES); /* nop */
        memcpy(code, choice.kind->opcode, choice.kind->opcode_bytes);
        memcpy(code + choice.kind->opcode_bytes, &choice.offset, sizeof(choice.offset));
    }
    memcpy(code, jump_to_r11, sizeof(jump_to_r11));
}

/* Neither calls nor returns: those would be accesses, too. */
static void run_code(long passes)
{
    for (long pass = 0; pass < passes; pass++) {
        __asm__ volatile("lea 0f(%%rip), %%r11\n"
                         "jmp *%0\n"
                         "0:"
                         :
                         : "r"(CODE_ADDRESS), "D"(ARRAY_ADDRESS)
                         : "rax", "r11", "xmm0", "cc", "memory");
    }
}

/* With its pages, so that no access faults: one that does is made twice. */
static void map(uint64_t address, size_t bytes, int protection)
{
    const int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE | MAP_FIXED_NOREPLACE;

    if (mmap((void *)address, bytes, protection, flags, -1, 0) == MAP_FAILED) {
        perror("mmap");
        exit(1);
    }
}

static void make_accesses(long passes)
{
    const int code_protection = PROT_READ | PROT_WRITE | PROT_EXEC;

    map(ARRAY_ADDRESS, ARRAY_BYTES, PROT_READ | PROT_WRITE);
    map(CODE_ADDRESS, CODE_BYTES, code_protection);
    write_code(0);
    run_code(passes);
    write_code(1);
    run_code(passes);
    if (munmap((void *)CODE_ADDRESS, CODE_BYTES)) {
        perror("munmap");
        exit(1);
    }
    map(CODE_ADDRESS, CODE_BYTES, code_protection);
    write_code(0);
    run_code(passes);
}

static void write_record(FILE *file, int access, int store, uint64_t pc, uint64_t address)
{
    const uint64_t record[] = { USER | pc << 16 | (uint64_t)(access | store), address };

    if (access != NONE && fwrite(record, sizeof(record), 1, file) != 1) {
        perror("fwrite");
        exit(1);
    }
}

static void write_records(FILE *file, uint64_t version, long passes)
{
    for (long pass = 0; pass < passes; pass++) {
        uint64_t state = version;

        for (uint64_t i = 0; i < INSTRUCTIONS; i++) {
            const struct choice choice = choose(&state);
            const uint64_t pc = CODE_ADDRESS + i * SLOT_BYTES;
            const uint64_t address = ARRAY_ADDRESS + choice.offset;

            write_record(file, choice.kind->load, 0, pc, address);
            write_record(file, choice.kind->store, STORE, pc, address);
        }
    }
}

int main(int argc, char **argv)
{
    const long passes = argc > 1 ? atol(argv[1]) : 0;

    if (passes < 1) {
        fprintf(stderr, "usage: sequence PASSES [FILE]\n");
        return 2;
    }
    if (argc == 2) {
        make_accesses(passes);
        return 0;
    }
    FILE *file = fopen(argv[2], "wb");
    if (file == NULL) {
        perror(argv[2]);
        return 1;
    }
    write_records(file, 0, passes);
    write_records(file, 1, passes);
    write_records(file, 0, passes);
    if (fclose(file)) {
        perror(argv[2]);
        return 1;
    }
    return 0;
}
