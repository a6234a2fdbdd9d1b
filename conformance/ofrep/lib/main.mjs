// From the command line to the exit code: 0 everything passed, 1 something failed, 2 it could not be run.
import { CHECKS } from '../checks/index.mjs'
import { HELP, Usage, parse } from './arguments.mjs'
import { readFlags } from './flags.mjs'
import { Change } from './change.mjs'
import { exclusions } from './exclusions.mjs'
import { Server } from './server.mjs'
import { Tap } from './tap.mjs'

export async function main(words, out = process.stdout) {
  try {
    const options = parse(words)
    if (options.help) {
      out.write(HELP)
      return 0
    }
    if (options.list) {
      CHECKS.forEach((check) => out.write(`${check.id}  ${check.says}\n`))
      return 0
    }
    return await run(options, out)
  } catch (failure) {
    if (!(failure instanceof Usage)) throw failure
    process.stderr.write(`${failure.message}\n`)
    return 2
  }
}

async function run(options, out) {
  const world = {
    options,
    flags: await readFlags(options.flags),
    server: new Server(options),
    change: new Change(options.change),
    streams: null
  }
  const first = await world.server.bulk().catch((failure) => {
    throw new Usage(`No answer from ${options.base}: ${failure.message}`)
  })
  world.streams = first.status === 200 ? (first.json().eventStreams ?? null) : null
  const excluded = exclusions(options.exclude, CHECKS)
  const chosen = CHECKS.filter((check) => check.id.startsWith(options.only))
  const tap = new Tap(out, chosen.length)
  for (const check of chosen) {
    const why = excluded(check) ?? check.excluded(world)
    await tap.report(check, why, () => check.run(world))
  }
  world.server.close()
  return tap.summary()
}
