package dev.aviary.flag.evaluate;

/** How one operator of JSONLogic is compiled. */
@FunctionalInterface
interface Operator {
  Term compile(Call call);
}
