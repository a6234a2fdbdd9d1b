// What the plots show: a ring of fixed size for each measure of each track. Unknown values are NaN here and null for uPlot.

export const TRACKS = ['stable', 'canary']
export const MEASURES = ['requests', 'errors', 'p50', 'p95', 'p99', 'cpu', 'memory']
const MOST_MARKS = 60
/** Memory comes in bytes. */
const MEBIBYTE = 1_048_576

export class Series {
  #at
  #columns = new Map()
  #start = 0
  #count = 0
  #marks = []

  constructor(capacity) {
    this.#at = new Float64Array(capacity)
    for (const track of TRACKS) {
      for (const measure of MEASURES) this.#columns.set(`${track}.${measure}`, new Float64Array(capacity))
    }
  }

  get marks() {
    return this.#marks
  }

  get newestAt() {
    return this.#count === 0 ? 0 : this.#at[this.#place(this.#count - 1)]
  }

  /** In the place of all that was known: what the server kept. */
  load({ at, tracks, marks }) {
    this.#start = 0
    this.#count = 0
    at.slice(-this.#at.length).forEach((second, index, kept) => {
      const from = at.length - kept.length + index
      this.#push(second, (track, measure) => tracks?.[track]?.[measure]?.[from])
    })
    this.#marks = (marks ?? []).map(readMark).slice(-MOST_MARKS)
  }

  /** The newest second that is known; one that is there already is completed. */
  push(second, tracks) {
    const value = (track, measure) => tracks?.[track]?.[measure]
    if (second > this.newestAt) return this.#push(second, value)
    for (let index = this.#count - 1; index >= 0 && this.#at[this.#place(index)] >= second; index--) {
      if (this.#at[this.#place(index)] === second) this.#write(this.#place(index), value)
    }
  }

  mark(mark) {
    this.#marks.push(readMark(mark))
    if (this.#marks.length > MOST_MARKS) this.#marks.shift()
  }

  /** Fills arrays for uPlot: the times, then a value of each track. The arrays are used again and again. */
  fill(into, measure) {
    into.forEach(column => { column.length = this.#count })
    for (let index = 0; index < this.#count; index++) {
      const place = this.#place(index)
      into[0][index] = this.#at[place]
      TRACKS.forEach((track, each) => {
        const value = this.#columns.get(`${track}.${measure}`)[place]
        into[each + 1][index] = Number.isNaN(value) ? null : value
      })
    }
    return into
  }

  /** The newest, lowest and highest known value of a track. */
  summary(track, measure) {
    const column = this.#columns.get(`${track}.${measure}`)
    const summary = { now: null, lowest: null, highest: null }
    for (let index = 0; index < this.#count; index++) {
      const value = column[this.#place(index)]
      if (index === this.#count - 1) summary.now = Number.isNaN(value) ? null : value
      if (Number.isNaN(value)) continue
      if (summary.lowest === null || value < summary.lowest) summary.lowest = value
      if (summary.highest === null || value > summary.highest) summary.highest = value
    }
    return summary
  }

  #push(second, value) {
    const place = this.#place(this.#count)
    if (this.#count < this.#at.length) this.#count++
    else this.#start = (this.#start + 1) % this.#at.length
    this.#at[place] = second
    this.#write(place, value)
  }

  #write(place, value) {
    for (const track of TRACKS) {
      for (const measure of MEASURES) {
        this.#columns.get(`${track}.${measure}`)[place] = (value(track, measure) ?? NaN) / (measure === 'memory' ? MEBIBYTE : 1)
      }
    }
  }

  #place(index) {
    return (this.#start + index) % this.#at.length
  }
}

/** A mark of the series, or an event of the timeline. */
function readMark({ at, type, what, words, why, by }) {
  const second = typeof at === 'number' ? at : Date.parse(at) / 1_000
  return { at: second, type: type ?? what, words: words ?? why ?? '', by }
}
