package dev.aviary.flag.evaluate;

import dev.aviary.flag.json.Json;
import dev.aviary.flag.json.Json.ArrayNode;
import dev.aviary.flag.json.Pointer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** An operator with its operands, being compiled. */
final class Call {
  final String name;
  final Pointer pointer;
  private final Json operands;
  private final RuleCompiler compiler;

  /**
   * @param pointer where the operands are
   */
  Call(String name, Pointer pointer, Json operands, RuleCompiler compiler) {
    this.name = name;
    this.pointer = pointer;
    this.operands = operands;
    this.compiler = compiler;
  }

  RuleCompiler compiler() {
    return compiler;
  }

  /** Whether the operands are one expression that may give a list of them. */
  boolean isComputed() {
    return operands instanceof Json.ObjectNode object && !object.members().isEmpty();
  }

  /** The operands; a single one may stand without its list. */
  List<Json> listed() {
    return operands instanceof ArrayNode array ? array.items() : List.of(operands);
  }

  /** Whether there is one operand that may give a list, which then stands for its items. */
  boolean mayGather() {
    return operands instanceof ArrayNode array
        && array.items().size() == 1
        && !(array.items().getFirst() instanceof ArrayNode);
  }

  Pointer place(int operand) {
    return operands instanceof ArrayNode ? pointer.to(operand) : pointer;
  }

  /** The operands, compiled. */
  List<Term> terms() {
    List<Term> terms = new ArrayList<>();
    List<Json> listed = listed();
    for (int i = 0; i < listed.size(); i++) {
      terms.add(compiler.compile(listed.get(i), place(i)));
    }
    return terms;
  }

  /** The operands of an operator that decides itself which of them it evaluates. */
  List<Term> ownTerms(int least, int most) {
    if (!(operands instanceof ArrayNode array)) {
      compiler.fault(pointer, "'" + name + "' wants a list of operands");
      return List.of();
    }
    int count = array.items().size();
    if (count < least || count > most) {
      compiler.fault(
          pointer, "'%s' wants %s operands and has %d".formatted(name, range(least, most), count));
      return List.of();
    }
    return terms();
  }

  /**
   * The same terms, of an operator that evaluates only some of them: those that always fail are
   * faults, whether they are evaluated or not.
   */
  List<Term> verified(List<Term> terms) {
    if (terms.stream().allMatch(Term::constant)) {
      for (int i = 0; i < terms.size(); i++) {
        compiler.verify(terms.get(i), place(i));
      }
    }
    return terms;
  }

  private static String range(int least, int most) {
    return most == Integer.MAX_VALUE ? least + " or more" : least + " to " + most;
  }

  /**
   * An operator whose operands are all evaluated before it is.
   *
   * @param pure whether it looks at its operands alone
   */
  Term eager(EagerFunction function, boolean pure) {
    if (isComputed()) {
      return whole(
          (value, scope) -> {
            Json[] items = items(value);
            scope.run.spend(items.length >> 3);
            return function.apply(items, scope);
          },
          pure);
    }
    return of(terms(), pure, operands -> listed(operands, function));
  }

  /** The same, of computed operands as they are: a list of them, or something else. */
  Term whole(WholeFunction function, boolean pure) {
    Term list = compiler.compile(operands, pointer);
    boolean constant = pure && list.constant();
    Expression given = constant ? list.expression() : compiler.fold(list, pointer);
    return new Term(
        scope -> function.apply(given.value(scope), scope), constant, pure && list.closed(), false);
  }

  /**
   * The term of an operator over these operands. Constant parts of one that is not constant itself
   * are evaluated now; of one that is, the operator that holds it does so.
   */
  Term of(List<Term> terms, boolean pure, Function<Expression[], Expression> make) {
    boolean constant = pure && terms.stream().allMatch(Term::constant);
    Expression[] operands = new Expression[terms.size()];
    for (int i = 0; i < operands.length; i++) {
      operands[i] = constant ? terms.get(i).expression() : compiler.fold(terms.get(i), place(i));
    }
    boolean closed = pure && terms.stream().allMatch(Term::closed);
    return new Term(make.apply(operands), constant, closed, false);
  }

  private static Expression listed(Expression[] operands, EagerFunction function) {
    return scope -> {
      Json[] values = new Json[operands.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = operands[i].value(scope);
      }
      return function.apply(values, scope);
    };
  }

  private static Json[] items(Json json) {
    return json instanceof ArrayNode array ? array.items().toArray(Json[]::new) : new Json[] {json};
  }

  /** What an operator gives for its operands' values. */
  @FunctionalInterface
  interface EagerFunction {
    Json apply(Json[] operands, Scope scope);
  }

  /** What an operator gives for the value of its computed operands. */
  @FunctionalInterface
  interface WholeFunction {
    Json apply(Json operands, Scope scope);
  }
}
