import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { browser, removeToken, signedIn, tokenOf } from '../lib/browser.mjs'
import { APP } from '../lib/stack.mjs'

let chrome
before(async () => { chrome = await browser() })
after(() => chrome.close())

/** A call as the page makes it, with its own check against forgery. */
const called = (page, method, path, body) => page.evaluate(async ([asked, at, sent]) => {
  const Accept = 'application/json'
  const { csrf } = await (await fetch('/console/session', { headers: { Accept } })).json()
  const answer = await fetch(`/console/${at}`, {
    method: asked, headers: { Accept, 'X-CSRF-Token': csrf, 'Content-Type': 'application/json' }, body: sent && JSON.stringify(sent),
  })
  return answer.status
}, [method, path, body])

test('a viewer sees no button that changes anything, and is refused by the server', async () => {
  const token = await tokenOf(chrome, 'vera', 'viewer')
  const { context, page, faults } = await signedIn(chrome, { token, path: `/apps/${APP}`, expected: [/403/] })
  await page.getByText('Your role reads.').waitFor()
  assert.equal(await page.getByRole('button', { name: 'Promote' }).count(), 0)
  assert.equal(await called(page, 'POST', `api/builder/apps/${APP}/withdraw`, { reason: 'no' }), 403)
  assert.equal(await called(page, 'PUT', `api/balancer/apps/${APP}/split`, { canaryPercent: 90 }), 403)
  assert.equal(await called(page, 'POST', 'api/flags/flags/new_feature/toggle'), 403)
  assert.equal(await called(page, 'GET', 'tokens'), 403)
  assert.equal(await called(page, 'DELETE', 'api/flags/flags/new_feature'), 403)
  assert.deepEqual(faults, [])
  await context.close()
})

test('an operator changes the split by the page, and makes no tokens', async () => {
  const token = await tokenOf(chrome, 'oscar', 'operator')
  const { context, page, faults } = await signedIn(chrome, { token, path: `/apps/${APP}`, expected: [/403/] })
  await page.getByRole('button', { name: 'Split' }).click()
  await page.getByRole('slider').fill('12')
  await page.getByLabel('Reason (optional)').fill('less load tonight')
  await page.getByRole('button', { name: 'Set it to 12 %' }).click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  const split = await page.evaluate(async app =>
    (await fetch(`/console/api/balancer/apps/${app}/split`, { headers: { Accept: 'application/json' } })).json(), APP)
  assert.equal(split.canaryPercent, 12)
  assert.equal(split.reason, 'less load tonight')
  assert.equal(await called(page, 'POST', 'tokens', { name: 'mine', role: 'owner' }), 403)
  assert.equal(await page.getByRole('link', { name: 'Access' }).count(), 0)
  assert.equal(await called(page, 'PUT', `api/balancer/apps/${APP}/split`, { canaryPercent: 33 }), 200)
  assert.deepEqual(faults, [])
  await context.close()
})

test('a removed token ends its sessions, and a change without the check against forgery is refused', async () => {
  const token = await tokenOf(chrome, 'mallory', 'operator')
  const { context, page } = await signedIn(chrome, { token, expected: [/40[13]/] })
  assert.equal(await page.evaluate(async () => (await fetch('/console/api/flags/flags/new_feature/toggle', { method: 'POST' })).status), 403)
  const owner = await signedIn(chrome, { path: '/access' })
  await removeToken(owner.page, 'mallory')
  assert.equal(await page.evaluate(async () => (await fetch('/console/session', { headers: { Accept: 'application/json' } })).status), 401)
  await page.reload()
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  for (const name of ['vera', 'oscar']) {
    if (await owner.page.getByRole('button', { name: `Remove ${name}` }).count()) await removeToken(owner.page, name)
  }
  await Promise.all([context.close(), owner.context.close()])
})
