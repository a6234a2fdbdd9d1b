// What follows from the state of an app.

const slot = (app, name) => (app?.slots ?? []).find(each => each.slot === name)

/** Whether a canary has a share of the requests. */
export function canaryLive(app) {
  const canary = slot(app, 'canary')
  return Boolean(canary?.release) && !['starting', 'withdrawn', 'empty'].includes(canary.state)
}

export const canarySlot = app => slot(app, 'canary')

/** The open alerts, each in words. */
export function openAlerts(app) {
  return (app?.alerts ?? []).filter(each => !each.closing).map(each => ({ id: each.id, words: alertWords(each) }))
}

function alertWords(alert) {
  const found = (alert.findings ?? []).map(each => {
    if (each.reasons?.length > 0) return each.reasons.join(' ')
    const name = String(each.metric).replace(/-/g, ' ')
    return each.mean === undefined ? name : `${name} is at ${each.mean.toFixed(1)} %, over ${each.threshold} %`
  })
  return `${alert.culprit?.slot ?? ''}: ${found.join('; ') || alert.measure}`
}

/** The resting state of a rollout: a moving one carries the state that it left. */
export const restingRollout = rollout => rollout?.base ?? rollout ?? {}

export const VERDICTS = {
  good: 'The canary is good.',
  bad: 'The canary is bad.',
  'not-enough': 'There is not enough for a verdict.',
}
