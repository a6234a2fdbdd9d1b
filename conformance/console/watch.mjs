// A page open for minutes under load: its heap by Chromium's own metrics, and the monitor's CPU by its cgroup, with and without it.
import { writeFileSync } from 'node:fs'
import { setTimeout as rest } from 'node:timers/promises'
import { browser, signedIn } from './lib/browser.mjs'
import { cpuSeconds } from './lib/process.mjs'
import { APP, canaryServes, load } from './lib/stack.mjs'

const REQUESTS_A_SECOND = 50
const MINUTE_MILLIS = 60_000
const SETTLING_MILLIS = 20_000
const MEBIBYTE = 1_048_576
const MONITOR = process.env.MONITOR_PID
const [minutes, file] = [Number(process.argv[2] ?? 10), process.argv[3]]
if (!Number.isInteger(minutes) || minutes < 1) throw new Error(`'${process.argv[2]}' is no number of minutes; give 1 or more`)

/** Percent of a core that the monitor takes while something goes on. */
async function percentOfCore(millis) {
  const [before, begin] = [cpuSeconds(MONITOR), performance.now()]
  await rest(millis)
  return (100_000 * (cpuSeconds(MONITOR) - before)) / (performance.now() - begin)
}

/** After a collection: MiB of objects of scripts, and elements and listeners that are held. */
async function held(protocol) {
  await protocol.send('HeapProfiler.collectGarbage')
  const { metrics } = await protocol.send('Performance.getMetrics')
  const value = name => metrics.find(each => each.name === name).value
  return { heap: value('JSHeapUsedSize') / MEBIBYTE, nodes: value('Nodes'), listeners: value('JSEventListeners') }
}

const visitors = load(REQUESTS_A_SECOND)
const chrome = await browser()
try {
  await canaryServes()
  await rest(SETTLING_MILLIS)
  const without = [await percentOfCore(MINUTE_MILLIS)]
  console.log(`monitor without a page: ${without[0].toFixed(2)} % of a core`)
  const { page, context, faults } = await signedIn(chrome, { path: `/apps/${APP}` })
  await page.getByRole('heading', { name: 'Deployments' }).waitFor()
  await rest(SETTLING_MILLIS)
  const protocol = await context.newCDPSession(page)
  await protocol.send('Performance.enable')
  const first = await held(protocol)
  console.log(`at the start: heap ${first.heap.toFixed(2)} MiB, ${first.nodes} nodes, ${first.listeners} listeners`)
  const looks = []
  for (let minute = 1; minute <= minutes; minute++) {
    const cpu = await percentOfCore(MINUTE_MILLIS)
    const now = { minute, cpu, ...await held(protocol) }
    looks.push(now)
    console.log(`minute ${minute}: heap ${now.heap.toFixed(2)} MiB, ${now.nodes} nodes, ${now.listeners} listeners, monitor ${cpu.toFixed(2)} % of a core`)
  }
  await context.close()
  await rest(SETTLING_MILLIS)
  without.push(await percentOfCore(MINUTE_MILLIS))
  console.log(`monitor without a page again: ${without[1].toFixed(2)} % of a core`)
  const mean = values => values.reduce((sum, each) => sum + each, 0) / values.length
  const result = {
    minutes, requestsASecond: REQUESTS_A_SECOND, answered: visitors.answered(), faults, without, first, looks,
    growth: looks.at(-1).heap - first.heap,
    page: mean(looks.map(each => each.cpu)) - mean(without),
  }
  console.log(`the page grew by ${result.growth.toFixed(2)} MiB in ${minutes} min and took ${result.page.toFixed(2)} % of a core of the monitor; `
    + `${result.answered} requests of visitors; faults: ${faults.length}`)
  if (file) writeFileSync(file, JSON.stringify(result))
} finally {
  visitors.stop()
  await chrome.close()
}
