/** Tells others than the owner's mailbox: signed webhooks, Slack, Mattermost, Discord. */
@NullMarked
package dev.aviary.monitor.notify;

import org.jspecify.annotations.NullMarked;
