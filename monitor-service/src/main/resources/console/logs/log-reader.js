// Reads the log of a container as it comes, until it is told to stop.
import { part, request } from '../shared/api.js'

const LONGEST_LINE = 20_000

/**
 * @param {{app: string, slot: string, dead: boolean, search: string}} wanted
 * @param {function(string[]): void} take is given whole lines
 */
export async function readLog({ app, slot, dead, search }, tail, take, signal) {
  const answer = await request('GET', `api/builder/apps/${part(app)}/slots/${part(slot)}/logs`, {
    query: { tail, search, follow: dead ? undefined : 'true', dead: dead ? 'true' : undefined },
    headers: { Accept: 'text/plain' },
    signal,
  })
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader()
  let rest = ''
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    const lines = (rest + value).split('\n')
    rest = lines.pop().slice(-LONGEST_LINE)
    if (lines.length > 0) take(lines)
  }
  if (rest) take([rest])
}
