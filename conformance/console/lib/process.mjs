// What a container of this machine has used.
import { readFileSync } from 'node:fs'

const CGROUPS = '/sys/fs/cgroup'

/**
 * CPU seconds of the container of a process since its start, from its cgroup: version 1 (cpuacct) or 2 (cpu.stat).
 * @param {string} pid of a process in the container, as the host sees it
 */
export function cpuSeconds(pid) {
  const groups = readFileSync(`/proc/${pid}/cgroup`, 'utf8').trim().split('\n').map(line => /^[0-9]+:([^:]*):(.*)$/.exec(line).slice(1))
  const accounted = groups.find(([controllers]) => controllers.split(',').includes('cpuacct'))
  if (accounted) return Number(readFileSync(`${CGROUPS}/cpuacct${accounted[1]}/cpuacct.usage`, 'utf8')) / 1e9
  const [, path] = groups.find(([controllers]) => controllers === '')
  return Number(/^usage_usec ([0-9]+)$/m.exec(readFileSync(`${CGROUPS}${path}/cpu.stat`, 'utf8'))[1]) / 1e6
}
