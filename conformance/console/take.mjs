// Pictures of the console, of what runs, for the README.
import { statSync } from 'node:fs'
import { setTimeout as rest } from 'node:timers/promises'
import { browser, signedIn } from './lib/browser.mjs'
import { APP, canaryServes, load } from './lib/stack.mjs'

const SECONDS = Number(process.env.TAKE_SECONDS ?? 90)
const MOST_BYTES = 200_000
const folder = process.argv[2]

const PICTURES = [
  { name: 'overview', path: '', ready: page => page.locator('.events li').first() },
  { name: 'app', path: `/apps/${APP}`, height: 1250, ready: page => page.getByRole('heading', { name: 'Deployments' }) },
  { name: 'flags', path: '/flags/siege_feature', ready: page => page.getByRole('heading', { name: 'History' }) },
  { name: 'phone-dark', path: `/apps/${APP}`, width: 390, height: 844, scheme: 'dark', ready: page => page.getByRole('heading', { name: 'Deployments' }) },
]

const visitors = load(40)
const chrome = await browser()
try {
  await canaryServes()
  await rest(SECONDS * 1_000)
  for (const { name, path, ready, ...look } of PICTURES) {
    const { context, page } = await signedIn(chrome, { ...look, path })
    await ready(page).waitFor()
    if (name === 'flags') {
      await page.getByLabel('Begin with').selectOption('a release on the canary')
      await page.getByRole('button', { name: 'Explain' }).click()
      await page.locator('.answer').waitFor()
    }
    await rest(2_500)
    await page.screenshot({ path: `${folder}/${name}.png` })
    const { size } = statSync(`${folder}/${name}.png`)
    console.log(`${name}.png: ${size} bytes`)
    if (size > MOST_BYTES) throw new Error(`${name}.png has more than ${MOST_BYTES} bytes`)
    await context.close()
  }
} finally {
  visitors.stop()
  await chrome.close()
}
