// Changes a flag in the server, by the command that was given: the protocol has no write side.
import { exec } from 'node:child_process'
import { promisify } from 'node:util'

const shell = promisify(exec)

export class Change {
  constructor(command) {
    this.command = command
  }

  get possible() {
    return this.command !== null
  }

  /** Returns when the command has ended. */
  async make() {
    try {
      await shell(this.command, { timeout: 30_000 })
    } catch (failure) {
      throw new Error(`the command of --change failed: ${failure.message} ${failure.stderr ?? ''}`)
    }
  }
}
