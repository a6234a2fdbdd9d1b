#!/usr/bin/env bash
# A text made by flagd's rules depends on whether the JavaScript provider may generate code.
#
# Version: @openfeature/flagd-core 4.0.1 with json-logic-engine 5.0.7, and json-logic-js 2.0.5 beside it, all from npm.
# Input: `cat` of one list, and `cat` of `or`: valid by flagd's targeting.json, for the context {"list": [0, 2, 4]}.
# Behaviour: with generated code (the default) `cat` of one list has commas; interpreting, which edge runtimes ask for
#   (disableDynamicCodeGeneration), it has none. A constant list has none in either mode, because constants are always
#   interpreted. Compiled `cat` of `or` gives the operand itself: '' + truthy(a) ? a : b has no parentheses, so a list
#   stays a list. json-logic-js gives one text for all of them. A flag whose rule names its variant that way gives two
#   users of the same file two variants.
# Seen:
#   cat of a list:      compiled "0,2,4"  interpreted "024"    json-logic-js "0,2,4"
#   cat of a constant:  compiled "024"    interpreted "024"    json-logic-js "0,2,4"
#   cat of or:          compiled [0,2,4]  interpreted "024"    json-logic-js "0,2,4"
# Exit status: 0 as described, 1 if that has changed, 2 if the packages cannot be had.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private": true}' >package.json
timeout 120 npm install --silent --no-audit --no-fund \
  @openfeature/core@1.12.0 @openfeature/flagd-core@4.0.1 json-logic-engine@5.0.7 json-logic-js@2.0.5 >/dev/null || exit 2

cat >seen.mjs <<'JS'
import { LogicEngine } from 'json-logic-engine'
import { FlagdCore, MemoryStorage } from '@openfeature/flagd-core'
import reference from 'json-logic-js'

const context = { list: [0, 2, 4] }
const list = { var: 'list' }
const rules = {
  'cat of a list': { cat: [{ filter: [list, true] }] },
  'cat of a constant': { cat: [{ merge: [[0, 2], 4] }] },
  'cat of or': { cat: [{ or: [list, 'none'] }] }
}
for (const [name, rule] of Object.entries(rules)) {
  const engine = new LogicEngine()
  const all = [engine.build(rule)(context), engine.run(rule, context), reference.apply(rule, context)]
  console.log(`${name}: ${all.map((each) => JSON.stringify(each)).join(' ')}`)
}
// The same through flagd: one file, one context, two variants.
const silent = { error() {}, warn() {}, info() {}, debug() {} }
const file = JSON.stringify({
  flags: { flag: { state: 'ENABLED', variants: { '0,2,4': 1, '024': 2 }, defaultVariant: '024', targeting: rules['cat of a list'] } }
})
for (const options of [{}, { disableDynamicCodeGeneration: true }]) {
  const core = new FlagdCore(new MemoryStorage(silent, options), silent)
  core.setConfigurations(file)
  console.log(`flagd: ${core.resolveNumberEvaluation('flag', 0, context, silent).variant}`)
}
JS

expected='cat of a list: "0,2,4" "024" "0,2,4"
cat of a constant: "024" "024" "0,2,4"
cat of or: [0,2,4] "024" "0,2,4"
flagd: 0,2,4
flagd: 024'
seen=$(timeout 30 node seen.mjs)
printf '%s\n' "$seen"
[[ $seen == "$expected" ]]
