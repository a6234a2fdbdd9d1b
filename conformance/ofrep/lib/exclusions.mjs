// Checks that somebody named as not to be run: a server may leave out by design what they ask for.
import { Usage } from './arguments.mjs'

/** A function from a check to why it is excluded, or to null. A name that fits no check is a mistake. */
export function exclusions(words, checks) {
  const rules = words.map((word) => rule(word, checks))
  return (check) => rules.find((each) => each.fits(check))?.why ?? null
}

function rule(word, checks) {
  const [id, why = 'excluded by --exclude'] = split(word)
  const fits = id.endsWith('/*') ? (check) => check.id.startsWith(id.slice(0, -1)) : (check) => check.id === id
  if (!checks.some(fits)) throw new Usage(`--exclude ${id}: there is no such check; --list prints all`)
  return { fits, why }
}

function split(word) {
  const at = word.indexOf('=')
  return at < 0 ? [word] : [word.slice(0, at), word.slice(at + 1)]
}
