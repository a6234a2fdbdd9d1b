import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { browser, signIn, signedIn, visit } from '../lib/browser.mjs'
import { APP, CONSOLE } from '../lib/stack.mjs'

let chrome
before(async () => { chrome = await browser() })
after(() => chrome.close())

test('a wrong token is refused in words, and nothing is shown', async () => {
  const { context, page, faults } = await visit(chrome, { expected: [/401/] })
  await signIn(page, 'no-such-token-0123456789')
  await page.getByRole('alert').filter({ hasText: 'Nobody has this token' }).waitFor()
  assert.deepEqual(await context.cookies(), [])
  assert.equal(await page.getByText(APP).count(), 0)
  assert.deepEqual(faults, [])
  await context.close()
})

test('the token becomes a cookie that scripts cannot read, and signing out ends it', async () => {
  const { context, page, faults } = await signedIn(chrome)
  await page.getByRole('heading', { name: APP }).waitFor()
  const [cookie, ...others] = await context.cookies()
  assert.deepEqual(others, [])
  assert.equal(cookie.name, 'aviary_session')
  assert.equal(cookie.httpOnly, true)
  assert.equal(cookie.sameSite, 'Strict')
  assert.equal(await page.evaluate(() => document.cookie), '')
  await page.reload()
  await page.getByRole('heading', { name: APP }).waitFor()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  const again = await fetch(`${CONSOLE}/console/session`, { headers: { Accept: 'application/json', Cookie: `aviary_session=${cookie.value}` } })
  assert.equal(again.status, 401)
  assert.deepEqual(faults, [])
  await context.close()
})
