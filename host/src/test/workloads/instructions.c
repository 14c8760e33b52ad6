/*
 * Executes 40,000,004 instructions of user code: 20 million times a loop of two, and four around it.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
__asm__(".globl _start\n"
        "_start:\n"
        "    mov $20000000, %ebx\n"
        "1:  dec %ebx\n"
        "    jnz 1b\n"
        "    mov $60, %eax\n" /* exit */
        "    xor %edi, %edi\n"
        "    syscall\n");
