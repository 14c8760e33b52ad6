package io.memtracer.cluster;

import java.io.Serializable;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction1;

/** The one element of a partition. */
final class Only<T> extends AbstractFunction1<Iterator<T>, T> implements Serializable {

  private static final long serialVersionUID = 1L;

  @Override
  public T apply(final Iterator<T> partition) {
    return partition.next();
  }
}
