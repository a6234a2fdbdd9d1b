package dev.aviary.monitor.mail;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A mail that is to be sent.
 *
 * @param id unique for what it tells
 * @param since when it became due
 * @param kept it waits in Redis, and is due after a restart too
 * @param letter writes it, which may take seconds; nothing when there is nothing to tell any more
 * @param done takes it from where it waits
 */
record DueMail(
    String id, Instant since, boolean kept, Supplier<Optional<Letter>> letter, Runnable done) {}
