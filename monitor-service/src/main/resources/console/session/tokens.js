// Who may sign in, for owners: tokens, each with a name and a role.
import { html, useState } from '../shared/html.js'
import { json, part } from '../shared/api.js'
import { Refused, Waiting, useLoaded } from '../shared/load.js'
import { Confirmation } from '../shared/dialog.js'
import { notify } from '../shared/notice.js'
import { age } from '../shared/format.js'
import { ROLES, useMay } from './role.js'

const MAY = {
  viewer: 'reads everything here',
  operator: 'also releases, withdraws, splits, pauses, and changes flags',
  owner: 'also makes tokens, and removes apps',
}

export function Tokens() {
  const owner = useMay('owner')
  const { value: tokens, problem, again } = useLoaded(owner ? 'tokens' : null)
  const [removed, setRemoved] = useState(null)
  if (!owner) return html`<h1>Access</h1><p>Only an owner sees the tokens.</p>`
  return html`<h1>Access</h1>
    <p class="lead">Each person has a token of their own. Its name stands on the timeline beside what they do.</p>
    <${Refused} problem=${problem} />
    <div class="columns">
      <section class="card" aria-labelledby="tokens-title"><h2 id="tokens-title">Tokens</h2>
        ${tokens === null ? html`<${Waiting} what="the tokens" />`
          : tokens.length === 0 ? html`<p class="quiet">There is none beside the admin token.</p>`
          : html`<${TokenTable} tokens=${tokens} remove=${setRemoved} />`}
      </section>
      <${NewToken} made=${again} />
    </div>
    ${removed && html`<${Confirmation} title="Remove the token of ${removed.name}?" verb="Remove it" danger asksReason=${false}
      close=${() => setRemoved(null)} act=${async () => {
        await json('DELETE', `tokens/${part(removed.name)}`)
        again()
        return `The token of ${removed.name} is removed.`
      }}><p>Its sessions end at once. What ${removed.name} did stays on the timeline.</p></${Confirmation}>`}`
}

function TokenTable({ tokens, remove }) {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Table: Tokens"><table>
    <thead><tr><th scope="col">Name</th><th scope="col">Role</th><th scope="col">Made</th><th scope="col">Last used</th>
      <th scope="col"><span class="unseen">Action</span></th></tr></thead>
    <tbody>${tokens.map(each => html`<tr key=${each.name}>
      <th scope="row">${each.name}</th><td>${each.role}</td><td>${age(each.created)} ago</td>
      <td>${each.lastUsed ? `${age(each.lastUsed)} ago` : 'never'}</td>
      <td class="end"><button class="small" onClick=${() => remove(each)}>Remove<span class="unseen"> ${each.name}</span></button></td>
    </tr>`)}</tbody></table></div>`
}

function NewToken({ made }) {
  const [name, setName] = useState('')
  const [role, setRole] = useState('viewer')
  const [token, setToken] = useState(null)
  const [problem, setProblem] = useState(null)
  const submit = async event => {
    event.preventDefault()
    setProblem(null)
    try {
      setToken(await json('POST', 'tokens', { body: { name: name.trim(), role } }))
      setName('')
      notify('The token is made.')
      made()
    } catch (refused) {
      setProblem(refused)
    }
  }
  return html`<section class="card" aria-labelledby="new-title"><h2 id="new-title">New token</h2>
    <form onSubmit=${submit}>
      <label class="field"><span>Name of the person</span>
        <input name="name" required maxlength="60" autocomplete="off" value=${name} onInput=${event => setName(event.target.value)} /></label>
      <fieldset class="field"><legend>Role</legend>${ROLES.map(each => html`<label key=${each} class="choice">
        <input type="radio" name="role" value=${each} checked=${role === each} onChange=${() => setRole(each)} />
        <span><b>${each}</b> <span class="quiet">${MAY[each]}</span></span></label>`)}</fieldset>
      <${Refused} problem=${problem} />
      <button class="primary">Make a token</button>
    </form>
    ${token && html`<div class="made" role="status"><p>The token of <b>${token.name}</b>, shown this once:</p>
      <p><code class="secret">${token.token}</code></p></div>`}
  </section>`
}
