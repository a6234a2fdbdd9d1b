import assert from 'node:assert/strict'
import { readFileSync, readdirSync } from 'node:fs'
import { test } from 'node:test'
import { vendored, vendorFolder } from '../vendor.mjs'

const folder = new URL('..', vendorFolder)
const modules = readdirSync(folder, { recursive: true }).filter(each => each.endsWith('.js')).map(each => each.replaceAll('\\', '/')).sort()
const shell = readFileSync(new URL('index.html', folder), 'utf8')

test('the libraries are those of the pinned packages, byte for byte', () => {
  for (const [name, content] of Object.entries(vendored())) {
    assert.equal(readFileSync(new URL(name, vendorFolder), 'utf8'), content, `${name}: npm run vendor writes it`)
  }
  assert.deepEqual(readdirSync(vendorFolder).sort(), Object.keys(vendored()).sort())
})

test('the shell names every module but those that come with their page, so that none waits for another one to name it', () => {
  const named = [...shell.matchAll(/rel="modulepreload" href="\/console\/assets\/([^"]+)"/g)].map(each => each[1])
  assert.deepEqual(named.sort(), modules.filter(each => !each.startsWith('reference/')))
})

test('the shell has no script and no style of its own', () => {
  assert.doesNotMatch(shell, /<style|style=|<script(?![^>]*\bsrc=)|\son[a-z]+=/)
})
