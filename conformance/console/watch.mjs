// A page open for minutes under load: its heap after a collection, and the monitor's CPU with and without it.
import { setTimeout as rest } from 'node:timers/promises'
import { browser, signedIn } from './lib/browser.mjs'
import { cpuSeconds } from './lib/process.mjs'
import { APP, canaryServes, load } from './lib/stack.mjs'

const REQUESTS_A_SECOND = 50
const MINUTE_MILLIS = 60_000
const MONITOR = process.env.MONITOR_PID
const minutes = Number(process.argv[2] ?? 10)

/** Percent of a core while something goes on. */
async function percentOfCore(millis) {
  const [before, begin] = [cpuSeconds(MONITOR), Date.now()]
  await rest(millis)
  return (100_000 * (cpuSeconds(MONITOR) - before)) / (Date.now() - begin)
}

async function heap(protocol) {
  await protocol.send('HeapProfiler.collectGarbage')
  const { usedSize } = await protocol.send('Runtime.getHeapUsage')
  return usedSize / 1_000_000
}

const visitors = load(REQUESTS_A_SECOND)
const chrome = await browser()
try {
  await canaryServes()
  await rest(20_000)
  const [alone] = [await percentOfCore(MINUTE_MILLIS)]
  console.log(`monitor without a page: ${alone.toFixed(2)} % of a core`)
  const { page, context, faults } = await signedIn(chrome, { path: `/apps/${APP}` })
  await page.getByRole('heading', { name: 'Deployments' }).waitFor()
  await rest(15_000)
  const protocol = await context.newCDPSession(page)
  const first = await heap(protocol)
  console.log(`heap at the start: ${first.toFixed(2)} MB`)
  let last = first
  let sum = 0
  for (let minute = 1; minute <= minutes; minute++) {
    const cpu = await percentOfCore(MINUTE_MILLIS)
    sum += cpu
    last = await heap(protocol)
    const elements = await page.evaluate(() => document.querySelectorAll('*').length)
    console.log(`minute ${minute}: heap ${last.toFixed(2)} MB, ${elements} elements, monitor ${cpu.toFixed(2)} % of a core`)
  }
  console.log(`the page grew by ${(last - first).toFixed(2)} MB in ${minutes} min; it took ${(sum / minutes - alone).toFixed(2)} % of a core`
    + ` on the server; ${visitors.answered()} requests of visitors; faults: ${faults.length}`)
} finally {
  visitors.stop()
  await chrome.close()
}
