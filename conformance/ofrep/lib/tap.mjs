// Reports in the Test Anything Protocol, version 13, with a summary at the end.

export class Tap {
  constructor(out, count) {
    this.out = out
    this.number = 0
    this.passed = []
    this.failed = []
    this.excluded = []
    out.write(`TAP version 13\n1..${count}\n`)
  }

  /** Runs the check, unless there is a reason not to. */
  async report(check, why, run) {
    this.number += 1
    if (why !== null) {
      this.excluded.push(check)
      this.#line('ok', check, ` # SKIP ${why}`)
      return
    }
    try {
      await run()
      this.passed.push(check)
      this.#line('ok', check, '')
    } catch (failure) {
      this.failed.push(check)
      this.#line('not ok', check, '')
      this.out.write(`  ---\n  message: |\n${indented(failure)}\n  ...\n`)
    }
  }

  /** The exit code. */
  summary() {
    this.out.write(`# ${this.passed.length} passed, ${this.failed.length} failed, ${this.excluded.length} excluded\n`)
    this.failed.forEach((check) => this.out.write(`# failed: ${check.id}  ${check.says}\n`))
    return this.failed.length > 0 ? 1 : 0
  }

  #line(verdict, check, more) {
    this.out.write(`${verdict} ${this.number} - ${check.id}: ${check.says}${more}\n`)
  }
}

const indented = (failure) => String(failure.message).slice(0, 2000).replace(/^/gm, '    ')
