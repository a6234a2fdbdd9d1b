package dev.aviary.monitor.mail;

import java.util.List;

/** Where mails wait until they are sent. */
interface MailSource {
  /**
   * The oldest mails that are due, oldest first.
   *
   * @throws io.lettuce.core.RedisException when Redis is away
   */
  List<DueMail> oldest(int most);

  /** How many are due. */
  long size();
}
