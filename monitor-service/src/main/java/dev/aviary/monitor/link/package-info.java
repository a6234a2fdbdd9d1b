/** One-time links of mails: a page with a button for what the owner can do about a canary. */
@NullMarked
package dev.aviary.monitor.link;

import org.jspecify.annotations.NullMarked;
