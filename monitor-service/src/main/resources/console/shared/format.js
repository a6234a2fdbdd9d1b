// Numbers, times and names as people read them.

const MINUTE = 60
const HOUR = 3_600
const DAY = 86_400
export const NONE = '–'

export const shortCommit = commit => (commit ? commit.slice(0, 7) : NONE)

export function number(value, digits = 1) {
  if (value === null || value === undefined || Number.isNaN(value)) return NONE
  return value.toLocaleString('en', { minimumFractionDigits: 0, maximumFractionDigits: value >= 100 ? 0 : digits })
}

export const percent = (value, digits = 1) => (value === null || value === undefined ? NONE : `${number(value, digits)} %`)

export function millis(value) {
  if (value === null || value === undefined) return NONE
  return value >= 10_000 ? `${number(value / 1_000)} s` : `${number(value, value < 10 ? 1 : 0)} ms`
}

export const mebibytes = bytes => (bytes === null || bytes === undefined ? NONE : `${number(bytes / 1_048_576, 0)} MiB`)

/** How long, in its two largest units. */
export function length(seconds) {
  const whole = Math.max(0, Math.round(seconds))
  if (whole < MINUTE) return `${whole} s`
  if (whole < HOUR) return `${Math.floor(whole / MINUTE)} min`
  if (whole < DAY) return `${Math.floor(whole / HOUR)} h ${Math.floor((whole % HOUR) / MINUTE)} min`
  return `${Math.floor(whole / DAY)} d ${Math.floor((whole % DAY) / HOUR)} h`
}

export const secondsSince = instant => (Date.now() - Date.parse(instant)) / 1_000

export function age(instant) {
  return instant ? length(secondsSince(instant)) : NONE
}

export function clock(instant) {
  return new Date(instant).toLocaleTimeString('en-GB')
}

export function dayAndClock(instant) {
  const date = new Date(instant)
  const today = date.toDateString() === new Date().toDateString()
  return today ? clock(date) : `${date.toLocaleDateString('en-GB', { day: 'numeric', month: 'short' })} ${clock(date)}`
}

/** A name of the API as words: "canary-withdrawn" is "Canary withdrawn". */
export function words(name) {
  const spaced = String(name ?? '').replace(/[-_]/g, ' ')
  return spaced.charAt(0).toUpperCase() + spaced.slice(1)
}

/** A value of a definition on one line. */
export const compact = value => (value === undefined ? NONE : JSON.stringify(value))
