/*
 * Known answer: a program that a PC runs instead of its firmware. It turns on paging of five levels, with which
 * addresses have 57 bits, and PASSES times it adds to a byte of memory, which is a load and a store, and then
 * loads 8 bytes, at each of the addresses below. It makes other accesses only while it sets up, none of them to
 * an address that ends with those 30 bits, and halts.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#define PASSES 1000

/* Every address means what its low 30 bits mean without paging. */
.macro access address
        movabs  $\address, %rdi
        addb    $1, (%rdi)
        mov     (%rdi), %rax
.endm

        .code16
        cli
        lgdtl   %cs:gdt_pointer - 0xf0000
        mov     $0x1020, %eax           /* LA57, PAE */
        mov     %eax, %cr4
        mov     $five, %eax
        mov     %eax, %cr3
        mov     $0xc0000080, %ecx       /* EFER: LME */
        mov     $0x100, %eax
        xor     %edx, %edx
        wrmsr
        mov     $0x80000011, %eax       /* PG, ET, PE */
        mov     %eax, %cr0
        ljmpl   $8, $long_mode

        .code64
long_mode:
        mov     $PASSES, %ecx
again:
        access  0x0000000000001000
        access  0x00007fffc0001000      /* 48 bits hold it, */
        access  0x0000800000001000      /* but not this one */
        access  0x00ffffffc0001000
        access  0xff00000000001000
        access  0xffff7fffc0001000      /* nor this one, */
        access  0xffff800000001000      /* but this one again */
        access  0xffffffffc0001000
        dec     %ecx
        jnz     again
halt:
        hlt
        jmp     halt

        .balign 8
gdt:
        .quad   0, 0x00af9b000000ffff   /* 64-bit code */
gdt_pointer:
        .word   . - gdt - 1
        .long   gdt

/* Present, writable and accessed in advance: this is read-only memory. The last level has pages of 1 GiB. */
        .balign 4096
five:
        .rept   512
        .quad   four + 0x23
        .endr
four:
        .rept   512
        .quad   three + 0x23
        .endr
three:
        .rept   512
        .quad   0xe3
        .endr

        .org    0xfff0
        .code16
        ljmp    $0xf000, $0             /* where a PC begins */
        .org    0x10000
