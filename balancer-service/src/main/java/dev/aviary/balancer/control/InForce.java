package dev.aviary.balancer.control;

import dev.aviary.contract.redis.Revision;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** What is in force on every event loop: can be read and waited for. */
final class InForce {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private volatile Applied applied = Applied.NOTHING;

  Applied now() {
    return applied;
  }

  void set(Applied next) {
    lock.lock();
    try {
      applied = next;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Whether the revision, or a later one of its epoch, is in force within that time. */
  boolean await(Revision revision, Duration most) {
    long left = most.toNanos();
    lock.lock();
    try {
      while (!applied.revision().covers(revision) && left > 0) {
        left = changed.awaitNanos(left);
      }
      return applied.revision().covers(revision);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }
}
