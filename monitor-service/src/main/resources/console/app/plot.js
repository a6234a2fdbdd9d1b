// One plot: stable beside canary over the time that all plots of the page share.
import { html, useEffect, useRef } from '../shared/html.js'
import uPlot from '../vendor/uplot.js'
import { clock, number } from '../shared/format.js'
import { TRACKS } from './series.js'

const HEIGHT = 132
const colour = name => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim()

/** @param {{version: number}} props draws again when the version changes */
export function Plot({ title, unit, measure, series, seconds, version, top = null }) {
  const place = useRef(null)
  const readout = useRef(null)
  const plot = useRef(null)
  const data = useRef([[], [], []])

  useEffect(() => {
    const made = new uPlot(options({ place, readout, series, seconds, unit, top }), data.current, place.current)
    plot.current = made
    const watch = new ResizeObserver(() => made.setSize({ width: place.current.clientWidth, height: HEIGHT }))
    watch.observe(place.current)
    const scheme = matchMedia('(prefers-color-scheme: dark)')
    const repaint = () => made.redraw()
    scheme.addEventListener('change', repaint)
    return () => {
      watch.disconnect()
      scheme.removeEventListener('change', repaint)
      made.destroy()
    }
  }, [series, seconds, unit])

  useEffect(() => {
    plot.current.setData(series.fill(data.current, measure))
  }, [version, measure, series, seconds])

  return html`<figure class="plot">
    <figcaption><b>${title}</b> <span class="quiet">${unit}</span><span class="readout" ref=${readout} aria-hidden="true"></span></figcaption>
    <div ref=${place} role="img" aria-label="${title} of stable and canary over time; the table below has the numbers"></div>
  </figure>`
}

function options({ place, readout, series, seconds, unit, top }) {
  const line = (track, width, dash) => ({ label: track, stroke: () => colour(track), width, dash, spanGaps: false, points: { show: false } })
  const axis = { stroke: () => colour('quiet'), grid: { stroke: () => colour('line'), width: 1 }, ticks: { show: false }, font: '11px system-ui' }
  return {
    width: place.current.clientWidth || 300,
    height: HEIGHT,
    legend: { show: false },
    cursor: { sync: { key: 'app' }, y: false, points: { size: 6 }, drag: { x: false, y: false } },
    scales: {
      x: { time: true, range: () => [series.newestAt - seconds, series.newestAt] },
      y: { range: (_, low, high) => [0, Math.max(top ?? 0, (high ?? 0) * 1.15, 1)] },
    },
    axes: [
      { ...axis, size: 26, space: 70, values: (_, times) => times.map(time => clock(time * 1_000).slice(0, 5)) },
      { ...axis, size: 44, space: 26, values: (_, values) => values.map(value => number(value)) },
    ],
    series: [{}, line('stable', 1.5), line('canary', 1.75)],
    hooks: { draw: [drawMarks(series)], setCursor: [tellValues(readout, unit)] },
  }
}

const drawMarks = series => plot => {
  const { ctx, bbox } = plot
  ctx.save()
  ctx.strokeStyle = colour('mark')
  ctx.fillStyle = colour('quiet')
  ctx.font = `${10 * devicePixelRatio}px system-ui`
  ctx.setLineDash([3 * devicePixelRatio, 3 * devicePixelRatio])
  series.marks.forEach((mark, index) => {
    if (mark.at < plot.scales.x.min || mark.at > plot.scales.x.max) return
    const x = Math.round(plot.valToPos(mark.at, 'x', true))
    ctx.beginPath()
    ctx.moveTo(x, bbox.top)
    ctx.lineTo(x, bbox.top + bbox.height)
    ctx.stroke()
    ctx.fillText(String(index + 1), x + 2 * devicePixelRatio, bbox.top + 9 * devicePixelRatio)
  })
  ctx.restore()
}

const tellValues = (readout, unit) => plot => {
  if (!readout.current) return
  const index = plot.cursor.idx ?? null
  const told = index === null ? '' : `${clock(plot.data[0][index] * 1_000)}  ` + TRACKS.map((track, each) => {
    const value = plot.data[each + 1][index]
    return value === null || value === undefined ? '' : `${track} ${number(value)} ${unit}`
  }).filter(Boolean).join('  ')
  if (readout.current.textContent !== told) readout.current.textContent = told
}
