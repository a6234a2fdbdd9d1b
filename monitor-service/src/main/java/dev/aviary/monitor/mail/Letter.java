package dev.aviary.monitor.mail;

/**
 * A mail, ready to be sent.
 *
 * @param id unique for what it tells, without angle brackets: a second copy has the same
 */
record Letter(String id, String subject, String text) {}
