// Which flags the server has: a role that checks speak of, and the key, context and answer that belong to it here.
import { readFile } from 'node:fs/promises'
import { Usage } from './arguments.mjs'

const DEFAULT = new URL('../flags-expected.json', import.meta.url)

export async function readFlags(file) {
  let roles
  try {
    roles = JSON.parse(await readFile(file ?? DEFAULT, 'utf8')).roles
  } catch (failure) {
    throw new Usage(`Cannot read ${file ?? DEFAULT}: ${failure.message}`)
  }
  for (const [role, flag] of Object.entries(roles)) {
    if (flag !== null && typeof flag?.key !== 'string') throw new Usage(`Role "${role}" has no "key" (or null for none)`)
  }
  return roles
}
