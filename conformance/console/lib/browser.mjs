// Debian's Chromium, and what is watched in each of its pages.
import { chromium } from 'playwright-core'
import { CONSOLE, TOKEN } from './stack.mjs'

const WAIT_MILLIS = 30_000
// Chromium ends what it is loading when the machine gets another interface, as with each container that Docker starts. A navigation then
// fails by that name, or because the page of the error came first.
const NETWORK_CHANGED = /ERR_NETWORK_CHANGED|interrupted by another navigation to "chrome-error:/
const TRIES = 5
const ARGUMENTS = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-dev-shm-usage']

export async function browser() {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', headless: true, args: ARGUMENTS })
}

/**
 * Opens a page and notes what should not be: errors of scripts and of the policy, requests to another origin, answers of 5xx.
 * An answer of 4xx is noted by Chromium too; `expected` takes those that a test asks for.
 */
export async function visit(chrome, { width = 1280, height = 900, scheme = 'light', expected = [] } = {}) {
  const context = await chrome.newContext({ viewport: { width, height }, colorScheme: scheme })
  context.setDefaultTimeout(WAIT_MILLIS)
  const page = await context.newPage()
  const faults = []
  const note = text => [NETWORK_CHANGED, ...expected].some(each => each.test(text)) || faults.push(text)
  page.on('pageerror', error => note(`script: ${error.message}`))
  page.on('console', message => message.type() === 'error' && note(`console: ${message.text()} ${message.location().url}`))
  page.on('request', request => {
    if (!request.url().startsWith(`${CONSOLE}/`) && !request.url().startsWith('data:')) note(`another origin: ${request.url()}`)
  })
  page.on('response', response => response.status() >= 500 && note(`${response.status()} ${response.url()}`))
  return { context, page, faults }
}

/** Goes to a page of the console; again when a change of the network broke its load. */
export async function go(page, path) {
  for (let tried = 1; ; tried++) {
    let broken = false
    const look = request => { broken ||= NETWORK_CHANGED.test(request.failure().errorText) }
    page.on('requestfailed', look)
    try {
      await page.goto(`${CONSOLE}/console${path}`)
    } catch (failed) {
      if (!NETWORK_CHANGED.test(failed.message)) throw failed
      broken = true
    }
    page.off('requestfailed', look)
    if (!broken || tried === TRIES) return
  }
}

export async function signIn(page, token = TOKEN, path = '') {
  await go(page, path)
  await page.getByLabel('Token', { exact: true }).fill(token)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

export async function signedIn(chrome, options = {}) {
  const opened = await visit(chrome, { ...options, expected: [...(options.expected ?? []), /401 .*\/console\/session/] })
  await signIn(opened.page, options.token, options.path)
  await opened.page.getByRole('button', { name: 'Sign out' }).waitFor()
  return opened
}

/** A token of the console that an owner makes in the page. */
export async function tokenOf(chrome, name, role) {
  const { context, page, faults } = await signedIn(chrome, { path: '/access' })
  await page.getByLabel('Name of the person').fill(name)
  await page.getByRole('radio', { name: new RegExp(`^${role}`) }).check()
  await page.getByRole('button', { name: 'Make a token' }).click()
  const token = await page.locator('.secret').textContent()
  if (faults.length > 0) throw new Error(faults.join('; '))
  await context.close()
  return token
}

/** Removes a token in the page that lists them. */
export async function removeToken(page, name) {
  await page.getByRole('button', { name: `Remove ${name}` }).click()
  await page.getByRole('button', { name: 'Remove it' }).click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
}
