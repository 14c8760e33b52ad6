package io.memtracer.host.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Path;
import java.security.CodeSigner;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.util.Enumeration;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.ZipFile;
import org.pf4j.PluginClassLoader;
import org.pf4j.PluginDescriptor;
import org.pf4j.PluginManager;

/** Delegates one package to the host besides PF4J's own, and knows whose classes it loads. */
final class ApiFromHostClassLoader extends PluginClassLoader {

  private static final String API_PACKAGE = "io.memtracer.api.";

  private final JarFile jar;
  private volatile String label;

  ApiFromHostClassLoader(
      final PluginManager manager,
      final PluginDescriptor descriptor,
      final ClassLoader host,
      final Path jar)
      throws IOException {
    super(manager, descriptor, host);
    this.jar = new JarFile(jar.toFile(), false, ZipFile.OPEN_READ, Runtime.version());
    label = descriptor.getPluginId();
  }

  /** What users call the plugin. */
  String label() {
    return label;
  }

  void setLabel(final String value) {
    label = value;
  }

  @Override
  protected boolean shouldDelegateToParent(final String className) {
    return className.startsWith(API_PACKAGE) || super.shouldDelegateToParent(className);
  }

  /** A JAR has the analyzers that it names, not those that the host's class path names as well. */
  @Override
  public Enumeration<URL> getResources(final String name) throws IOException {
    return name.equals(PluginJar.SERVICE) ? findResources(name) : super.getResources(name);
  }

  /** As it is in the JAR, but for calls that would end the process. */
  @Override
  protected Class<?> findClass(final String name) throws ClassNotFoundException {
    final byte[] bytes = read(name.replace('.', '/') + ".class", name);
    final byte[] guarded = ProcessEndGuard.guard(bytes);
    return guarded == bytes ? super.findClass(name) : define(name, guarded);
  }

  private byte[] read(final String path, final String name) throws ClassNotFoundException {
    final JarEntry entry = jar.getJarEntry(path);
    if (entry == null) {
      throw new ClassNotFoundException(name);
    }
    try (InputStream in = jar.getInputStream(entry)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }

  private Class<?> define(final String name, final byte[] bytes) {
    final CodeSource source = new CodeSource(getURLs()[0], (CodeSigner[]) null);
    return defineClass(
        name, bytes, 0, bytes.length, new ProtectionDomain(source, null, this, null));
  }

  @Override
  public void close() throws IOException {
    try (jar) {
      super.close();
    }
  }
}
