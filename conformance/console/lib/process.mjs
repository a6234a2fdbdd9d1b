// What a process of this machine has used.
import { readFileSync } from 'node:fs'

const TICKS_A_SECOND = 100

/** CPU seconds since its start, from /proc (proc(5): fields 14 and 15 of stat). */
export function cpuSeconds(pid) {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND
}
