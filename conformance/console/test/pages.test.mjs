import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import axe from 'axe-core'
import { browser, go, signedIn, visit } from '../lib/browser.mjs'
import { APP, builder, canaryServes, load } from '../lib/stack.mjs'

const MOST_BYTES = 300_000
const PHONE = 360

let chrome
let visitors
let pages
before(async () => {
  chrome = await browser()
  visitors = load(10)
  const canary = await canaryServes()
  const [newest, other] = await builder('GET', `/deployments?app=${APP}`)
  pages = [
    ['', page => page.getByText('of canary').or(page.locator('.figures dd').first())],
    [`/apps/${APP}`, page => page.getByRole('heading', { name: 'Deployments' })],
    [`/apps/${APP}/deployments/${canary.deployment}`, page => page.locator('.lines div').first()],
    [`/apps/${APP}/compare?a=${newest.id}&b=${other.id}`, page => page.getByRole('heading', { name: 'Settings that differ' })],
    [`/apps/${APP}/logs?slot=stable-1`, page => page.locator('.lines div').first()],
    ['/flags', page => page.getByRole('link', { name: 'siege_feature' })],
    ['/flags/siege_feature', page => page.getByRole('heading', { name: 'History' })],
    ['/timeline', page => page.locator('.events li').first()],
    ...['builder', 'balancer', 'flags', 'monitor'].map(each => [`/reference/${each}`, page => page.locator('details.operation').first()]),
    ['/access', page => page.getByRole('heading', { name: 'New token' })],
  ]
})
after(() => {
  visitors.stop()
  return chrome.close()
})

async function open(page, [path, ready]) {
  await go(page, path)
  await ready(page).first().waitFor()
}

async function violations(page) {
  await page.evaluate(axe.source)
  const { violations: found } = await page.evaluate(() => window.axe.run())
  return found.map(each => `${each.id}: ${each.help}: ${each.nodes.map(node => `${node.target} ${node.failureSummary}`).join(' | ')}`)
}

for (const scheme of ['light', 'dark']) {
  test(`axe finds nothing on any page, ${scheme}; no request leaves, no policy is broken`, async () => {
    const { context, page, faults } = await visit(chrome, { scheme, expected: [/401 .*\/console\/session/] })
    await go(page, '')
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    assert.deepEqual(await violations(page), [], 'sign in')
    await context.close()
    const signed = await signedIn(chrome, { scheme })
    for (const each of pages) {
      await open(signed.page, each)
      assert.deepEqual(await violations(signed.page), [], each[0])
    }
    await go(signed.page, `/apps/${APP}`)
    await signed.page.getByRole('button', { name: 'Withdraw' }).click()
    assert.deepEqual(await violations(signed.page), [], 'the dialog')
    assert.deepEqual([...faults, ...signed.faults], [])
    await signed.context.close()
  })
}

test('on a phone no page scrolls sideways', async () => {
  const { context, page } = await signedIn(chrome, { width: PHONE, height: 740 })
  for (const each of pages) {
    await open(page, each)
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), PHONE, each[0])
  }
  await context.close()
})

test('each page takes less than 300 kB, decoded, and all of its modules are asked for by the shell', async context => {
  const { context: session, page } = await signedIn(chrome)
  const cookies = await session.cookies()
  await session.close()
  for (const each of pages) {
    const fresh = await visit(chrome)
    await fresh.context.addCookies(cookies)
    const protocol = await fresh.context.newCDPSession(fresh.page)
    let bytes = 0
    let sent = 0
    protocol.on('Network.dataReceived', ({ dataLength, encodedDataLength }) => {
      bytes += dataLength
      sent += encodedDataLength
    })
    await protocol.send('Network.enable')
    await open(fresh.page, each)
    context.diagnostic(`${each[0] || '/'}: ${bytes} bytes, ${sent} sent`)
    assert.ok(bytes > 50_000 && bytes < MOST_BYTES, `${each[0]}: ${bytes}`)
    const late = await fresh.page.evaluate(() => {
      const modules = performance.getEntriesByType('resource').filter(found => found.name.endsWith('.js'))
      const first = Math.min(...modules.map(found => found.responseEnd))
      return modules.filter(found => found.startTime > first && !found.name.includes('/reference/')).map(found => found.name)
    })
    assert.deepEqual(late, [], each[0])
    await fresh.context.close()
  }
})

describe('by keyboard alone', () => {
  test('a dialog is opened, left and its button has the focus again', async () => {
    const { context, page } = await signedIn(chrome, { path: `/apps/${APP}` })
    const button = page.getByRole('button', { name: 'Split' })
    await button.waitFor()
    await button.focus()
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    assert.equal(await button.evaluate(each => each === document.activeElement), true)
    await context.close()
  })
})
