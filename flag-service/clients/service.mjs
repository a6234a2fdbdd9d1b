// The service under test and what changes its flags.
export const BASE = process.env.FLAG_SERVICE ?? 'http://127.0.0.1:5004'
const ADMIN = process.env.AVIARY_ADMIN_TOKEN ?? ''

export async function toggle(key) {
  const headers = { authorization: `Bearer ${ADMIN}` }
  const answer = await fetch(`${BASE}/flags/${key}/toggle`, { method: 'POST', headers })
  if (!answer.ok) throw new Error(`cannot toggle ${key}: ${answer.status} ${await answer.text()}`)
  return answer.json()
}

/** Until the event comes; fails when it does not. */
export function within(milliseconds, what, begin) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`${what} did not come within ${milliseconds} ms`)), milliseconds)
    begin((value) => {
      clearTimeout(timer)
      resolve(value)
    })
  })
}
