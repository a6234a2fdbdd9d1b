import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { browser, signedIn } from '../lib/browser.mjs'
import { APP, PUBLIC, until } from '../lib/stack.mjs'

let chrome
before(async () => { chrome = await browser() })
after(() => chrome.close())

test('the log of a container is followed, and a search shows the lines that hold its text', async () => {
  const { context, page, faults } = await signedIn(chrome, { path: `/apps/${APP}/logs?slot=stable-1` })
  await page.locator('.lines div').first().waitFor()
  const mark = `/console-reads-${Date.now()}`
  await page.getByRole('searchbox', { name: 'Search' }).fill(mark)
  await page.waitForURL(/search=/)
  await until('a line of the new requests', async () => {
    await fetch(PUBLIC + mark)
    return (await page.locator('.lines mark').count()) > 0
  })
  for (const line of await page.locator('.lines div').allTextContents()) assert.ok(line.includes(mark), line)
  assert.deepEqual(faults, [])
  await context.close()
})

test('however many lines come, at most 2,000 are in the page', async () => {
  const { context, page } = await signedIn(chrome, { path: `/apps/${APP}/logs?slot=stable-1` })
  await page.locator('.lines div').first().waitFor()
  const kept = await page.evaluate(async () => {
    const { Lines } = await import('/console/assets/logs/line-view.js')
    const place = document.querySelector('.lines')
    const lines = new Lines(place)
    for (let batch = 0; batch < 50; batch++) {
      lines.append(Array.from({ length: 300 }, (_, each) => `line ${batch * 300 + each}`))
      await new Promise(requestAnimationFrame)
    }
    await new Promise(requestAnimationFrame)
    return [place.childElementCount, place.lastElementChild.textContent]
  })
  assert.deepEqual(kept, [2_000, 'line 14999'])
  await context.close()
})
