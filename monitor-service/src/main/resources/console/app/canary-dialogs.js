// The steps of a canary, and settings that are not live yet.
import { html } from '../shared/html.js'
import { json, part } from '../shared/api.js'
import { Confirmation } from '../shared/dialog.js'

const STEPS = {
  pause: ['Hold the steps?', 'Hold them', 'The canary keeps its share until somebody resumes. It is still judged, and withdrawn when it is bad.'],
  resume: ['Resume the steps?', 'Resume', 'The steps go on when what they wait for has come.'],
  skip: ['Go to the next step?', 'Go on', 'The canary gets the next share at once, without what this step waits for.'],
}

export function StepDialog({ app, kind, close }) {
  const [title, verb, told] = STEPS[kind]
  const act = async ({ reason }) => {
    await json('POST', `api/builder/apps/${part(app.app)}/canary/${kind}`, { body: reason ? { reason } : {} })
    return `${title.slice(0, -1)}: done.`
  }
  return html`<${Confirmation} title="${app.app}: ${title}" verb=${verb} act=${act} close=${close}><p>${told}</p></${Confirmation}>`
}

export function Redeploy({ app, known, close }) {
  const act = async ({ reason }) => {
    await json('POST', `api/builder/apps/${part(app.app)}/redeploy`, { body: reason ? { reason } : {} })
    return `${app.app} is being redeployed.`
  }
  return html`<${Confirmation} title="Redeploy ${app.app}?" verb="Redeploy" act=${act} close=${close}>
    <p>What runs was deployed with other settings. Both stable slots get containers with those of now, of the same release:</p>
    <ul>${known.pending.map(each => html`<li key=${each}><code>${each}</code></li>`)}</ul></${Confirmation}>`
}
