import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { browser, go, removeToken, signedIn, tokenOf } from '../lib/browser.mjs'
import { APP, builder, flags } from '../lib/stack.mjs'

const FLAG = 'console-reference'

let chrome
before(async () => {
  chrome = await browser()
  await flags('PUT', `/flags/${FLAG}`, { on: false })
})
after(async () => {
  await flags('DELETE', `/flags/${FLAG}`)
  await chrome.close()
})

/** Opens an operation of the page. */
async function opened(page, method, path) {
  const operation = page.locator('details.operation', { hasText: `${method} ${path} ` })
  await operation.locator('summary').first().click()
  return operation
}

const described = (page, service) => page.evaluate(async each =>
  (await fetch(`/console/api/${each}/openapi.json`, { headers: { Accept: 'application/json' } })).json(), service)

test('each operation that a service describes is listed, with its answers', async () => {
  const { context, page, faults } = await signedIn(chrome)
  for (const service of ['builder', 'balancer', 'flags', 'monitor']) {
    await go(page, `/reference/${service}`)
    const { paths } = await described(page, service)
    const names = Object.entries(paths).flatMap(([path, item]) => Object.keys(item).map(method => `${method.toUpperCase()} ${path}`))
    await page.getByText(`${names.length} operations`).waitFor()
    const shown = await page.locator('details.operation > summary').evaluateAll(all => all.map(each => each.textContent))
    assert.deepEqual(names.filter(name => !shown.some(each => each.startsWith(`${name} `))), [], service)
  }
  await page.getByRole('link', { name: 'Flags' }).last().click()
  await page.getByRole('searchbox', { name: 'Holds' }).fill('toggle')
  await page.getByText('1 operation.').waitFor()
  const toggle = await opened(page, 'POST', '/flags/{key}/toggle')
  await toggle.getByText('Another request had this Idempotency-Key').waitFor({ state: 'attached' })
  await toggle.getByText('X-Aviary-By', { exact: true }).waitFor()
  assert.deepEqual(faults, [])
  await context.close()
})

test('a read is tried, and so is one that is refused', async () => {
  const { context, page, faults } = await signedIn(chrome, { path: '/reference/flags', expected: [/404/] })
  const read = await opened(page, 'GET', '/flags/{key}')
  await read.getByRole('textbox', { name: 'key', exact: true }).fill(FLAG)
  await read.getByRole('button', { name: 'Send' }).click()
  await read.getByRole('status').getByText('200').waitFor()
  const answer = JSON.parse(await read.locator('.answer pre').textContent())
  assert.equal(answer.key, FLAG)
  assert.equal(answer.on, false)
  await read.getByRole('textbox', { name: 'key', exact: true }).fill('there-is-none')
  await read.getByRole('button', { name: 'Send' }).click()
  await read.getByRole('alert').getByText('Refused (404)').waitFor()
  assert.deepEqual(faults, [])
  await context.close()
})

test('a change is tried and stands in the history beside the name; a body that is no JSON is not sent', async () => {
  const { context, page, faults } = await signedIn(chrome, { path: '/reference/flags' })
  const put = await opened(page, 'PUT', '/flags/{key}')
  await put.getByText('This is done for real').waitFor()
  await put.getByRole('textbox', { name: 'key', exact: true }).fill(FLAG)
  await put.getByRole('textbox', { name: 'reason', exact: true }).fill('the reference is tried')
  await put.getByRole('textbox', { name: 'Body', exact: true }).fill('{"on": true')
  await put.getByRole('button', { name: 'Send' }).click()
  await put.getByRole('alert').getByText('This is no JSON').waitFor()
  assert.equal((await flags('GET', `/flags/${FLAG}`)).on, false)
  await put.getByRole('textbox', { name: 'Body', exact: true }).fill('{"on": true}')
  await put.getByRole('button', { name: 'Send' }).click()
  await put.getByRole('status').getByText('200').waitFor()
  const { on, changedBy, reason } = await flags('GET', `/flags/${FLAG}`)
  assert.deepEqual({ on, changedBy, reason }, { on: true, changedBy: 'owner', reason: 'the reference is tried' })
  assert.deepEqual(faults, [])
  await context.close()
})

test('a stream is shown as far as it came', async () => {
  const { context, page, faults } = await signedIn(chrome, { path: '/reference/builder' })
  const [newest] = await builder('GET', `/deployments?app=${APP}`)
  const log = await opened(page, 'GET', '/deployments/{id}/log')
  await log.getByRole('textbox', { name: 'id', exact: true }).fill(newest.id)
  await log.getByRole('button', { name: 'Send' }).click()
  await log.getByRole('status').getByText('text/event-stream').waitFor()
  assert.match(await log.locator('.answer pre').textContent(), /^data: /m)
  assert.deepEqual(faults, [])
  await context.close()
})

test('a viewer tries reads alone, and nobody what the console does not pass on', async () => {
  const token = await tokenOf(chrome, 'rita', 'viewer')
  const { context, page, faults } = await signedIn(chrome, { token, path: '/reference/flags' })
  const toggle = await opened(page, 'POST', '/flags/{key}/toggle')
  await toggle.getByText('This needs the role operator.').waitFor()
  assert.equal(await toggle.getByRole('button', { name: 'Send' }).count(), 0)
  const explain = await opened(page, 'POST', '/flags/{key}/explain')
  await explain.getByRole('textbox', { name: 'key', exact: true }).fill(FLAG)
  assert.equal(await explain.getByText('This is done for real').count(), 0)
  await explain.getByRole('button', { name: 'Send' }).click()
  await explain.getByRole('status').getByText('200').waitFor()
  const file = await opened(page, 'GET', '/flags.json')
  await file.getByRole('heading', { name: 'Answers' }).waitFor()
  assert.equal(await file.getByRole('button', { name: 'Send' }).count(), 0)
  await context.close()
  const owner = await signedIn(chrome, { path: '/access' })
  await removeToken(owner.page, 'rita')
  assert.deepEqual([...faults, ...owner.faults], [])
  await owner.context.close()
})
