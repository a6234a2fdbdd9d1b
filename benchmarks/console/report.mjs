// Writes what conformance/console/watch.mjs measured: report.md and latest.json beside this file, and the row of docs/figures.md.
import { readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism, loadavg, release, totalmem } from 'node:os'

const HERE = new URL('./', import.meta.url)
const FIGURES = new URL('../../docs/figures.md', HERE)
const GIBIBYTE = 2 ** 30
const MOST_MEBIBYTES = 20
const MOST_PERCENT = 3
const ROW = /The page of an app, open for [^]*?targets: 20 MB in 10 minutes, 3 %\)\./

const { minutes, requestsASecond, answered, faults, without, first, looks, growth, page } = JSON.parse(readFileSync(process.argv[2], 'utf8'))
const two = value => value.toFixed(2)
const met = holds => (holds ? 'met' : 'missed')

writeFileSync(new URL('report.md', HERE), `# A page of the console, open under load

Measured on ${new Date().toISOString().slice(0, 10)}: ${availableParallelism()} CPUs, ${Math.round(totalmem() / GIBIBYTE)} GiB, Linux ${release()}, load average ${two(loadavg()[0])} at the end, \`benchmarks/run console ${minutes}\`.

The page of an app with a canary, in Debian's Chromium, while visitors ask the app ${requestsASecond} times a second (${answered} were answered). Heap: \`JSHeapUsedSize\`
of Chromium's metrics after a collection; CPU: that of the monitor's cgroup, beside a minute before the page was opened and one after it was closed.

| measure | value | target | |
|---|---|---|---|
| growth of the heap in ${minutes} min | ${two(growth)} MiB | ${MOST_MEBIBYTES} in 10 min | ${met(growth < MOST_MEBIBYTES)} |
| CPU that the page costs the monitor | ${two(page)} % of a core | ${MOST_PERCENT} % | ${met(page < MOST_PERCENT)} |
| errors on the page | ${faults.length} | 0 | ${met(faults.length === 0)} |

| | heap, MiB | nodes | listeners | monitor, % of a core |
|---|---|---|---|---|
| before, no page | | | | ${two(without[0])} |
| the page is open | ${two(first.heap)} | ${first.nodes} | ${first.listeners} | |
${looks.map(each => `| minute ${each.minute} | ${two(each.heap)} | ${each.nodes} | ${each.listeners} | ${two(each.cpu)} |`).join('\n')}
| after, no page | | | | ${two(without[1])} |
`)

const figures = [
  ['growth of the heap', growth, 'MiB'],
  ['CPU of the monitor for the page', page, '% of a core'],
  ['CPU of the monitor without a page', (without[0] + without[1]) / 2, '% of a core'],
]
writeFileSync(new URL('latest.json', HERE), `[
${figures.map(([measure, value, unit]) => `  ${JSON.stringify({ case: `${minutes} min, ${requestsASecond}/s`, measure, value: Number(two(value)), unit })}`).join(',\n')}
]
`)

const text = readFileSync(FIGURES, 'utf8')
if (!ROW.test(text)) throw new Error('docs/figures.md has no row of the console: it begins with "The page of an app, open for"')
writeFileSync(FIGURES, text.replace(ROW, () => `The page of an app, open for ${minutes} ${minutes === 1 ? 'minute' : 'minutes'} under ${requestsASecond} requests a second, grew by ${two(growth)} MiB and took ${two(page)} % of a core of the monitor
([report](../benchmarks/console/report.md), \`benchmarks/run console\`; targets: 20 MB in 10 minutes, 3 %).`))
