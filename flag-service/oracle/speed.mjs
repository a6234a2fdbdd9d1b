// Measures flagd-core: reads {file, contexts} from standard input and prints microseconds an evaluation by flag.
import { FlagdCore, MemoryStorage } from '@openfeature/flagd-core'
import { text } from 'node:stream/consumers'

const silent = { error() {}, warn() {}, info() {}, debug() {} }
const SECOND = 1_000_000_000n
const ROUNDS = 5

const { file, contexts } = JSON.parse(await text(process.stdin))
const core = new FlagdCore(new MemoryStorage(silent), silent)
core.setConfigurations(JSON.stringify(file))
let seen = 0

/** Microseconds an evaluation took, over about a second. */
function round(flag, evaluate) {
  const begun = process.hrtime.bigint()
  let evaluations = 0
  let passed = 0n
  while (passed < SECOND) {
    for (const context of contexts) seen += evaluate(flag, context).variant.length
    evaluations += contexts.length
    passed = process.hrtime.bigint() - begun
  }
  return Number(passed) / 1000 / evaluations
}

const result = {}
for (const [flag, { variants }] of Object.entries(file.flags)) {
  const evaluate =
    typeof Object.values(variants)[0] === 'boolean'
      ? (key, context) => core.resolveBooleanEvaluation(key, false, context, silent)
      : (key, context) => core.resolveStringEvaluation(key, '', context, silent)
  round(flag, evaluate)
  const rounds = Array.from({ length: ROUNDS }, () => round(flag, evaluate)).sort((a, b) => a - b)
  result[flag] = rounds[(ROUNDS - 1) / 2]
}
if (seen === 0) throw new Error('nothing was evaluated')
console.log(JSON.stringify(result))
