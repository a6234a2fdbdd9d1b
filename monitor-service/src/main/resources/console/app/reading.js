// What follows from the state of an app.
import { age, words } from '../shared/format.js'

const slot = (app, name) => (app?.slots ?? []).find(each => each.slot === name)

/** Whether a canary has a share of the requests. */
export function canaryLive(app) {
  const canary = slot(app, 'canary')
  return Boolean(canary?.release) && !['starting', 'withdrawn', 'empty'].includes(canary.state)
}

export const canarySlot = app => slot(app, 'canary')

/** The open alerts, each in words. */
export function openAlerts(app) {
  return (app?.alerts ?? []).map(each => ({
    id: each.id,
    words: `${each.slot}: ${each.metrics.map(name => METRICS[name] ?? words(name)).join(', ')} over its limit for ${age(each.since)}`,
  }))
}

const METRICS = { cpu: 'CPU', memory: 'memory' }

/** What the judge says of the canary in one line. */
export function verdictWords(canary) {
  return [VERDICTS[canary?.verdict] ?? 'It is not judged yet.', canary?.needs].filter(Boolean).join(' ')
}

/** The resting state of a rollout: a moving one carries the state that it left. */
export const restingRollout = rollout => rollout?.base ?? rollout ?? {}

export const VERDICTS = {
  good: 'The canary is good.',
  bad: 'The canary is bad.',
  'not-enough': 'There is not enough for a verdict.',
}
