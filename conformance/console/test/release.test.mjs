import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { browser, signedIn } from '../lib/browser.mjs'
import { APP, builder, canaryServes, load, until } from '../lib/stack.mjs'

let chrome
let visitors
before(async () => {
  chrome = await browser()
  visitors = load(10)
})
after(() => {
  visitors.stop()
  return chrome.close()
})

const canaryBox = page => page.getByRole('region', { name: `${APP} canary` })

test('a canary is promoted by two clicks, and the timeline names who did it', async () => {
  const canary = await canaryServes()
  const { context, page, faults } = await signedIn(chrome, { path: `/apps/${APP}` })
  await page.getByRole('button', { name: 'Promote' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('Both stable slots get').waitFor()
  await dialog.getByRole('button', { name: 'Promote it' }).click()
  await dialog.waitFor({ state: 'detached' })
  const commit = canary.release.commit.slice(0, 7)
  for (const slot of ['stable-1', 'stable-2']) {
    await page.getByRole('region', { name: `${APP} ${slot}` }).getByText(commit).waitFor({ timeout: 90_000 })
  }
  await until('both stable slots run it', async () => {
    const { rollout } = await builder('GET', `/apps/${APP}`)
    return rollout.state === 'steady' && rollout.stable.release.commit === canary.release.commit
  })
  const events = await builder('GET', '/events?most=50')
  assert.ok(events.some(each => each.by === 'owner' && each.app === APP && /promot/.test(each.what)),
    JSON.stringify(events.slice(0, 5)))
  assert.deepEqual(faults, [])
  await context.close()
})

test('stable is rolled back by two clicks', async () => {
  const { context, page, faults } = await signedIn(chrome, { path: `/apps/${APP}` })
  const { rollout } = await builder('GET', `/apps/${APP}`)
  await page.getByRole('button', { name: 'Roll back' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Roll back' }).click()
  await until('stable is what it was', async () => {
    const { rollout: now } = await builder('GET', `/apps/${APP}`)
    return now.state === 'steady' && now.stable.release.commit === rollout.previous.release.commit
  })
  await page.getByRole('region', { name: `${APP} stable-1` }).getByText(rollout.previous.release.commit.slice(0, 7)).waitFor()
  assert.deepEqual(faults, [])
  await context.close()
})

test('a canary that is withdrawn is seen to leave, without a reload', async () => {
  const canary = await canaryServes()
  const { context, page, faults } = await signedIn(chrome)
  await canaryBox(page).getByText(canary.release.commit.slice(0, 7)).waitFor()
  await page.getByRole('img', { name: /canary 33 %/ }).waitFor()
  await page.evaluate(() => { window.sameDocument = true })
  await builder('POST', `/apps/${APP}/withdraw`, { reason: 'the console watches', deployment: canary.deployment })
  await canaryBox(page).getByText('It gets no request.').waitFor()
  await page.getByRole('img', { name: /stable has every request/ }).waitFor()
  await page.getByText('the console watches').first().waitFor()
  assert.equal(await page.evaluate(() => window.sameDocument), true)
  assert.deepEqual(faults, [])
  await context.close()
})

test('two deployments are compared, with the sizes of their images and the times that they took to start', async () => {
  const canary = await canaryServes()
  const { rollout } = await builder('GET', `/apps/${APP}`)
  const ids = [rollout.stable.deployment, canary.deployment]
  const known = await Promise.all(ids.map(each => builder('GET', `/deployments/${each}`)))
  const { context, page, faults } = await signedIn(chrome, { path: `/apps/${APP}/compare?a=${ids[0]}&b=${ids[1]}` })
  const cells = name => page.getByRole('row', { name }).getByRole('cell').allTextContents()
  await page.getByRole('row', { name: 'Image size' }).waitFor()
  assert.deepEqual(await cells('Image size'), known.map(each => `${Math.round(each.status.release.imageBytes / 1_048_576)} MiB`))
  const times = await cells('Start time')
  known.forEach((each, side) => {
    assert.ok(each.startMillis > 0, JSON.stringify(each))
    assert.match(times[side], /^[0-9.,]+ m?s$/)
  })
  assert.deepEqual(faults, [])
  await context.close()
})

test('a canary is judged again by another tolerance, and nothing changes', async () => {
  const canary = await canaryServes()
  const path = `/apps/${APP}/deployments/${canary.deployment}`
  const judged = async () => {
    const { context, page, faults } = await signedIn(chrome, { path, expected: [/404/] })
    const form = page.getByText('What would another tolerance have done?')
    const shown = await form.waitFor({ timeout: 5_000 }).then(() => true, () => false)
    if (shown) return { context, page, faults, form }
    await context.close()
    return null
  }
  const { context, page, faults, form } = await until('the canary is judged', judged)
  await form.click()
  await page.getByLabel('Times as slow as stable').fill('3')
  // Of a canary that is new nothing is kept yet.
  await until('it is judged again', async () => {
    await page.getByRole('button', { name: 'Judge again' }).click()
    const answer = page.locator('.retrial .answer').getByText(/It would (not )?have been withdrawn/)
    return answer.waitFor({ timeout: 5_000 }).then(() => true, () => false)
  })
  const { rollout } = await builder('GET', `/apps/${APP}`)
  assert.equal(rollout.state, 'trying')
  assert.deepEqual(faults, [])
  await context.close()
})
