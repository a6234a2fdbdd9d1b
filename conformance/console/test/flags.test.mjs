import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { browser, signedIn } from '../lib/browser.mjs'
import { flags } from '../lib/stack.mjs'

const FLAG = 'console-try'

let chrome
before(async () => {
  chrome = await browser()
  await flags('PUT', `/flags/${FLAG}`, {
    state: 'ENABLED', variants: { on: true, off: false }, defaultVariant: 'off',
    targeting: { if: [{ '==': [{ var: 'aviary.track' }, 'canary'] }, 'on', 'off'] },
    aviary: { description: 'a flag for the tests of the console' },
  })
})
after(async () => {
  await flags('DELETE', `/flags/${FLAG}`)
  await chrome.close()
})

test('a flag is found, turned with a reason, and shows what changed and who did it', async () => {
  const { context, page, faults } = await signedIn(chrome, { path: '/flags' })
  await page.getByRole('searchbox', { name: 'Search' }).fill('console-tr')
  await page.getByRole('button', { name: `Turn ${FLAG}` }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('/state').waitFor()
  await dialog.getByLabel(/Reason/).fill('it is a trial')
  await dialog.getByRole('button', { name: 'Turn it' }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.getByRole('row', { name: FLAG }).getByText('disabled').waitFor()
  const now = await flags('GET', `/flags/${FLAG}`)
  assert.equal(now.state, 'DISABLED')
  assert.equal(now.changedBy, 'owner')
  assert.equal(now.reason, 'it is a trial')
  await page.getByRole('link', { name: FLAG }).click()
  await page.getByText('it is a trial').first().waitFor()
  await page.getByRole('button', { name: /Go back to/ }).first().click()
  await page.getByRole('dialog').getByRole('button', { name: 'Go back' }).click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  assert.equal((await flags('GET', `/flags/${FLAG}`)).state, 'ENABLED')
  assert.deepEqual(faults, [])
  await context.close()
})

test('a flag is removed by its owner, who sees what that does', async () => {
  const key = 'console-gone'
  await flags('PUT', `/flags/${key}`, { state: 'ENABLED', variants: { on: true, off: false }, defaultVariant: 'off' })
  const { context, page, faults } = await signedIn(chrome, { path: `/flags/${key}`, expected: [/404/] })
  await page.getByRole('button', { name: 'Remove …' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('Apps that still ask for it get their own default').waitFor()
  await dialog.getByLabel(/Reason/).fill('nobody asks for it')
  await dialog.getByRole('button', { name: 'Remove it' }).click()
  await page.getByRole('heading', { name: 'Flags' }).waitFor()
  await assert.rejects(flags('GET', `/flags/${key}`), /404/)
  const { history } = await flags('GET', `/flags/${key}/history`)
  assert.equal(history[0].reason, 'nobody asks for it')
  assert.deepEqual(faults, [])
  await context.close()
})

test('a context is tried, and the branch that was taken is shown', async () => {
  const { context, page, faults } = await signedIn(chrome, { path: `/flags/${FLAG}` })
  await page.getByLabel('Begin with').selectOption('a release on the canary')
  await page.getByRole('button', { name: 'Explain' }).click()
  await page.locator('.answer').getByText('the variant on').waitFor()
  await page.getByRole('list', { name: 'The branch that was taken' }).getByText('/targeting').first().waitFor()
  await page.getByLabel('Begin with').selectOption('a release on stable')
  await page.getByRole('button', { name: 'Explain' }).click()
  await page.locator('.answer').getByText('the variant off').waitFor()
  assert.deepEqual(faults, [])
  await context.close()
})

test('a flag is killed for a time, and let go', async () => {
  const { context, page, faults } = await signedIn(chrome, { path: `/flags/${FLAG}` })
  await page.getByRole('button', { name: 'Kill …', exact: true }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('For').selectOption('15m')
  await dialog.getByLabel('Everybody gets').selectOption('off')
  await dialog.getByRole('button', { name: 'Kill it' }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'End kill …' }).waitFor()
  assert.equal((await flags('GET', `/flags/${FLAG}`)).aviary.kill.variant, 'off')
  await page.getByRole('button', { name: 'End kill …' }).click()
  await dialog.getByRole('button', { name: 'Let it go' }).click()
  await dialog.waitFor({ state: 'detached' })
  // A part of a name is enough for a match, and "End kill …" has it.
  await page.getByRole('button', { name: 'Kill …', exact: true }).waitFor()
  assert.equal((await flags('GET', `/flags/${FLAG}`)).aviary.kill, undefined)
  assert.deepEqual(faults, [])
  await context.close()
})

test('a definition is edited, and what is wrong with it is said in place', async () => {
  const { context, page, faults } = await signedIn(chrome, { path: `/flags/${FLAG}`, expected: [/42[0-9]/] })
  await page.getByRole('button', { name: 'Edit' }).click()
  const field = page.getByRole('textbox', { name: /As flagd/ })
  const definition = JSON.parse(await field.inputValue())
  await field.fill(JSON.stringify({ ...definition, defaultVariant: 'neither' }))
  await page.getByRole('button', { name: 'Show the difference' }).click()
  await page.getByRole('alert').getByText('/defaultVariant').first().waitFor()
  await page.keyboard.press('Escape')
  await field.fill(JSON.stringify({ ...definition, defaultVariant: 'on' }))
  await page.getByRole('button', { name: 'Show the difference' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.locator('ins').getByText('on', { exact: true }).waitFor()
  await dialog.getByRole('button', { name: 'Change it' }).click()
  await dialog.waitFor({ state: 'detached' })
  assert.equal((await flags('GET', `/flags/${FLAG}`)).defaultVariant, 'on')
  assert.deepEqual(faults, [])
  await context.close()
})
