/*
 * Writes example records: as bytes, and as text that says what is in them, for the readers in
 * other languages to be tested against.
 *
 * usage: golden DIRECTORY
 *
 * records.bin has trace records. A line of records.txt: word 0 and word 1 in hexadecimal, then the
 * fields. ring.sites and ring.5 are a site table and the ring of vCPU 5, whose messages hold
 * the records that ring.txt lists likewise: the first lap has been read, and the head is where
 * the reader is to go on; on the way it meets padding, escapes, and addresses of 48 bits. Messages
 * are of two tasks in turn, which are in ring.tasks; the fifth also says what one of them executes.
 * Four of the messages are in phases, which are in ring.phases.
 * ring.6 is another vCPU's, in which it is told where pages are: a line of pages.txt has an address and
 * the physical one, in hexadecimal, 1 if it is a device's, and - if it isn't known.
 * ring.mappings has code of one of them, and some that nobody knows.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "mapped-file.h"
#include "mapping-table.h"
#include "phase-table.h"
#include "record.h"
#include "ring.h"
#include "site-record.h"
#include "site-table.h"
#include "task-table.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

#define EXAMPLES (sizeof(examples) / sizeof(examples[0]))

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

static struct trace_record encode(const struct example *e)
{
    return (struct trace_record){
        .word0 = record_site_bits(e->pc, e->cpl, e->store) | record_vcpu_bits(e->vcpu)
                 | record_access_bits(e->size_shift, e->sign_extended, e->big_endian),
        .vaddr = e->vaddr,
    };
}

static void describe(FILE *txt, const struct example *e, unsigned task, unsigned phase)
{
    const struct trace_record record = encode(e);

    fprintf(txt,
            "%016" PRIx64 " %016" PRIx64 " size=%u sign_extended=%d big_endian=%d store=%d"
            " cpl=%u vcpu=%u task=%u phase=%u pc47=%012" PRIx64 " vaddr=%016" PRIx64 "\n",
            record.word0, record.vaddr, 1u << e->size_shift, e->sign_extended, e->big_endian,
            e->store, e->cpl, e->vcpu, task, phase, e->pc & RECORD_PC_MASK, e->vaddr);
}

static void write_records(const char *directory)
{
    FILE *bin = create(directory, "records.bin");
    FILE *txt = create(directory, "records.txt");

    for (size_t i = 0; i < EXAMPLES; i++) {
        const struct trace_record record = encode(&examples[i]);

        fwrite(&record, sizeof(record), 1, bin);
        describe(txt, &examples[i], 0, 0);
    }
    fclose(bin);
    fclose(txt);
}

#define RING_BYTES 65536
#define RING_VCPU 5
#define TABLE_ENTRIES 6 /* fewer than there are sites */
#define MESSAGE_RECORDS 100

static void *create_mapped(const char *directory, const char *name, size_t bytes)
{
    g_autofree char *path = g_build_filename(directory, name, NULL);
    g_autoptr(GError) error = NULL;
    void *map;
    int fd;

    remove(path);
    map = mapped_file_create(path, bytes, &fd, &error);
    if (map == NULL) {
        fprintf(stderr, "%s\n", error->message);
        exit(1);
    }
    return map;
}

static size_t put(uint64_t *words, struct site_table *table, const struct example *e)
{
    const struct trace_record record = encode(e);
    const uint64_t word0 = record.word0 & ~record_vcpu_bits(RING_VCPU);
    uint32_t site = 0;

    while (site < table->used && table->word0[site] != word0) {
        site++;
    }
    if (site == table->used) {
        site = site_table_add(table, word0);
    }
    if (site == SITE_RECORD_ESCAPE || !site_record_holds(e->vaddr)) {
        words[0] = site_record(SITE_RECORD_ESCAPE, 0);
        words[1] = record.word0;
        words[2] = record.vaddr;
        return SITE_RECORD_ESCAPED_WORDS;
    }
    words[0] = site_record(site, e->vaddr);
    return 1;
}

/* What a message says besides its records. */
static size_t put_asides(uint64_t *words, int message, unsigned task, unsigned phase)
{
    size_t count = 0;

    words[count++] = site_record_task(task, SITE_RECORD_TASK_RUNS);
    if (message == 4) {
        words[count++] = site_record_task(2, SITE_RECORD_TASK_EXEC);
    }
    if (message == 6) {
        words[count++] = site_record_phase(1, SITE_RECORD_PHASE_BEGUN);
    }
    if (phase != 0) {
        words[count++] = site_record_phase(phase, SITE_RECORD_PHASE_IS);
    }
    return count;
}

static void write_ring(const char *directory)
{
    static const unsigned phases[] = { 0, 0, 0, 0, 0, 0, 1, 2, 1, 2 };
    struct ring ring = {
        .buffer = create_mapped(directory, "ring.5", RING_BYTES + RING_TRAILER_BYTES),
        .capacity = RING_BYTES,
    };
    g_autofree char *table_path = g_build_filename(directory, "ring.sites", NULL);
    FILE *txt = create(directory, "ring.txt");
    struct site_table *table;
    int fd;
    unsigned next = 0;

    remove(table_path);
    table = site_table_create(table_path, TABLE_ENTRIES, &fd, NULL);
    if (table == NULL) {
        exit(1);
    }
    *ring_position(&ring, RING_TAIL_OFFSET) = 3 * RING_BYTES - 1600;
    *ring_position(&ring, RING_HEAD_CACHE_OFFSET) = 3 * RING_BYTES - 1600;
    *ring_position(&ring, RING_HEAD_OFFSET) = 3 * RING_BYTES - 1600;
    for (int message = 0; message < 10; message++) {
        const unsigned task = 1 + message % 2;
        const unsigned phase = phases[message];
        uint64_t words[4 + MESSAGE_RECORDS * SITE_RECORD_ESCAPED_WORDS];
        size_t count = put_asides(words, message, task, phase);

        for (int i = 0; i < MESSAGE_RECORDS; i++, next++) {
            struct example example = examples[next % EXAMPLES];

            example.vcpu = RING_VCPU;
            example.vaddr ^= next;
            count += put(words + count, table, &example);
            describe(txt, &example, task, phase);
        }
        if (!ring_write(&ring, words, count * sizeof(words[0]))) {
            exit(1);
        }
    }
    fclose(txt);
}

#define PAGES_VCPU 6
#define PAGES_MESSAGES 20
#define PAGES_RECORDS 200

/* Pages of a few places, so that they drive each other out; what has changed is told anew. */
static uint64_t page_of(unsigned number)
{
    static const uint64_t bases[] = { 0x400000, 0x7ffffd000000, 0xffff888000000000,
                                      0xffffffffff600000 };

    return bases[number % 4] + (uint64_t)(number / 4 % 7) * 0x1000 + (number % 11 == 0) * 0x1001000;
}

static uint64_t frame_of(uint64_t page, int message)
{
    const uint64_t number = page >> 12;

    if (number % 13 == 5) {
        return SITE_RECORD_PAGE_UNKNOWN;
    }
    return (number * 0x9e3779b97f4a7c15 >> 24 << 12 & 0xffffff000) + (uint64_t)(message / 5) * 0x1000
           + (number % 5 == 2 ? SITE_RECORD_PAGE_OF_DEVICE : 0);
}

static void describe_page(FILE *txt, uint64_t vaddr, uint64_t frame)
{
    if (frame == SITE_RECORD_PAGE_UNKNOWN) {
        fprintf(txt, "%016" PRIx64 " - 0\n", vaddr);
    } else {
        fprintf(txt, "%016" PRIx64 " %" PRIx64 " %d\n", vaddr,
                (frame & ~SITE_RECORD_PAGE_OFFSET) + (vaddr & SITE_RECORD_PAGE_OFFSET),
                (frame & SITE_RECORD_PAGE_OF_DEVICE) != 0);
    }
}

static void write_pages(const char *directory)
{
    struct ring ring = {
        .buffer = create_mapped(directory, "ring.6", RING_BYTES + RING_TRAILER_BYTES),
        .capacity = RING_BYTES,
    };
    static uint64_t pages[SITE_RECORD_PAGE_PLACES];
    static uint64_t frames[SITE_RECORD_PAGE_PLACES];
    FILE *txt = create(directory, "pages.txt");
    unsigned next = 0;

    for (int message = 0; message < PAGES_MESSAGES; message++) {
        uint64_t words[PAGES_RECORDS * (SITE_RECORD_PAGE_WORDS + 1)];
        size_t count = 0;

        for (int i = 0; i < PAGES_RECORDS; i++, next++) {
            const uint64_t vaddr = page_of(next / 3) + next * 8 % 4096;
            const uint64_t page = vaddr & ~SITE_RECORD_PAGE_OFFSET;
            const uint64_t frame = frame_of(page, message);
            const unsigned place = site_record_page_place(vaddr);

            if (pages[place] != page || frames[place] != frame) {
                pages[place] = page;
                frames[place] = frame;
                words[count++] = site_record_about(0, SITE_RECORD_PAGE);
                words[count++] = page;
                words[count++] = frame;
            }
            words[count++] = site_record(0, vaddr);
            describe_page(txt, vaddr, frame);
        }
        if (!ring_write(&ring, words, count * sizeof(words[0]))) {
            exit(1);
        }
    }
    fclose(txt);
}

static void write_tasks(const char *directory)
{
    static const char program[] = "/usr/bin/sort";
    g_autofree char *path = g_build_filename(directory, "ring.tasks", NULL);
    struct task_table *table;
    struct task_row sort = { .task = 2, .thread = 71, .process = 70, .space = 2, .parent = 1,
                             .flags = TASK_IS_WORKLOAD, .program_length = strlen(program),
                             .born_nanos = 7000000000, .name = "sort" };
    const struct task_row init = { .task = 1, .thread = 1, .process = 1, .space = 1,
                                   .flags = TASK_IS_AGENT, .born_nanos = 2000000000,
                                   .name = "init" };

    remove(path);
    table = task_table_create(path, 10, NULL);
    if (table == NULL
        || !task_table_add_text(table, program, sort.program_length, &sort.program_offset)
        || task_table_add(table, &init) != 1 || task_table_add(table, &sort) != 2) {
        exit(1);
    }
}

static void write_phases(const char *directory)
{
    g_autofree char *path = g_build_filename(directory, "ring.phases", NULL);
    struct phase_table *table;

    remove(path);
    table = phase_table_create(path, 10, NULL);
    if (table == NULL || phase_table_find(table, 0, PHASE_IS_OF_RUN, "load") != 1
        || phase_table_find(table, 1, 0, "parse") != 2) {
        exit(1);
    }
    phase_table_count(&table->rows[1].begun);
    phase_table_count(&table->rows[2].begun);
    phase_table_count(&table->rows[2].begun);
    phase_table_count(&table->rows[2].ended);
    phase_table_count(&table->refused);
    phase_table_count(&table->unmatched);
    phase_table_count(&table->unmatched);
}

static void write_mappings(const char *directory)
{
    static const struct {
        struct mapping_row row;
        const char *path;
        const char *program;
    } rows[] = {
        { { .start = 0x555555555000, .end = 0x555555557000, .file_offset = 0x1000,
            .flags = MAPPING_IS_OF_HOST | MAPPING_IS_CODE | MAPPING_FILE << MAPPING_KIND_SHIFT },
          "/usr/bin/sort", "sort" },
        { { .start = 0x7fff00000000, .end = 0x7fff00001000, .flags = MAPPING_IS_CODE }, "", "" },
        { { .start = 0x600000000000, .end = 0x600000001000,
            .flags = MAPPING_HEAP << MAPPING_KIND_SHIFT }, "", "sort" },
        { { .start = 0x7ffe00000000, .end = 0x7ffe00001000,
            .flags = MAPPING_SPECIAL << MAPPING_KIND_SHIFT }, "[vdso]", "sort" },
        { { .start = 0x7f0000000000, .end = 0x7f0000001000, .file_offset = 0x3000,
            .flags = MAPPING_UNLINKED << MAPPING_KIND_SHIFT }, "memfd:x", "sort" },
    };
    g_autofree char *path = g_build_filename(directory, "ring.mappings", NULL);
    struct mapping_table *table;

    remove(path);
    table = mapping_table_create(path, NULL);
    if (table == NULL) {
        exit(1);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        mapping_table_add(table, &rows[i].row, rows[i].path, rows[i].program);
    }
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "usage: golden DIRECTORY\n");
        return 2;
    }
    write_records(argv[1]);
    write_ring(argv[1]);
    write_pages(argv[1]);
    write_tasks(argv[1]);
    write_phases(argv[1]);
    write_mappings(argv[1]);
    return 0;
}
