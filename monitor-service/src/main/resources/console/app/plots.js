// The plots of an app, on one time axis, with marks where something happened, and the same numbers as a table.
import { html, useCallback, useEffect, useMemo, useRef, useState } from '../shared/html.js'
import { get } from '../shared/api.js'
import { useListener } from '../shared/live.js'
import { clock, number, words } from '../shared/format.js'
import { Plot } from './plot.js'
import { Series, TRACKS } from './series.js'

const RANGES = [{ seconds: 900, name: '15 min', points: 900 }, { seconds: 86_400, name: '24 h', points: 1_440 }]
const TABLE_EVERY = 5
const QUANTILES = ['p50', 'p95', 'p99']

export function Plots({ app }) {
  const [range, setRange] = useState(RANGES[0])
  const [quantile, setQuantile] = useState('p95')
  const [version, setVersion] = useState(0)
  const series = useMemo(() => new Series(range.points), [app, range])
  const live = range === RANGES[0]
  const drawn = useCallback(() => setVersion(before => before + 1), [])

  const read = useCallback(() => {
    get('series', { query: { app, seconds: range.seconds } }).then(kept => {
      series.load(kept)
      drawn()
    }, () => {})
  }, [app, range, series])
  useEffect(read, [read])
  // What came while the stream was closed is missing in the ring.
  const missed = useRef(false)
  useListener('connected', useCallback(connected => {
    if (connected && missed.current) read()
    missed.current = !connected
  }, [read]))
  useListener('tick', useCallback(tick => {
    if (!live) return
    const known = tick.apps?.[app]
    if (!known?.second) return
    series.push(known.second, known.tracks)
    drawn()
  }, [live, series, app]))
  useListener('mark', useCallback(event => {
    if (event.app && event.app !== app) return
    series.mark(event)
    drawn()
  }, [series, app]))

  const shared = { series, seconds: range.seconds, version }
  return html`<section class="card plots" aria-labelledby="plots-title">
    <header class="row"><h2 id="plots-title">Stable beside canary</h2>
      <span class="legend" aria-hidden="true"><i class="dot stable"></i>stable <i class="dot canary"></i>canary</span>
      <div class="segmented" role="group" aria-label="How far back">${RANGES.map(each => html`<button key=${each.name} aria-pressed=${each === range}
        onClick=${() => setRange(each)}>${each.name}</button>`)}</div>
      <div class="segmented" role="group" aria-label="Quantile of answer times">${QUANTILES.map(each => html`<button key=${each} aria-pressed=${each === quantile}
        onClick=${() => setQuantile(each)}>${each}</button>`)}</div></header>
    <div class="plot-grid">
      <${Plot} title="Requests" unit="/s" measure="requests" ...${shared} />
      <${Plot} title="Errors" unit="/s" measure="errors" ...${shared} />
      <${Plot} title="Answer time, ${quantile}" unit="ms" measure=${quantile} ...${shared} />
      <${Plot} title="CPU" unit="%" measure="cpu" ...${shared} />
      <${Plot} title="Memory" unit="MiB" measure="memory" ...${shared} />
      <${Marks} marks=${series.marks} />
    </div>
    <${Numbers} series=${series} range=${range} version=${Math.floor(version / TABLE_EVERY)} />
  </section>`
}

const SHOWN_MARKS = 8

function Marks({ marks }) {
  const first = Math.max(0, marks.length - SHOWN_MARKS)
  return html`<div class="marks"><h3>Marks</h3>${marks.length === 0 ? html`<p class="quiet">Nothing happened in this time.</p>`
    : html`<ol start=${first + 1}>${marks.slice(first).map((each, index) => html`<li key=${first + index}>
      <time>${clock(each.at * 1_000)}</time> <b>${words(each.type)}</b>${each.by && html` <span class="quiet">by ${each.by}</span>`}</li>`)}</ol>`}</div>`
}

const ROWS = [['Requests /s', 'requests'], ['Errors /s', 'errors'], ['p50 ms', 'p50'], ['p95 ms', 'p95'], ['p99 ms', 'p99'], ['CPU %', 'cpu'], ['Memory MiB', 'memory']]

function Numbers({ series, range, version }) {
  const rows = useMemo(() => ROWS.map(([label, measure]) => [label, TRACKS.map(track => series.summary(track, measure))]), [series, version])
  return html`<details class="numbers-of-plots"><summary>The same as numbers</summary>
    <div class="scroll" tabindex="0" role="region" aria-label="Table: Numbers of the plots"><table class="numbers">
      <caption class="unseen">The last ${range.name}: now, lowest, highest</caption>
      <thead><tr><td></td>${TRACKS.map(track => html`<th key=${track} scope="colgroup" colspan="3" class="of-${track}">${track}</th>`)}</tr>
        <tr><th scope="col">Measure</th>${TRACKS.flatMap(track => ['now', 'lowest', 'highest'].map(each => html`<th key=${track + each} scope="col">${each}</th>`))}</tr></thead>
      <tbody>${rows.map(([label, found]) => html`<tr key=${label}><th scope="row">${label}</th>
        ${found.flatMap((each, track) => ['now', 'lowest', 'highest'].map(name => html`<td key=${track + name}>${number(each[name])}</td>`))}</tr>`)}</tbody>
    </table></div></details>`
}
