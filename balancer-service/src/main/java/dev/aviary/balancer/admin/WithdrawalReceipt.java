package dev.aviary.balancer.admin;

import dev.aviary.contract.route.Withdrawal;
import io.micronaut.serde.annotation.Serdeable;

/**
 * The withdrawal is in force: this balancer sends the canary no new request.
 *
 * @param recorded whether Redis knows of it; otherwise it is told when it is back
 */
@Serdeable
record WithdrawalReceipt(String app, Withdrawal withdrawal, boolean recorded) {}
