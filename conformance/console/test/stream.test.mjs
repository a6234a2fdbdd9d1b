import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { browser, signedIn } from '../lib/browser.mjs'
import { APP, until } from '../lib/stack.mjs'

let chrome
before(async () => { chrome = await browser() })
after(() => chrome.close())

test('a page has one stream, which is closed while the page is hidden and opened again after', async () => {
  const { context, page, faults } = await signedIn(chrome)
  const open = new Set()
  page.on('request', request => /\/console\/stream/.test(request.url()) && open.add(request))
  const ended = request => open.delete(request)
  page.on('requestfailed', ended)
  page.on('requestfinished', ended)
  await page.reload()
  await page.getByRole('heading', { name: APP }).waitFor()
  await until('one stream', () => open.size === 1)
  await page.getByRole('link', { name: APP, exact: true }).first().click()
  await page.getByRole('heading', { name: 'Deployments' }).waitFor()
  await until('the stream of the other page is closed', () => open.size === 1 && [...open][0].url().endsWith(`?app=${APP}`))
  await hide(page, true)
  await until('no stream while hidden', () => open.size === 0)
  await hide(page, false)
  await until('a stream again', () => open.size === 1)
  await page.locator('.connection.on').waitFor()
  assert.deepEqual(faults, [])
  await context.close()
})

/** Headless Chromium never hides a page: the page is told so, as it would be. */
async function hide(page, hidden) {
  await page.evaluate(value => {
    Object.defineProperty(document, 'hidden', { configurable: true, value })
    document.dispatchEvent(new Event('visibilitychange'))
  }, hidden)
}
