package io.memtracer.host.plugin;

import java.nio.charset.StandardCharsets;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Rewrites classes of plugins so that they call {@link ProcessEnd} where they would end the
 * process. Classes without such calls, which are nearly all, stay as they are, byte for byte.
 */
final class ProcessEndGuard {

  private static final String SYSTEM = "java/lang/System";
  private static final String RUNTIME = "java/lang/Runtime";
  private static final String REPLACEMENT = Type.getInternalName(ProcessEnd.class);
  private static final String STATUS = "(I)V";
  private static final String RUNTIME_AND_STATUS = "(L" + RUNTIME + ";I)V";
  private static final byte[] EXIT = "exit".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] HALT = "halt".getBytes(StandardCharsets.US_ASCII);

  private ProcessEndGuard() {}

  /**
   * The class to define.
   *
   * @return the same array if there is nothing to guard, or the class is of a Java to come
   */
  static byte[] guard(final byte[] classFile) {
    if (!contains(classFile, EXIT) && !contains(classFile, HALT)) {
      return classFile;
    }
    final ClassReader reader;
    try {
      reader = new ClassReader(classFile);
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
      // Not for us to judge: the virtual machine says what is wrong with it.
      return classFile;
    }
    final ClassWriter writer = new ClassWriter(reader, 0);
    final Rewriting rewriting = new Rewriting(writer);
    reader.accept(rewriting, 0);
    return rewriting.changed ? writer.toByteArray() : classFile;
  }

  private static boolean contains(final byte[] bytes, final byte[] wanted) {
    for (int i = 0; i + wanted.length <= bytes.length; i++) {
      int matched = 0;
      while (matched < wanted.length && bytes[i + matched] == wanted[matched]) {
        matched++;
      }
      if (matched == wanted.length) {
        return true;
      }
    }
    return false;
  }

  private static final class Rewriting extends ClassVisitor {
    private boolean changed;

    Rewriting(final ClassWriter writer) {
      super(Opcodes.ASM9, writer);
    }

    @Override
    public MethodVisitor visitMethod(
        final int access,
        final String name,
        final String descriptor,
        final String signature,
        final String[] exceptions) {
      return new Body(super.visitMethod(access, name, descriptor, signature, exceptions));
    }

    private boolean isEnd(final String owner, final String name, final String descriptor) {
      return descriptor.equals(STATUS)
          && ((owner.equals(SYSTEM) && name.equals("exit"))
              || (owner.equals(RUNTIME) && (name.equals("exit") || name.equals("halt"))));
    }

    private String replacement(final String owner) {
      changed = true;
      return owner.equals(SYSTEM) ? STATUS : RUNTIME_AND_STATUS;
    }

    private Object guarded(final Object constant) {
      if (constant instanceof Handle handle
          && isEnd(handle.getOwner(), handle.getName(), handle.getDesc())) {
        return new Handle(
            Opcodes.H_INVOKESTATIC,
            REPLACEMENT,
            handle.getName(),
            replacement(handle.getOwner()),
            false);
      }
      return constant;
    }

    /** Of one method: calls, and references to methods. */
    private final class Body extends MethodVisitor {

      Body(final MethodVisitor writer) {
        super(Opcodes.ASM9, writer);
      }

      @Override
      public void visitMethodInsn(
          final int opcode,
          final String owner,
          final String name,
          final String descriptor,
          final boolean ofInterface) {
        if (isEnd(owner, name, descriptor)) {
          super.visitMethodInsn(Opcodes.INVOKESTATIC, REPLACEMENT, name, replacement(owner), false);
        } else {
          super.visitMethodInsn(opcode, owner, name, descriptor, ofInterface);
        }
      }

      @Override
      public void visitInvokeDynamicInsn(
          final String name,
          final String descriptor,
          final Handle bootstrap,
          final Object... arguments) {
        final Object[] guarded = new Object[arguments.length];
        for (int i = 0; i < arguments.length; i++) {
          guarded[i] = guarded(arguments[i]);
        }
        super.visitInvokeDynamicInsn(name, descriptor, bootstrap, guarded);
      }

      @Override
      public void visitLdcInsn(final Object constant) {
        super.visitLdcInsn(guarded(constant));
      }
    }
  }
}
