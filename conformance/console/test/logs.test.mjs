import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { browser, signedIn } from '../lib/browser.mjs'
import { APP, builder, until } from '../lib/stack.mjs'

let chrome
before(async () => { chrome = await browser() })
after(() => chrome.close())

test('a log is searched, and read on when the container is replaced; the dead one has its log still', async () => {
  const { context, page, faults } = await signedIn(chrome, { path: `/apps/${APP}/logs?slot=stable-2` })
  await page.locator('.lines div').first().waitFor()
  await page.getByRole('searchbox', { name: 'Search' }).fill('listening AT')
  await page.waitForURL(/search=/)
  await page.locator('.lines mark').first().waitFor()
  const lines = () => page.locator('.lines div').allTextContents()
  const before = await lines()
  for (const line of before) assert.match(line, /listening at/i)
  await builder('POST', `/apps/${APP}/slots/stable-2/restart`)
  const after = await until('a line of the new container', async () => {
    const found = await lines()
    return found.length > 0 && found.at(-1) !== before.at(-1) && found
  })
  for (const line of after) assert.match(line, /listening at/i)
  await page.getByLabel('Container').selectOption('the last dead one')
  await until('the line of the dead container', async () => (await lines()).at(-1) === before.at(-1))
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
