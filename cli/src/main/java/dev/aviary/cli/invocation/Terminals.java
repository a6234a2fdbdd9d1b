package dev.aviary.cli.invocation;

/**
 * Which of a command's streams are terminals.
 *
 * @param in a person answers
 * @param out the standard output takes colours
 * @param err the standard error takes colours, and a line that is written anew
 */
public record Terminals(boolean in, boolean out, boolean err) {}
