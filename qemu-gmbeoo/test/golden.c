/*
 * Writes example records: as bytes, and as text that says what is in them, for the readers in
 * other languages to be tested against.
 *
 * usage: golden DIRECTORY
 *
 * A line of records.txt: word 0 and word 1 in hexadecimal, then the fields.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "record.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

struct example {
    uint64_t pc;
    unsigned cpl;
    bool store;
    unsigned size_shift;
    bool sign_extended;
    bool big_endian;
    unsigned vcpu;
    uint64_t vaddr;
};

static const struct example examples[] = {
    { 0x401010, 3, false, 2, false, false, 0, 0x403000 },
    { 0x401010, 3, true, 2, false, false, 0, 0x403000 },
    { 0xffffffff81e00abc, 0, true, 3, false, false, 1, 0xffff888003a1b2c8 },
    { 0x7fffffffffff, 3, false, 0, true, false, 255, 0x7fffffffffff },
    { 0xffff800000000000, 0, false, 1, true, true, 128, 0xffff800000000000 },
    { 0, 0, false, 0, false, false, 0, 0 },
    { 0xffffffffffffffff, 3, true, 7, true, true, 255, 0xffffffffffffffff },
    { 0xf000fff0, 0, false, 4, false, false, 2, 0xfffffff0 },
    { 0x400000, 1, true, 5, false, false, 3, 0x00ffffffffffffff },
    { 0x400004, 2, false, 6, false, true, 4, 0x8000000000000000 },
};

static FILE *create(const char *directory, const char *name)
{
    char path[4096];
    FILE *file;

    snprintf(path, sizeof(path), "%s/%s", directory, name);
    file = fopen(path, "wb");
    if (file == NULL) {
        perror(path);
        exit(1);
    }
    return file;
}

int main(int argc, char **argv)
{
    FILE *bin;
    FILE *txt;

    if (argc != 2) {
        fprintf(stderr, "usage: golden DIRECTORY\n");
        return 2;
    }
    bin = create(argv[1], "records.bin");
    txt = create(argv[1], "records.txt");
    for (size_t i = 0; i < sizeof(examples) / sizeof(examples[0]); i++) {
        const struct example *e = &examples[i];
        const struct trace_record record = {
            .word0 = record_site_bits(e->pc, e->cpl, e->store) | record_vcpu_bits(e->vcpu)
                     | record_access_bits(e->size_shift, e->sign_extended, e->big_endian),
            .vaddr = e->vaddr,
        };

        fwrite(&record, sizeof(record), 1, bin);
        fprintf(txt,
                "%016" PRIx64 " %016" PRIx64 " size=%u sign_extended=%d big_endian=%d store=%d"
                " cpl=%u vcpu=%u pc47=%012" PRIx64 " vaddr=%016" PRIx64 "\n",
                record.word0, record.vaddr, 1u << e->size_shift, e->sign_extended, e->big_endian,
                e->store, e->cpl, e->vcpu, e->pc & RECORD_PC_MASK, e->vaddr);
    }
    return fclose(bin) == 0 && fclose(txt) == 0 ? 0 : 1;
}
