// Answers each line of standard input, a case, with a line: what flagd-core gives for it in both of its modes.
import { createInterface } from 'node:readline'
import { FlagdCore, MemoryStorage } from '@openfeature/flagd-core'

const silent = { error() {}, warn() {}, info() {}, debug() {} }
const MODES = { compiled: {}, interpreted: { disableDynamicCodeGeneration: true } }
const SECOND = 1000

/** The flag of a case in one of the modes; null: the package refuses the whole file. */
function load(file, options) {
  const core = new FlagdCore(new MemoryStorage(silent, options), silent)
  try {
    core.setConfigurations(JSON.stringify(file))
    return core
  } catch {
    return null
  }
}

/** What the rule itself gives; the package has no public way to it. Numbers that JSON has no words for become texts. */
function ruleValue(flag, key, context) {
  if (!flag._targeting) return { errorCode: 'PARSE_ERROR' }
  try {
    const given = flag._targeting.evaluate(key, context, silent) ?? null
    return JSON.parse(JSON.stringify({ value: given }, (_, each) =>
      typeof each === 'number' && !Number.isFinite(each) ? String(each) : each))
  } catch {
    return { errorCode: 'GENERAL' }
  }
}

function answer(core, { key, context, raw }) {
  const flag = core?.getFlag(key)
  if (!flag) return { errorCode: 'PARSE_ERROR' }
  if (raw) return ruleValue(flag, key, context)
  if (flag.state === 'DISABLED') return { reason: 'DISABLED' }
  const { value, variant, reason, errorCode } = flag.evaluate(context, silent)
  return errorCode ? { errorCode } : { value, variant, reason }
}

/** Whether the file is what flagd's own schema wants. */
function validate(file) {
  try {
    new MemoryStorage(silent).setConfigurations(JSON.stringify(file), true)
    return { valid: true }
  } catch (refusal) {
    return { valid: false, reason: refusal.message.slice(0, 2000) }
  }
}

let loaded = {}
for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  const each = JSON.parse(line)
  if (each.validate) {
    process.stdout.write(JSON.stringify({ compiled: validate(each.file), interpreted: {} }) + '\n')
    continue
  }
  if (each.file) loaded = Object.fromEntries(Object.entries(MODES).map(([name, options]) => [name, load(each.file, options)]))
  Date.now = () => each.now * SECOND
  const answers = Object.entries(loaded).map(([name, core]) => [name, answer(core, each)])
  process.stdout.write(JSON.stringify(Object.fromEntries(answers)) + '\n')
}
