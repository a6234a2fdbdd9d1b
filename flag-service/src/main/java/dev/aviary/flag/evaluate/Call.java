package dev.aviary.flag.evaluate;

import dev.aviary.flag.json.Json;
import dev.aviary.flag.json.Json.ArrayNode;
import dev.aviary.flag.json.Pointer;
import java.util.Arrays;
import java.util.List;

/** An operator with its operands while it is compiled. */
final class Call {
  final String name;
  final Pointer pointer;
  final RuleCompiler compiler;
  private final Json operands;
  private boolean constant = true;

  /**
   * @param pointer where the operands are
   */
  Call(String name, Pointer pointer, Json operands, RuleCompiler compiler) {
    this.name = name;
    this.pointer = pointer;
    this.operands = operands;
    this.compiler = compiler;
  }

  /** Whether the operands are one expression, which may give a list of them. */
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

  /** Whether all operands that were compiled with this call are constants. */
  boolean isConstant() {
    return constant;
  }

  Expression part(int operand) {
    return noted(compiler.compile(listed().get(operand), place(operand)));
  }

  /** The operands, compiled. */
  Expression[] parts() {
    Expression[] parts = new Expression[listed().size()];
    for (int i = 0; i < parts.length; i++) {
      parts[i] = part(i);
    }
    return parts;
  }

  /** The operands, which must stand in a list; another number of them is a fault. */
  Expression[] parts(int least) {
    if (!(operands instanceof ArrayNode(List<Json> items))) {
      compiler.fault(pointer, "'%s' needs a list of operands".formatted(name));
    } else if (items.size() < least) {
      compiler.fault(
          pointer,
          "'%s' needs %d or more operands and has %d".formatted(name, least, items.size()));
    } else {
      return parts();
    }
    return new Expression[0];
  }

  /** The expression that gives the operands of a computed call. */
  Expression whole() {
    return noted(compiler.compile(operands, pointer));
  }

  /** An operator that evaluates all its operands before it looks at them. */
  Expression eager(EagerFunction function) {
    if (!isComputed()) {
      Expression[] parts = parts();
      return scope -> function.apply(values(parts, scope), scope);
    }
    Expression whole = whole();
    return scope -> {
      Json value = whole.value(scope);
      List<Json> values = value instanceof ArrayNode(List<Json> items) ? items : List.of(value);
      scope.run.spend(values.size() >> 3);
      return function.apply(values, scope);
    };
  }

  static List<Json> values(Expression[] parts, Scope scope) {
    Json[] values = new Json[parts.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = parts[i].value(scope);
    }
    return Arrays.asList(values);
  }

  private Expression noted(Expression part) {
    constant &= part instanceof Expression.Constant;
    return part;
  }

  /** What an operator gives for the values of its operands. */
  @FunctionalInterface
  interface EagerFunction {
    Json apply(List<Json> operands, Scope scope);
  }
}
