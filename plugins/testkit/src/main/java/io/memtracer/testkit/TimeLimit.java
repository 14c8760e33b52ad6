package io.memtracer.testkit;

import java.lang.reflect.Method;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.opentest4j.AssertionFailedError;

/**
 * Gives each check a limit, also one that never looks whether it is interrupted. When one has hung,
 * the others of its class fail at once: they would hang too, one after the other.
 */
final class TimeLimit implements InvocationInterceptor {

  private static final long LIMIT_SECONDS = 30;
  private static final Namespace NAMESPACE = Namespace.create(TimeLimit.class);
  private static final String HUNG = "hung";

  @Override
  public void interceptTestMethod(
      final Invocation<Void> invocation,
      final ReflectiveInvocationContext<Method> method,
      final ExtensionContext context)
      throws Throwable {
    limit(invocation, context);
  }

  @Override
  public void interceptTestTemplateMethod(
      final Invocation<Void> invocation,
      final ReflectiveInvocationContext<Method> method,
      final ExtensionContext context)
      throws Throwable {
    limit(invocation, context);
  }

  private static void limit(final Invocation<Void> invocation, final ExtensionContext context)
      throws Throwable {
    final ExtensionContext.Store ofClass = classOf(context).getStore(NAMESPACE);
    final String check = context.getRequiredTestMethod().getName();
    if (ofClass.get(HUNG) != null) {
      invocation.skip();
      throw new AssertionFailedError("not tried, since " + ofClass.get(HUNG) + " hung");
    }
    final FutureTask<Void> task =
        new FutureTask<>(
            () -> {
              try {
                return invocation.proceed();
              } catch (Exception | Error e) {
                throw e;
              } catch (Throwable e) {
                throw new ExecutionException(e);
              }
            });
    final Thread thread = new Thread(task, "check-" + check);
    thread.setDaemon(true);
    thread.start();
    try {
      task.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      ofClass.put(HUNG, check);
      thread.interrupt();
      final AssertionFailedError hung =
          new AssertionFailedError(check + " took more than " + LIMIT_SECONDS + " s; it was here");
      hung.setStackTrace(thread.getStackTrace());
      throw hung;
    } catch (ExecutionException e) {
      throw e.getCause();
    }
  }

  private static ExtensionContext classOf(final ExtensionContext context) {
    ExtensionContext of = context;
    while (of.getTestMethod().isPresent()) {
      of = of.getParent().orElseThrow();
    }
    return of;
  }
}
